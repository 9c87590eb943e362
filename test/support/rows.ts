/** Rows and lists of rows made up for tests of what goes by keys and order only. */

import type { FetchPage } from "../../src/mailjet/pages.ts";
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

/** Serves a list by pages of so many rows as it is at the time of the call; `happen` may change it between the calls. */
export function server(list: Row[], pageRows: number, happen: (call: number) => void = () => {}): FetchPage {
  let calls = 0;
  return async (offset) => {
    if (calls > 0) happen(calls);
    if (++calls > 1_000) throw new Error("The reader does not come to an end");
    return list.slice(offset, offset + pageRows);
  };
}
