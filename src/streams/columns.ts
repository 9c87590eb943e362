/** What is to be known of a stream's columns while its rows are cut. */

import type { ColumnSchema, RowSchema } from "../config/files.ts";
import type { ColumnShape, JsonType, RowShape } from "../mailjet/row.ts";
import type { Declaration } from "./declaration.ts";

/** @param also columns that are wanted beside those that every read of the stream needs. */
export function rowShape(schema: RowSchema, declaration: Declaration, also: readonly string[] = []): RowShape {
  const { primaryKey, cursor, sort, stamp = [], properties } = declaration;
  const needed = [...primaryKey, cursor, sort, ...stamp, properties?.column, ...also];
  const wanted = new Set(needed.filter((name) => name !== undefined));
  const shape = new Map([...wanted].map((name): [string, ColumnShape] => [name, { isWanted: true }]));
  for (const [name, column] of Object.entries(schema.properties))
    shape.set(name, { types: typesOf(column, primaryKey.includes(name)), isWanted: wanted.has(name) });
  // On the wire this one is a list; what its schema describes is made of it.
  if (properties !== undefined) shape.set(properties.column, { types: new Set(["array", "null"]), isWanted: true });
  return shape;
}

/** What the vendor's description calls a column that points elsewhere: without the "ID" that was recorded on the wire. */
export function describedName(column: string): string {
  return column.replace(/ID$/, "");
}

/** A key that is null is no key, whatever the schema says. */
function typesOf({ type, format }: ColumnSchema, isKey: boolean): ReadonlySet<JsonType> {
  const types = format === "date-time" ? type.map((name) => (name === "string" ? format : name)) : type;
  return new Set(types.filter((name) => !isKey || name !== "null"));
}
