/** What one read of a stream has finished, and the state that says so. */
import type { Instant } from "./airbyte/instant.ts";
import { type Interval, merge } from "./airbyte/intervals.ts";
import type { Position, StreamState, SyncMode } from "./airbyte/state.ts";

export interface ProgressOptions {
  readonly syncMode: SyncMode;
  /** The API's time when the read began. */
  readonly asOf: Instant;
  /** Where the read before had got. */
  readonly cursor: Instant | undefined;
  /** What an interrupted read had finished, by partition. */
  readonly finished: ReadonlyMap<string, readonly Interval[]>;
  /** How far an interrupted read had got in lists, by partition. */
  readonly positions: ReadonlyMap<string, Position>;
  /** Records it had written. */
  readonly records: number;
}

export class Progress {
  readonly #options: ProgressOptions;
  readonly #finished: Map<string, readonly Interval[]>;
  readonly #positions: Map<string, Position>;
  #records: number;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#finished = new Map(options.finished);
    this.#positions = new Map(options.positions);
    this.#records = options.records;
  }

  /** So many more records have been written. */
  wrote(records: number): void {
    this.#records += records;
  }

  finishedIn(partition: string): readonly Interval[] {
    return this.#finished.get(partition) ?? [];
  }

  /** All rows of the window have been written. */
  finish(partition: string, window: Interval): void {
    this.#finished.set(partition, merge([...this.finishedIn(partition), window]));
  }

  positionIn(partition: string): Position | undefined {
    return this.#positions.get(partition);
  }

  /** All rows of the list up to here have been written; undefined: it has to be read from its beginning. */
  reach(partition: string, position: Position | undefined): void {
    if (position === undefined) this.#positions.delete(partition);
    else this.#positions.set(partition, position);
  }

  /** The state while the read is under way: the cursor where it was, and what is finished beyond it. */
  underWay(): StreamState {
    const { syncMode, asOf, cursor } = this.#options;
    const reading = {
      syncMode,
      asOf,
      records: this.#records,
      finished: this.#finished,
      positions: this.#positions,
    };
    return cursor === undefined ? { reading } : { cursor, reading };
  }

  /** The state when all is read up to an instant; a cursor given from further ahead stays where it is. */
  complete(upTo: Instant): StreamState {
    const { syncMode, cursor = upTo } = this.#options;
    return { cursor: Math.max(upTo, cursor), ...(syncMode === "full_refresh" && { isRefreshed: true }) };
  }
}
