/** What is to be known of a stream's columns while its rows are cut. */
import type { Declaration } from "./declaration.ts";
import type { ColumnSchema, RowSchema } from "./files.ts";
import type { ColumnShape, JsonType, RowShape } from "./mailjet/json.ts";

export function rowShape(schema: RowSchema, declaration: Declaration): RowShape {
  const { primaryKey, cursor, changed = [], keep, sort } = declaration;
  const wanted = new Set<string | undefined>([...primaryKey, ...changed, cursor, keep?.column, sort]);
  const columns = Object.entries(schema.properties).map(([name, column]): [string, ColumnShape] => [
    name,
    { types: typesOf(column, primaryKey.includes(name)), isWanted: wanted.has(name) },
  ]);
  return new Map(columns);
}

/** A key that is null is no key, whatever the schema says. */
function typesOf({ type, format }: ColumnSchema, isKey: boolean): ReadonlySet<JsonType> {
  const types = format === "date-time" ? type.map((name) => (name === "string" ? format : name)) : type;
  return new Set(types.filter((name) => !isKey || name !== "null"));
}
