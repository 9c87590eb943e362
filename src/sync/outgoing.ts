/** The rows of one slice on their way out. */
import type { Position } from "../airbyte/state.ts";
import { SortedMemory } from "../mailjet/memory.ts";
import { type Memory, PAGE_ROWS } from "../mailjet/pages.ts";
import type { Row } from "../mailjet/row.ts";
import type { Slice } from "./feed.ts";

/** Where the rows of slices go. */
export interface Destination<T> {
  /** What is kept of a row; undefined: nothing, it is not wanted. Called once for each. */
  readonly take: (row: Row, slice: Slice) => T | undefined;
  /** Resolves when all has been written: until then the slice is not read on. In a sorted list: how far it goes. */
  readonly deliver: (taken: readonly T[], slice: Slice, reached?: Position) => Promise<void>;
}

/** So many rows of a window are kept back at most. */
const MOST_HELD = 4 * PAGE_ROWS;

/**
 * A window's rows are kept back until it is complete: then little comes again when the read is interrupted. One that
 * holds more than expected is passed on as it comes. The rows of a list, which are finished page by page, go at once.
 */
export class Outgoing<T> {
  readonly #slice: Slice;
  readonly #destination: Destination<T>;
  /** Set in a list that is read in the order of its IDs. */
  readonly #sorted: SortedMemory | undefined;
  #held: T[] = [];
  #passed: number;

  constructor(slice: Slice, memory: Memory, destination: Destination<T>) {
    this.#slice = slice;
    this.#destination = destination;
    this.#sorted = memory instanceof SortedMemory ? memory : undefined;
    this.#passed = this.#sorted === undefined ? 0 : (slice.from?.passed ?? 0);
  }

  /** So many rows of a list were passed on, those of an earlier read included. */
  get passed(): number {
    return this.#passed;
  }

  /** The rows of a page that were not there before, and those of them that belong to the slice. */
  async add(fresh: readonly Row[], own: readonly Row[]): Promise<void> {
    if (this.#sorted !== undefined) this.#passed += fresh.length;
    for (const row of own) {
      const taken = this.#destination.take(row, this.#slice);
      if (taken !== undefined) this.#held.push(taken);
    }
    if (this.#slice.window === undefined || this.#held.length > MOST_HELD) await this.release();
  }

  async release(): Promise<void> {
    const taken = this.#held;
    this.#held = [];
    await this.#destination.deliver(taken, this.#slice, this.#reached());
  }

  #reached(): Position | undefined {
    const last = this.#sorted?.last;
    return last === undefined ? undefined : { id: last, passed: this.#passed };
  }
}
