/** Two ways to know a row again: by its ID, where the list is sorted by it, or by remembering each row. */

import { integerIn, isInOrder, lastRun, type Order } from "./order.ts";
import { type Memory, PAGE_ROWS } from "./pages.ts";
import type { Row } from "./row.ts";

/** How often in a page a known row may follow an unknown one: rows that came in between, or identical ones. */
const STRAYS_TOLERATED = PAGE_ROWS / 20;

/** For a list sorted by a unique ID: whatever is not above the last ID is known. Flat, however long the list. */
export class SortedMemory implements Memory {
  readonly #column: string;
  #last: bigint | undefined;

  constructor(column: string, last?: string) {
    this.#column = column;
    this.#last = last === undefined ? undefined : BigInt(last);
  }

  /** The ID up to which all rows were passed on. */
  get last(): string | undefined {
    return this.#last?.toString();
  }

  knows(row: Row): boolean {
    const id = integerIn(row, this.#column);
    return this.#last !== undefined && id !== undefined && id <= this.#last;
  }

  add(row: Row): void {
    this.#last = integerIn(row, this.#column);
  }

  /** IDs rise from row to row: the sort was honoured. */
  accepts(page: readonly Row[]): boolean {
    const ids = page.map((row) => integerIn(row, this.#column));
    return ids.every((id, index) => {
      const before = ids[index - 1];
      return id !== undefined && (before === undefined || before < id);
    });
  }

  overlap(): number {
    return 1;
  }
}

/** Equal for one and the same row, and for no others. */
export type Identity = string | bigint;

/** For a list in any lasting order: remembers an identity per row, about 100 bytes each. */
export class SeenMemory implements Memory {
  readonly #identity: (row: Row) => Identity;
  readonly #order: Order | undefined;
  readonly #seen = new Set<Identity>();

  /** `order`: that of the first page, which all the others have to keep. */
  constructor(identity: (row: Row) => Identity, order?: Order) {
    this.#identity = identity;
    this.#order = order;
  }

  knows(row: Row): boolean {
    return this.#seen.has(this.#identity(row));
  }

  add(row: Row): void {
    this.#seen.add(this.#identity(row));
  }

  /** In any lasting order the known rows of a page come first, but for what was added or moved among them. */
  accepts(page: readonly Row[]): boolean {
    if (this.#order !== undefined) return isInOrder(page, this.#order);
    const known = page.map((row) => this.knows(row));
    const strays = known.filter((isKnown, index) => isKnown && known[index - 1] === false);
    return strays.length <= STRAYS_TOLERATED;
  }

  /** Rows that share a key may change places: all that share the last one are read again, in one page. */
  overlap(page: readonly Row[]): number {
    return this.#order === undefined ? 1 : 1 + lastRun(page, this.#order);
  }
}

/**
 * What makes a row itself: rows with the same key are the same row, even when they changed. Where the key is shared,
 * only rows identical in every column are.
 */
export function identify(primaryKey: readonly string[], isKeyShared = false): (row: Row) => Identity {
  const [id = "", ...others] = primaryKey;
  const keyOf = (row: Row) => primaryKey.map((column) => row.columns.get(column)).join("|");
  if (isKeyShared) return (row) => `${keyOf(row)}|${hash(row.text)}`;
  // An ID as an integer: its text would be a part of its page, and keep all of it alive.
  return others.length > 0 ? keyOf : (row) => integerIn(row, id) ?? String(row.columns.get(id));
}

/** 53 bits over the text (FNV-1a, twice): together with the key, telling apart the rows of one window. */
function hash(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) ^ (high >>> 13);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
