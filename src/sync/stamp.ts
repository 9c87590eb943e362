/** Parameters of a request put on its rows as columns, where the API tells by nothing else what a row belongs to. Pure. */
import type { Row } from "../mailjet/row.ts";

/** Columns, by name, as JSON texts. */
export type Stamp = ReadonlyMap<string, string>;

/** The named parameters; an ID as a number, all else as a text. */
export function stampOf(names: readonly string[], params: Readonly<Record<string, string>>): Stamp {
  const given = names.map((name) => [name, params[name]] as const).filter(([, value]) => value !== undefined);
  return new Map(given.map(([name, value = ""]) => [name, /^\d+$/.test(value) ? value : JSON.stringify(value)]));
}

/** The row with these columns before its own. One that it has already is left as it is. */
export function stamped(row: Row, stamp: Stamp): Row {
  const missing = [...stamp].filter(([name]) => !row.columns.has(name));
  if (missing.length === 0) return row;
  const members = missing.map(([name, value]) => `${JSON.stringify(name)} : ${value}`).join(", ");
  const rest = row.text.slice(1);
  const text = `{ ${members}${/^\s*\}/.test(rest) ? "" : ","}${rest}`;
  const { columns, misfits, replaced } = row;
  return { text, columns: new Map([...columns, ...missing]), misfits, replaced };
}
