/** The rows of one slice on their way out. */
import type { Position } from "../airbyte/state.ts";
import { SortedMemory } from "../mailjet/memory.ts";
import { type Memory, PAGE_ROWS } from "../mailjet/pages.ts";
import type { Row } from "../mailjet/row.ts";
import type { Slice } from "./feed.ts";

/** Where the rows of slices go. */
export interface Destination<T> {
  /** What is kept of the rows of a page; each row comes once. */
  readonly take: (rows: readonly Row[], slice: Slice) => readonly T[];
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
  /** In rows, those included that are not wanted. */
  #heldRows = 0;
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
    this.#held.push(...this.#destination.take(own, this.#slice));
    this.#heldRows += own.length;
    if (this.#slice.window === undefined || this.#heldRows > MOST_HELD) await this.release();
  }

  async release(): Promise<void> {
    const taken = this.#held;
    this.#held = [];
    this.#heldRows = 0;
    await this.#destination.deliver(taken, this.#slice, this.#reached());
  }

  #reached(): Position | undefined {
    const last = this.#sorted?.last;
    return last === undefined ? undefined : { id: last, passed: this.#passed };
  }
}
