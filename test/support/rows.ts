/** Rows and lists of rows made up for tests of what goes by keys and order only. */

import type { Row } from "../../src/mailjet/row.ts";

/** A row with an ID and whatever else. */
export function row(id: number | bigint, more: Readonly<Record<string, string>> = {}): Row {
  const columns = new Map([["ID", String(id)], ...Object.entries(more)]);
  const members = [...columns].map(([name, value]) => `${JSON.stringify(name)}:${value}`);
  return { text: `{${members.join(",")}}`, columns, misfits: [], replaced: [] };
}

/** Rows with the IDs from `first` on. The same ID always gives the same object. */
export function rows(count: number, first = 1): Row[] {
  while (MADE.length < first - 1 + count) MADE.push(row(MADE.length + 1));
  return MADE.slice(first - 1, first - 1 + count);
}

/** Tests make lists by the thousand: each row is made once. */
const MADE: Row[] = [];

export function idOf({ columns }: Row): number {
  return Number(columns.get("ID"));
}
