/** What one read of a stream has finished, and the state that says so. */

import { type Interval, merge, subtract } from "../airbyte/intervals.ts";
import type { ListPosition, OpenWindow, Position, Reading, StreamState } from "../airbyte/state.ts";
import type { Instant } from "../time/instant.ts";

export interface ProgressOptions extends Reading {
  /** Where the read before had got. */
  readonly cursor: Instant | undefined;
}

/** A partition that is read as one of many. */
export interface Planned {
  readonly key: string;
  /** The seconds of it that are read; absent: it is a list. */
  readonly range?: Interval | undefined;
}

export class Progress {
  readonly #options: ProgressOptions;
  readonly #finished: Map<string, readonly Interval[]>;
  readonly #positions: Map<string, Position>;
  readonly #open: Map<string, readonly OpenWindow[]>;
  #records: number;
  #planned: ReadonlyMap<string, Planned> = new Map();
  /** Planned partitions that are not done, or come after one that is not. */
  #waiting: string[] = [];
  #through: string | undefined;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#finished = new Map(options.finished);
    this.#positions = new Map(options.positions);
    this.#open = new Map(options.open);
    this.#records = options.records;
    this.#through = options.through;
  }

  /** So many more records have been written. */
  wrote(records: number): void {
    this.#records += records;
  }

  /**
   * The partitions that are left, in the order of their IDs: of those that are done the state then names only the last
   * before which all are, so that it stays small however many there are.
   */
  plan(partitions: readonly Planned[]): void {
    this.#planned = new Map(partitions.map((partition) => [partition.key, partition]));
    this.#waiting = partitions.map(({ key }) => key).reverse();
    for (const { key } of partitions) this.#settle(key);
    this.#pass();
  }

  finishedIn(partition: string): readonly Interval[] {
    return this.#finished.get(partition) ?? [];
  }

  openIn(partition: string): readonly OpenWindow[] {
    return this.#open.get(partition) ?? [];
  }

  /** So far the rows of a window have been written; undefined: it has to be read from its beginning. */
  reachIn(partition: string, window: Interval, after: ListPosition | undefined): void {
    const others = this.openIn(partition).filter(({ start, end }) => start !== window.start || end !== window.end);
    const open = after === undefined ? others : [...others, { ...window, after }];
    if (open.length === 0) this.#open.delete(partition);
    else this.#open.set(partition, open);
  }

  /** All rows of the window have been written, but for these seconds of it, which are read by themselves. */
  finish(partition: string, window: Interval, but: readonly Interval[] = []): void {
    this.reachIn(partition, window, undefined);
    this.#finished.set(partition, merge([...this.finishedIn(partition), ...subtract(window, but)]));
    this.#settle(partition);
    this.#pass();
  }

  positionIn(partition: string): Position | undefined {
    return this.#positions.get(partition);
  }

  /** All rows of the list up to here have been written; undefined: it has to be read from its beginning. */
  reach(partition: string, position: Position | undefined): void {
    if (position === undefined) this.#positions.delete(partition);
    else this.#positions.set(partition, position);
    this.#pass();
  }

  /** A planned partition of which every second is finished is done. */
  #settle(partition: string): void {
    const range = this.#planned.get(partition)?.range;
    if (range === undefined || subtract(range, this.finishedIn(partition)).length > 0) return;
    this.#finished.delete(partition);
    this.#positions.set(partition, "done");
  }

  #pass(): void {
    for (let next = this.#waiting.at(-1); next !== undefined; next = this.#waiting.at(-1)) {
      if (this.#positions.get(next) !== "done") return;
      this.#positions.delete(next);
      this.#waiting.pop();
      this.#through = next;
    }
  }

  /** The state while the read is under way: the cursor where it was, and what is finished beyond it. */
  underWay(): StreamState {
    const { syncMode, asOf, cursor, asked } = this.#options;
    const reading = {
      syncMode,
      asOf,
      records: this.#records,
      finished: this.#finished,
      positions: this.#positions,
      ...(this.#open.size > 0 && { open: this.#open }),
      ...(asked !== undefined && { asked }),
      ...(this.#through !== undefined && { through: this.#through }),
    };
    return cursor === undefined ? { reading } : { cursor, reading };
  }

  /** The state when all is read up to an instant; a cursor given from further ahead stays where it is. */
  complete(upTo: Instant): StreamState {
    const { syncMode, cursor = upTo } = this.#options;
    return { cursor: Math.max(upTo, cursor), ...(syncMode === "full_refresh" && { isRefreshed: true }) };
  }
}
