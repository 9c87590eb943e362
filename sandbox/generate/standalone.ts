/** The tables of the whole lists that stand alone: their rows are those that are declared. */
import type { Account } from "../account.ts";
import { standalone } from "../resources/standalone.ts";
import { type Row, Table } from "../table.ts";

export type Standalone = Pick<Account, keyof typeof standalone>;

/** All empty in an account in which nothing has been set up. */
export function standaloneTables(isEmpty: boolean): Standalone {
  const declared = Object.entries<{ readonly rows: readonly Row[] }>(standalone);
  // Each account has rows of its own: a table changes them in place.
  const copies = (rows: readonly Row[]) => (isEmpty ? [] : rows.map((row) => ({ ...row })));
  // The declaration of each was checked where it is written: its rows have its columns.
  return Object.fromEntries(declared.map(([name, { rows }]) => [name, new Table({}, copies(rows))])) as Standalone;
}
