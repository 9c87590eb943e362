/** The rows of one slice on their way out. */
import type { Position } from "./airbyte/state.ts";
import type { Slice } from "./feed.ts";
import type { Row } from "./mailjet/json.ts";
import { SortedMemory } from "./mailjet/memory.ts";
import { type Memory, PAGE_ROWS } from "./mailjet/pages.ts";

/** Takes rows of a slice; while it does, the slice is not read on. In a sorted list: how far they go. */
export type Deliver = (rows: readonly Row[], slice: Slice, reached?: Position) => Promise<void>;

/** So many rows of a window are kept back at most. */
const MOST_HELD = 5 * PAGE_ROWS;

/**
 * A window's rows are kept back until it is complete: then little comes again when the read is interrupted. One that
 * holds more than expected is passed on as it comes. The rows of a list, which are finished page by page, go at once.
 */
export class Outgoing {
  readonly #slice: Slice;
  readonly #deliver: Deliver;
  /** Set in a list that is read in the order of its IDs. */
  readonly #sorted: SortedMemory | undefined;
  #held: Row[] = [];
  #passed: number;

  constructor(slice: Slice, memory: Memory, deliver: Deliver) {
    this.#slice = slice;
    this.#deliver = deliver;
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
    this.#held.push(...own);
    if (this.#slice.window === undefined || this.#held.length > MOST_HELD) await this.release();
  }

  async release(): Promise<void> {
    const rows = this.#held;
    this.#held = [];
    if (rows.length > 0) await this.#deliver(rows, this.#slice, this.#reached());
  }

  #reached(): Position | undefined {
    const last = this.#sorted?.last;
    return last === undefined ? undefined : { id: last, passed: this.#passed };
  }
}
