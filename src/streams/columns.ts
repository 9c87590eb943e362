/** What is to be known of a stream's columns while its rows are cut. */

import type { ColumnSchema, RowSchema } from "../config/files.ts";
import type { ColumnShape, JsonType, RowShape } from "../mailjet/row.ts";
import type { Declaration } from "./declaration.ts";

/** `also`: columns that are wanted beside those that reading the stream needs. */
export function rowShape(schema: RowSchema, declaration: Declaration, also: readonly string[] = []): RowShape {
  const { primaryKey, cursor, changed = [], keep, drop = [], sort, each, narrow, properties } = declaration;
  const dropped = drop.flatMap((pattern) => Object.keys(pattern));
  const other = [
    cursor,
    keep?.column,
    sort,
    each?.param,
    narrow?.column,
    narrow?.campaign,
    narrow?.menus?.column,
    properties?.column,
  ];
  const wanted = new Set<string | undefined>([...primaryKey, ...changed, ...dropped, ...other, ...also]);
  const columns = Object.entries(schema.properties).map(([name, column]): [string, ColumnShape] => [
    name,
    { types: typesOf(column, primaryKey.includes(name)), isWanted: wanted.has(name) },
  ]);
  const shape = new Map(columns);
  if (each !== undefined) shape.set(describedName(each.param), { isWanted: true });
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
