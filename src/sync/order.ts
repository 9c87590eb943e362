/**
 * The order in which a list comes: by the column that it was asked to be sorted by, or by time. In such a list a row
 * cannot slip from page to page. Integers are compared as texts in digits: they are too large for numbers. Pure.
 */
import type { Row } from "../mailjet/row.ts";
import type { Instant } from "../time/instant.ts";

export interface Order {
  /** What a row is ordered by, in digits; undefined where that is no integer from 0 on. */
  readonly keyOf: (row: Row) => string | undefined;
  /** No two rows share a key, and the list was asked for in this order: by a key, a later read can go on. */
  readonly isUnique: boolean;
  /** The highest comes first. */
  readonly isFalling: boolean;
}

export function byColumn(column: string, isUnique: boolean): Order {
  const keyOf = ({ columns }: Row) => {
    const text = columns.get(column) ?? "";
    return /^\d+$/.test(text) ? text : undefined;
  };
  return { keyOf, isUnique, isFalling: false };
}

export function byInstant(instantOf: (row: Row) => Instant | undefined, isFalling: boolean): Order {
  const keyOf = (row: Row) => {
    const instant = instantOf(row) ?? -1;
    return instant < 0 ? undefined : String(instant);
  };
  return { keyOf, isUnique: false, isFalling };
}

/** Negative, 0 or positive, as the one key comes before, with or after the other. */
export function compareKeys(one: string, other: string, { isFalling }: Pick<Order, "isFalling">): number {
  const rising = one.length === other.length ? Number(one > other) - Number(one < other) : one.length - other.length;
  return isFalling ? -rising : rising;
}

/** The keys of a page, row by row; undefined where the page is not in this order. */
export function keysInOrder(page: readonly Row[], order: Order): string[] | undefined {
  const keys: string[] = [];
  for (const row of page) {
    const key = order.keyOf(row);
    if (key === undefined) return undefined;
    const before = keys.at(-1);
    const step = before === undefined ? 1 : compareKeys(key, before, order);
    if (step < 0 || (step === 0 && order.isUnique)) return undefined;
    keys.push(key);
  }
  return keys;
}

/** The first of these orders that a page is in. One that ends in a long run of the same key says nothing of what follows. */
export function orderOf(page: readonly Row[], orders: readonly Order[]): Order | undefined {
  return orders.find((order) => {
    const keys = keysInOrder(page, order);
    return keys !== undefined && lastRun(keys) <= page.length / 2;
  });
}

/** How many keys at the end of a page are the same. */
export function lastRun(keys: readonly string[]): number {
  const last = keys.at(-1);
  return keys.length - 1 - keys.findLastIndex((key) => key !== last);
}
