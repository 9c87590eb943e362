/**
 * Whether a page of a list continues the one before it, and which of its rows are new. Rows come and go while a list is
 * read, so neighbouring pages overlap: a page that does not reach back to the one before has a gap in front of it. Pure
 * but for what each kind of seam remembers.
 */

import type { ListPosition } from "../airbyte/state.ts";
import { isLast, PAGE_ROWS } from "../mailjet/page.ts";
import type { Row } from "../mailjet/row.ts";
import { DisorderError, RepetitionError } from "./disorder.ts";
import { type Identity, isSame, type Met, type PagePrints, printsOf, Tally } from "./fingerprints.ts";
import { compareKeys, keysInOrder, lastRun, type Order } from "./order.ts";

/** So many rows of a page are expected to be in the one before. */
export const OVERLAP = 10;
/** From the offset of a page to that of the next. */
export const STRIDE = PAGE_ROWS - OVERLAP;

/** What a page adds to those before it. */
export interface Joined extends Pick<Met, "rows" | "copies"> {
  /** The list has been read up to here; undefined where nothing was yet. */
  readonly reached: ListPosition | undefined;
}

/** Of a list that is sorted: whatever does not come after the last key is known. */
export class SortedSeam {
  /** Rows that were met; undefined where each has a key of its own. */
  readonly met: Tally | undefined;
  readonly #identity: Identity;
  readonly #order: Order;
  /** All rows up to this key have been met. */
  #last: string | undefined;
  /** So many rows of the list come up to there. */
  #passed = 0;
  /** First and last key of the page before, and its offset. */
  #ends: readonly (string | undefined)[] = [];
  #offset = 0;

  constructor(identity: Identity, order: Order, from?: ListPosition) {
    this.#identity = identity;
    this.#order = order;
    this.met = order.isUnique ? undefined : new Tally();
    this.#last = from?.id;
    this.#passed = from?.passed ?? 0;
  }

  get passed(): number {
    return this.#passed;
  }

  /**
   * @param offset of the page in the list.
   * @returns undefined where rows between this page and the one before may be missing.
   * @throws {DisorderError} where the list is not in the order it should be.
   */
  join(page: readonly Row[], offset: number): Joined | undefined {
    const keys = keysInOrder(page, this.#order);
    if (keys === undefined) throw new DisorderError("a page is not sorted as it was asked to be");
    this.#refuseRepetition(page, keys, offset);
    const [first] = keys;
    const last = this.#last;
    if (offset > 0 && (first === undefined || last === undefined || compareKeys(first, last, this.#order) > 0))
      return undefined;
    // Rows that share a key may lie on both sides of a page's end: they are left to the next page.
    const end = this.#order.isUnique || isLast(page) ? page.length : page.length - lastRun(keys);
    if (end === 0 && page.length > 0) throw new DisorderError("what the order does not tell apart fills a page");
    const start = last === undefined ? 0 : firstBehind(keys, last, this.#order);
    const met =
      this.met === undefined
        ? { rows: page.slice(start, end), copies: [] }
        : this.#meet(page.slice(0, end), offset, this.met);
    const reached = keys[end - 1];
    if (met !== undefined && reached !== undefined && end > start) {
      this.#last = copyOf(reached);
      this.#passed = offset + end;
    }
    return met && { ...met, reached: this.#position() };
  }

  /**
   * Where rows may share a key, each is known by itself: an order may have shown by chance. Identical rows are one.
   * @returns undefined where the page does not begin with a row that was met.
   */
  #meet(rows: readonly Row[], offset: number, met: Tally): Met | undefined {
    const prints = printsOf(rows, this.#identity);
    if (offset > 0 && !met.has(prints, 0)) return undefined;
    return met.meet(prints, rows);
  }

  #position(): ListPosition | undefined {
    return this.#last === undefined || !this.#order.isUnique ? undefined : { id: this.#last, passed: this.#passed };
  }

  /** From further back in a list of which rows have gone, the same page may well come. */
  #refuseRepetition(page: readonly Row[], keys: readonly string[], offset: number): void {
    const ends = [keys[0], keys.at(-1)].map((key) => key && copyOf(key));
    const isRepeated = ends.every((key, index) => key === this.#ends[index]);
    if (isRepeated && offset > this.#offset && !isLast(page)) throw new RepetitionError();
    this.#ends = ends;
    this.#offset = offset;
  }
}

/** The index of the first of the keys that comes after `last`. */
function firstBehind(keys: readonly string[], last: string, order: Order): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(keys[middle] ?? "", last, order) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A text of its own: a piece of a page's would keep all of the page in memory. */
function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

/** Whether the two begin and end with the same row. */
export function isSamePage(one: PagePrints, other: PagePrints): boolean {
  const last = one.length / 2 - 1;
  return one.length === other.length && isSame(one, 0, other, 0) && isSame(one, last, other, last);
}

/** With how many rows of the page before a page begins; 0 where they do not match. */
export function overlapOf(before: PagePrints, page: PagePrints): number {
  if (matches(before, page, OVERLAP)) return OVERLAP;
  const most = page.length / 2;
  for (let overlap = 1; overlap <= most; overlap++) if (matches(before, page, overlap)) return overlap;
  return 0;
}

/** Whether the last rows of the one are the first rows of the other. */
function matches(before: PagePrints, page: PagePrints, overlap: number): boolean {
  const length = before.length / 2;
  if (overlap > Math.min(page.length / 2, length)) return false;
  for (let back = 1; back <= overlap; back++) {
    if (!isSame(before, length - back, page, overlap - back)) return false;
  }
  return true;
}
