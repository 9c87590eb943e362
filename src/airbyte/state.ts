/**
 * Where a stream's reading has got to, as the platform keeps it:
 *
 *     { "OpenedAt": "2026-01-31T10:00:00Z" }                              all before that instant was read
 *     { "OpenedAt": …, "reading": { "sync_mode": "incremental", "as_of": …, "windows": [{ "start", "end" }] } }
 *
 * Of events, the first form also holds `counted`: how many rows each span of the look-back held when all before `as_of`
 * was read.
 *
 * After a full refresh the first form also holds "__ab_full_refresh_sync_complete": true, and the job's "sync_id" where
 * it is known. While a read is under way the cursor stays where the read before left it, and `reading` holds what this
 * read has finished: windows from `start` up to, not including, `end`; of windows that are half read, and of lists without
 * a time filter, where in them the read has got (`after`: an ID, and how many rows were passed). Per partition where the
 * read is divided by campaign or list (`partitions`), those that are finished whole being `done`; `done_through` is the
 * last one of those before which there is none that is not. `asked` and `menus` tell by which configuration it was made.
 */

import { formatInstant, type Instant } from "../time/instant.ts";
import { type Interval, merge } from "./intervals.ts";

export type SyncMode = "incremental" | "full_refresh";

export interface StreamState {
  /** All rows before this instant were read. */
  readonly cursor?: Instant;
  /** Present while a read is under way. */
  readonly reading?: Reading;
  /** What the last read to its end has counted. */
  readonly counted?: Counted;
  /** The last read was a full refresh, and came to its end. */
  readonly isRefreshed?: true;
  /** The menus that it was read by, where they make the rows others altogether. */
  readonly menus?: string;
  /** The job in which it did, as the platform numbers them. */
  readonly syncId?: number;
}

/** How many rows each span of the look-back held. */
export interface Counted {
  /** The cursor beside it: another one says that it was changed by hand. */
  readonly asOf: Instant;
  /** Short for the configuration that it was counted by. */
  readonly asked: string;
  readonly spans: readonly CountedSpan[];
}

export interface CountedSpan extends Interval {
  readonly rows: number;
}

export interface Reading {
  readonly syncMode: SyncMode;
  /** The API's time when this read began. */
  readonly asOf: Instant;
  /** Records written so far. It tells one state from the next where nothing else does, as platforms want it. */
  readonly records: number;
  /** Finished windows by partition; the key "" is the stream that is not divided. */
  readonly finished: ReadonlyMap<string, readonly Interval[]>;
  /** Where the lists without a time filter have been read to, by partition. */
  readonly positions: ReadonlyMap<string, Position>;
  /** Windows that have been read in part, by partition. */
  readonly open?: ReadonlyMap<string, readonly OpenWindow[]>;
  /** Of partitions that are read in the order of their IDs, the last one up to which all are done. */
  readonly through?: string | undefined;
  /** Short for the configuration that it reads by: with another one it is of no use. */
  readonly asked?: string | undefined;
}

/** How far a list was read. */
export interface ListPosition {
  /** How many rows of it were passed. */
  readonly passed: number;
  /** The ID of the last one: the list is sorted by it. */
  readonly id: string;
}

/** A list may also be read to its end. */
export type Position = ListPosition | "done";

/** A window that was read in part. */
export interface OpenWindow extends Interval {
  readonly after: ListPosition;
}

/** Given back in a further attempt at the same job: the stream is not to be read again then. */
export const REFRESHED = "__ab_full_refresh_sync_complete";

/** The keys of a state beside the cursor, and beside the markers of other engines. */
export const OWN_KEYS: readonly string[] = ["counted", "reading", "menus", "sync_id"];

/** What a full-refresh stream without a cursor ends with: the platform wants a STATE, there is nothing to keep. */
export const NO_CURSOR_STATE = { __ab_no_cursor_state_message: true };

/** @param cursorField undefined in streams that are only ever read whole. */
export function formatState(cursorField: string | undefined, state: StreamState): object {
  const isKnown = cursorField !== undefined && state.cursor !== undefined;
  const cursor = isKnown ? { [cursorField]: formatInstant(state.cursor) } : {};
  return {
    ...cursor,
    ...(state.counted !== undefined && { counted: formatCounted(state.counted) }),
    ...(state.menus !== undefined && { menus: state.menus }),
    ...(state.isRefreshed && { [REFRESHED]: true }),
    ...(state.syncId !== undefined && { sync_id: state.syncId }),
    ...(state.reading !== undefined && { reading: formatReading(state.reading) }),
  };
}

function formatCounted({ asOf, asked, spans }: Counted): object {
  return {
    as_of: formatInstant(asOf),
    asked,
    windows: spans.map(({ rows, ...window }) => ({ ...formatWindow(window), rows })),
  };
}

function formatReading(reading: Reading): object {
  const names = new Set([...reading.finished.keys(), ...reading.positions.keys(), ...(reading.open?.keys() ?? [])]);
  names.delete("");
  return {
    sync_mode: reading.syncMode,
    as_of: formatInstant(reading.asOf),
    records: reading.records,
    ...(reading.asked !== undefined && { asked: reading.asked }),
    ...(reading.through !== undefined && { done_through: reading.through }),
    ...formatPartition(reading, ""),
    ...(names.size > 0 && {
      partitions: [...names].map((name) => ({ partition: name, ...formatPartition(reading, name) })),
    }),
  };
}

function formatPartition({ finished, positions, open }: Reading, name: string): object {
  const [windows, position, begun] = [finished.get(name), positions.get(name), open?.get(name)];
  return {
    ...(windows !== undefined && { windows: formatWindows(windows) }),
    ...(begun !== undefined && { begun: begun.map(({ after, ...window }) => ({ ...formatWindow(window), after })) }),
    ...(position !== undefined && (position === "done" ? { done: true } : { after: position })),
  };
}

function formatWindows(windows: readonly Interval[]): object[] {
  return merge(windows).map(formatWindow);
}

function formatWindow({ start, end }: Interval): object {
  return { start: formatInstant(start), end: formatInstant(end) };
}
