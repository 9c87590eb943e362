/** Which columns of a stream need work on their way through. */
import type { Declaration } from "./declaration.ts";
import type { RowSchema } from "./files.ts";
import type { RowShape } from "./mailjet/json.ts";

export function rowShape(schema: RowSchema, declaration: Declaration): RowShape {
  const { primaryKey, cursor, changed = [], keep } = declaration;
  const columns = Object.entries(schema.properties);
  const dates = columns.filter(([, column]) => column.format === "date-time").map(([name]) => name);
  const named = [cursor, keep?.column].filter((name) => name !== undefined);
  return { dates: new Set(dates), wanted: new Set([...primaryKey, ...changed, ...named]) };
}
