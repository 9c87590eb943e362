/** One resource's rows, kept in order of time and found by any column; every index stays right when rows change. */
import type { Value } from "./json.ts";
import { secondsOf } from "./time.ts";

/** A row as on the wire. Changed through its table only, so that the table's indexes know. */
export type Row = Readonly<Record<string, Value>>;

/** A row with what the answers order it by. */
export interface Entry<R> {
  readonly row: R;
  /** Unix seconds of the time column; 0 where the table or the row has no time. */
  readonly at: number;
  /** The row's place in unsorted answers: it lasts as long as the row, and goes neither by time nor by ID. */
  readonly rank: number;
}

/** Unix seconds; an absent end is open. */
export interface Interval {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly includesFrom: boolean;
  readonly includesTo: boolean;
}

export class Table<R extends Row> {
  readonly #timeColumn: string | undefined;
  #entries: Entry<R>[];
  #added = 0;
  #version = 0;
  readonly #indexes = new Map<string, Map<Value | undefined, R[]>>();

  constructor(declaration: { readonly time?: { readonly column: string } }, rows: Iterable<R>) {
    this.#timeColumn = declaration.time?.column;
    this.#entries = Array.from(rows, (row) => this.#entry(row)).sort(byTime);
  }

  /** Grows with every change: what was computed from the table at another version is out of date. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#entries.length;
  }

  *[Symbol.iterator](): Generator<R> {
    for (const entry of this.#entries) yield entry.row;
  }

  /** The entries in the interval, by time. A table without a time column gives all. */
  between(interval: Interval): readonly Entry<R>[] {
    if (this.#timeColumn === undefined) return this.#entries;
    const { from, to, includesFrom, includesTo } = interval;
    const start = from === undefined ? 0 : this.#firstFrom(from, includesFrom);
    const end = to === undefined ? this.#entries.length : this.#firstFrom(to, !includesTo);
    return this.#entries.slice(start, end);
  }

  /** The last row up to this time, in unix seconds. */
  last(until: number): R | undefined {
    return this.#entries[this.#firstFrom(until, false) - 1]?.row;
  }

  /** The rows with this value in the column. */
  where(column: keyof R & string, value: Value): readonly R[] {
    return this.#index(column).get(value) ?? [];
  }

  add(row: R): R {
    const entry = this.#entry(row);
    this.#entries.splice(this.#firstFrom(entry.at, false), 0, entry);
    for (const [column, index] of this.#indexes) remember(index, row[column], row);
    this.#version++;
    return row;
  }

  /** Removes the rows for which `isGone` is true. Returns how many there were. */
  remove(isGone: (row: R) => boolean): number {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => !isGone(entry.row));
    this.#forget();
    return before - this.#entries.length;
  }

  /**
   * Gives a row of this table other values. It keeps its place in unsorted answers.
   * @throws {RangeError} when it is not this table's row, e.g. a copy.
   */
  change(row: R, changes: Partial<R>): void {
    const entry = this.#entries.find((candidate) => candidate.row === row);
    if (entry === undefined) throw new RangeError("Cannot change a row: it is not in the table");
    Object.assign(row, changes);
    const others = this.#entries.filter((candidate) => candidate !== entry);
    this.#entries = [...others, { ...entry, at: this.#timeOf(row) }].sort(byTime);
    this.#forget();
  }

  #entry(row: R): Entry<R> {
    return { row, at: this.#timeOf(row), rank: scramble(this.#added++) };
  }

  #timeOf(row: R): number {
    const date = this.#timeColumn === undefined ? undefined : row[this.#timeColumn];
    return (typeof date === "string" ? secondsOf(date) : undefined) ?? 0;
  }

  /** Index of the first entry at or after `seconds`; without `includes`, after it. */
  #firstFrom(seconds: number, includes: boolean): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#entries[middle]?.at ?? Number.POSITIVE_INFINITY;
      if (at < seconds || (at === seconds && !includes)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #index(column: string): Map<Value | undefined, R[]> {
    const known = this.#indexes.get(column);
    if (known !== undefined) return known;
    const index = new Map<Value | undefined, R[]>();
    for (const { row } of this.#entries) remember(index, row[column], row);
    this.#indexes.set(column, index);
    return index;
  }

  #forget(): void {
    this.#indexes.clear();
    this.#version++;
  }
}

function remember<R>(index: Map<Value | undefined, R[]>, value: Value | undefined, row: R): void {
  const rows = index.get(value);
  if (rows === undefined) index.set(value, [row]);
  else rows.push(row);
}

function byTime(a: Entry<unknown>, b: Entry<unknown>): number {
  return a.at - b.at || a.rank - b.rank;
}

/** Each 32-bit number to another one, far from its neighbour's: no two rows share a rank. */
function scramble(sequence: number): number {
  let mixed = (sequence + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
