/** Rows and lists of rows made up for tests of what goes by keys and order only. */

import type { Row } from "../../src/mailjet/row.ts";

/** A row with an ID and whatever else. */
export function row(id: number | bigint, more: Readonly<Record<string, string>> = {}): Row {
  const columns = new Map([["ID", String(id)], ...Object.entries(more)]);
  const members = [...columns].map(([name, value]) => `${JSON.stringify(name)}:${value}`);
  return { text: `{${members.join(",")}}`, columns, misfits: [], replaced: [] };
}

export function rows(count: number, first = 1): Row[] {
  return Array.from({ length: count }, (_, index) => row(first + index));
}

export function idOf({ columns }: Row): number {
  return Number(columns.get("ID"));
}
