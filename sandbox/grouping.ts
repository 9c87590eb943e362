/** Adds up rows that an answer cannot tell apart, such as those of several campaigns where the campaign is not printed. */
import type { Resource } from "./declaration.ts";
import type { Value } from "./json.ts";
import type { Entry, Row } from "./table.ts";

/** The entries, those that are the same in the declared columns made one at the place of the first of them. */
export function grouped(declaration: Resource, entries: readonly Entry<Row>[]): readonly Entry<Row>[] {
  const { groups, unprinted = [], columns } = declaration;
  if (groups === undefined) return entries;
  const added = Object.keys(columns).filter(
    (column) => columns[column] === "number" && !groups.includes(column) && !unprinted.includes(column),
  );
  const sums = new Map<string, Entry<Row>>();
  for (const entry of entries) {
    const key = JSON.stringify(groups.map((column) => entry.row[column]));
    const known = sums.get(key);
    sums.set(key, known === undefined ? entry : { ...known, row: sum(known.row, entry.row, added) });
  }
  return [...sums.values()];
}

function sum(row: Row, other: Row, columns: readonly string[]): Row {
  return { ...row, ...Object.fromEntries(columns.map((column) => [column, plus(row[column], other[column])])) };
}

function plus(value: Value | undefined, other: Value | undefined): number {
  return Number(value ?? 0) + Number(other ?? 0);
}
