/** How many rows were read of each second of a range: it tells where nothing lies, and how much lies in between. */
import type { Interval } from "../airbyte/intervals.ts";
import type { Instant } from "../time/instant.ts";

/** A second holds no more than this many: rows beyond it are not counted, as nothing is wrong with a number too low. */
const MOST_IN_A_SECOND = 0xffff;

export class SecondCounts {
  readonly #start: Instant;
  readonly #rows: Uint16Array;

  constructor({ start, end }: Interval) {
    this.#start = start;
    this.#rows = new Uint16Array(Math.max(0, end - start));
  }

  /** One more row of this second. Seconds beyond the range are not counted. */
  note(instant: Instant): void {
    const index = instant - this.#start;
    const before = this.#rows[index];
    if (before !== undefined && before < MOST_IN_A_SECOND) this.#rows[index] = before + 1;
  }

  /** Rows in a part of the range. */
  in({ start, end }: Interval): number {
    return this.#rows.subarray(this.#indexOf(start), this.#indexOf(end)).reduce((sum, rows) => sum + rows, 0);
  }

  /** Whether a second and the one before it have no rows. */
  isQuiet(instant: Instant): boolean {
    return this.#at(instant - 1) === 0 && this.#at(instant) === 0;
  }

  /** The last quiet second of an interval; undefined where there is none. */
  lastQuiet({ start, end }: Interval): Instant | undefined {
    for (let at = end - 1; at >= start; at--) if (this.isQuiet(at)) return at;
    return undefined;
  }

  /** The first quiet second of an interval; undefined where there is none. */
  firstQuiet({ start, end }: Interval): Instant | undefined {
    for (let at = start; at < end; at++) if (this.isQuiet(at)) return at;
    return undefined;
  }

  #at(instant: Instant): number {
    return this.#rows[instant - this.#start] ?? 0;
  }

  #indexOf(instant: Instant): number {
    return Math.min(Math.max(0, instant - this.#start), this.#rows.length);
  }
}
