/** One resource's rows, kept in order of time and found by any column; every index stays right when rows change. */
import type { Value } from "./json.ts";
import { secondsOf } from "./time.ts";

/** A row as on the wire. Changed through its table only, so that the table's indexes know. */
export type Row = Readonly<Record<string, Value>>;

/** A row with what the answers order it by. */
export interface Entry<R> {
  readonly row: R;
  /** Unix seconds of the time column; before all times where the row has none, and 0 where the table has no times. */
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

/** Whether a time, in unix seconds, lies in the interval. What has no time lies in no interval with a bound. */
export function isWithin({ from, to, includesFrom, includesTo }: Interval, at: number): boolean {
  if (from === undefined && to === undefined) return true;
  const isAfter = from === undefined || at > from || (includesFrom && at === from);
  const isBefore = to === undefined || at < to || (includesTo && at === to);
  return at !== NO_TIME && isAfter && isBefore;
}

const NO_TIME = Number.NEGATIVE_INFINITY;

export class Table<R extends Row> {
  readonly #timeColumn: string | undefined;
  #entries: Entry<R>[];
  #added = 0;
  #version = 0;
  readonly #indexes = new Map<string, Map<Value | undefined, Entry<R>[]>>();

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

  /** The entries in the interval, by time; without bounds those without a time too. Without a time column: all. */
  between(interval: Interval): readonly Entry<R>[] {
    if (this.#timeColumn === undefined) return this.#entries;
    const { from, to, includesFrom, includesTo } = interval;
    if (from === undefined && to === undefined) return this.#entries;
    const start = from === undefined ? this.#firstFrom(NO_TIME, false) : this.#firstFrom(from, includesFrom);
    const end = to === undefined ? this.#entries.length : this.#firstFrom(to, !includesTo);
    return this.#entries.slice(start, end);
  }

  /** The last row up to this time, in unix seconds. */
  last(until: number): R | undefined {
    const entry = this.#entries[this.#firstFrom(until, false) - 1];
    return entry?.at === NO_TIME ? undefined : entry?.row;
  }

  /** The rows with this value in the column. */
  where(column: keyof R & string, value: Value): readonly R[] {
    return this.entriesWhere(column, value).map(({ row }) => row);
  }

  /** The entries with this value in the column. */
  entriesWhere(column: keyof R & string, value: Value): readonly Entry<R>[] {
    return this.#index(column).get(value) ?? [];
  }

  add(row: R): R {
    const entry = this.#entry(row);
    this.#entries.splice(this.#firstFrom(entry.at, false), 0, entry);
    for (const [column, index] of this.#indexes) remember(index, row[column], entry);
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
    if (!this.#entries.some((entry) => entry.row === row)) {
      throw new RangeError("Cannot change a row: it is not in the table");
    }
    this.changeEach((candidate) => (candidate === row ? changes : undefined));
  }

  /** Gives rows other values: those for which `changesOf` has some. They keep their places in unsorted answers. */
  changeEach(changesOf: (row: R, index: number) => Partial<R> | undefined): void {
    const changed = this.#entries.map((entry, index) => {
      const changes = changesOf(entry.row, index);
      if (changes === undefined) return entry;
      Object.assign(entry.row, changes);
      return { ...entry, at: this.#timeOf(entry.row) };
    });
    this.#entries = changed.sort(byTime);
    this.#forget();
  }

  #entry(row: R): Entry<R> {
    return { row, at: this.#timeOf(row), rank: scramble(this.#added++) };
  }

  #timeOf(row: R): number {
    const date = this.#timeColumn === undefined ? undefined : row[this.#timeColumn];
    if (this.#timeColumn === undefined) return 0;
    return (typeof date === "string" ? secondsOf(date) : undefined) ?? NO_TIME;
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

  #index(column: string): Map<Value | undefined, Entry<R>[]> {
    const known = this.#indexes.get(column);
    if (known !== undefined) return known;
    const index = new Map<Value | undefined, Entry<R>[]>();
    for (const entry of this.#entries) remember(index, entry.row[column], entry);
    this.#indexes.set(column, index);
    return index;
  }

  #forget(): void {
    this.#indexes.clear();
    this.#version++;
  }
}

function remember<E>(index: Map<Value | undefined, E[]>, value: Value | undefined, entry: E): void {
  const entries = index.get(value);
  if (entries === undefined) index.set(value, [entry]);
  else entries.push(entry);
}

/** Two without a time stand by rank: the difference of their times is no number. */
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
