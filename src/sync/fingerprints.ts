/**
 * Knows rows again without keeping them: by 64 bits for each. Of 100,000 rows any two share a fingerprint with a
 * probability below one in a thousand million.
 */
import type { Row } from "../mailjet/row.ts";

/** Of the rows of a page, two words for each. */
export type PagePrints = Uint32Array;

/** What makes a row itself. */
export interface Identity {
  readonly primaryKey: readonly string[];
  /** Rows with one key may differ: only rows identical in every column are the same row. */
  readonly isKeyShared: boolean;
}

export function printsOf(page: readonly Row[], identity: Identity): PagePrints {
  const prints = new Uint32Array(2 * page.length);
  for (const [index, row] of page.entries()) printInto(prints, 2 * index, textOf(row, identity));
  return prints;
}

function textOf({ columns, text }: Row, { primaryKey, isKeyShared }: Identity): string {
  return isKeyShared ? text : primaryKey.map((column) => columns.get(column) ?? "").join("|");
}

/** The bytes of a text, and the same as words. */
let bytes = Buffer.alloc(4_096);
let words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);

/**
 * Two hashes that have nothing in common, in one go over the text, of which each letter is a byte. For each of them, two
 * texts that differ in one word of four letters only are never the same.
 */
function printInto(prints: PagePrints, at: number, text: string): void {
  if (text.length + 4 > bytes.length) {
    bytes = Buffer.alloc(8 * text.length);
    words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }
  const length = bytes.write(text, "latin1");
  bytes.writeUInt32LE(0, length);
  let one = length;
  let other = 0x85ebca6b;
  for (let i = 0; i <= length >> 2; i++) {
    const word = words[i] ?? 0;
    one = Math.imul(one ^ word, 0x9e3779b1);
    one ^= one >>> 15;
    other = Math.imul(other + word, 0x85ebca77);
    other = (other << 13) | (other >>> 19);
  }
  prints[at] = one;
  // Two zeros mark a free place.
  prints[at + 1] = other || 1;
}

/** Whether a row of the one page is a row of the other. */
export function isSame(one: PagePrints, i: number, other: PagePrints, j: number): boolean {
  return one[2 * i] === other[2 * j] && one[2 * i + 1] === other[2 * j + 1];
}

function printText(prints: PagePrints, index: number): string {
  return [prints[2 * index] ?? 0, prints[2 * index + 1] ?? 0]
    .map((word) => word.toString(16).padStart(8, "0"))
    .join("");
}

/** A set of fingerprints, some 12 bytes each. */
export class Fingerprints {
  #table = new Uint32Array(2 * 1_024);
  #size = 0;

  has(prints: PagePrints, index: number): boolean {
    return this.#table[2 * this.#placeOf(prints[2 * index] ?? 0, prints[2 * index + 1] ?? 0) + 1] !== 0;
  }

  /** @returns false where it was there already. */
  add(prints: PagePrints, index: number): boolean {
    return this.#put(prints[2 * index] ?? 0, prints[2 * index + 1] ?? 0);
  }

  #put(high: number, low: number): boolean {
    const place = this.#placeOf(high, low);
    if (this.#table[2 * place + 1] !== 0) return false;
    this.#table[2 * place] = high;
    this.#table[2 * place + 1] = low;
    if (++this.#size > this.#table.length / 3) this.#grow();
    return true;
  }

  /** Where it is, or the free place where it belongs. */
  #placeOf(high: number, low: number): number {
    const table = this.#table;
    const mask = table.length / 2 - 1;
    let place = (high ^ (low >>> 7)) & mask;
    while (table[2 * place + 1] !== 0 && (table[2 * place] !== high || table[2 * place + 1] !== low)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(2 * before.length);
    this.#size = 0;
    for (let i = 0; i < before.length; i += 2) if (before[i + 1] !== 0) this.#put(before[i] ?? 0, before[i + 1] ?? 0);
  }
}

/** What of a page was not met before. */
export interface Met {
  /** Each once. */
  readonly rows: readonly Row[];
  /** Rows that are others, yet identical to one that was met: so many more than any page was seen to hold. */
  readonly copies: readonly Row[];
  /** The rest of the page, by index. */
  readonly known: readonly number[];
}

/** Rows that were met, counted: identical ones as often as they came together in a page. */
export class Tally {
  readonly #known = new Fingerprints();
  /** How often rows came in a page, where more than once, by fingerprint. */
  readonly #multiples = new Map<string, number>();
  #met = 0;

  get met(): number {
    return this.#met;
  }

  has(prints: PagePrints, index: number): boolean {
    return this.#known.has(prints, index);
  }

  /** Takes in the rows of a page. */
  meet(prints: PagePrints, page: readonly Row[]): Met {
    const again: number[] = [];
    const rows = page.filter((_, index) => {
      const isFresh = this.#known.add(prints, index);
      if (!isFresh) again.push(index);
      return isFresh;
    });
    // Of identical ones, the last are those that are more than before.
    const more = new Map<string, number>();
    const isCopy = (index: number) => {
      const name = printText(prints, index);
      const left = more.get(name) ?? this.#newCopies(prints, index);
      more.set(name, left - 1);
      return left > 0;
    };
    const copied = new Set(again.toReversed().filter(isCopy));
    this.#met += rows.length + copied.size;
    return {
      rows,
      copies: page.filter((_, index) => copied.has(index)),
      known: again.filter((index) => !copied.has(index)),
    };
  }

  /** How much oftener a row comes in the page than in any before. */
  #newCopies(prints: PagePrints, index: number): number {
    let times = 0;
    for (let other = 0; other < prints.length / 2; other++) if (isSame(prints, index, prints, other)) times++;
    if (times < 2) return 0;
    const name = printText(prints, index);
    const before = this.#multiples.get(name) ?? 1;
    if (times <= before) return 0;
    this.#multiples.set(name, times);
    return times - before;
  }
}
