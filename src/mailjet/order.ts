/** The order in which a list comes, found in its first page: in one that lasts, no row can slip from page to page. Pure. */
import type { Row } from "./row.ts";

/** What rows may be ordered by, e.g. an ID or an instant; undefined where a row has none. */
export type Key = (row: Row) => bigint | number | undefined;

export interface Order {
  readonly key: Key;
  readonly direction: "rising" | "falling";
}

/**
 * The first of the keys by which a page is ordered; several rows may share one. A page that ends in a long run of one
 * and the same key says nothing about what follows it.
 */
export function findOrder(page: readonly Row[], keys: readonly Key[]): Order | undefined {
  return keys
    .flatMap((key): Order[] => [
      { key, direction: "rising" },
      { key, direction: "falling" },
    ])
    .find((order) => isInOrder(page, order) && lastRun(page, order) <= page.length / 2);
}

export function isInOrder(page: readonly Row[], { key, direction }: Order): boolean {
  const keys = page.map(key);
  return keys.every((one, index) => {
    const before = keys[index - 1];
    if (one === undefined) return false;
    return before === undefined || (direction === "rising" ? before <= one : before >= one);
  });
}

/** How many rows at the end of a page share the key of its last one: their order among themselves is not known. */
export function lastRun(page: readonly Row[], { key }: Order): number {
  const last = page.at(-1);
  if (last === undefined) return 0;
  return page.length - 1 - page.findLastIndex((row) => key(row) !== key(last));
}

/** The integer in a column; undefined for anything else. */
export function integerIn(row: Row, column: string): bigint | undefined {
  const text = row.columns.get(column) ?? "";
  return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}
