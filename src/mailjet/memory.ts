/** Two ways to know a row again: by its ID, where the list is sorted by it, or by remembering each row. */
import type { Row } from "./json.ts";
import type { Memory } from "./pages.ts";

/** For a list sorted by a unique ID: whatever is not above the last ID is known. Flat, however long the list. */
export class SortedMemory implements Memory {
  readonly #column: string;
  #last: string | undefined;

  constructor(column: string, last?: string) {
    this.#column = column;
    this.#last = last;
  }

  /** The ID up to which all rows were passed on. */
  get last(): string | undefined {
    return this.#last;
  }

  knows(row: Row): boolean {
    return this.#last !== undefined && compareIds(this.#id(row), this.#last) <= 0;
  }

  add(row: Row): void {
    this.#last = this.#id(row);
  }

  /** IDs rise from row to row: the sort was honoured. */
  accepts(page: readonly Row[]): boolean {
    return page.every((row, index) => {
      const before = page[index - 1];
      return INTEGER.test(this.#id(row)) && (before === undefined || compareIds(this.#id(before), this.#id(row)) < 0);
    });
  }

  #id(row: Row): string {
    return row.columns.get(this.#column) ?? "";
  }
}

/** For a list in any lasting order: remembers an identity per row, about 100 bytes each. */
export class SeenMemory implements Memory {
  readonly #identity: (row: Row) => string;
  readonly #seen = new Set<string>();

  constructor(identity: (row: Row) => string) {
    this.#identity = identity;
  }

  knows(row: Row): boolean {
    return this.#seen.has(this.#identity(row));
  }

  add(row: Row): void {
    this.#seen.add(this.#identity(row));
  }

  accepts(): boolean {
    return true;
  }
}

const INTEGER = /^-?\d+$/;

/** Compares integers of any size by their JSON texts; negative, 0 or positive. */
export function compareIds(a: string, b: string): number {
  const [x, y] = [BigInt(a), BigInt(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/**
 * What makes a row itself. Rows with a one-column key (an ID) are the same row even when they changed; with a
 * descriptive key of several columns, only rows identical in every column are.
 */
export function identify(primaryKey: readonly string[]): (row: Row) => string {
  const key = (row: Row) => primaryKey.map((column) => row.columns.get(column)).join("|");
  return primaryKey.length === 1 ? key : (row) => `${key(row)}|${hash(row.text)}`;
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
