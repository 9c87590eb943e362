/** Which seconds of a time-filtered stream are to be read: declaration, state, dates and now in, windows out. Pure. */

import { type Interval, merge, subtract, without } from "../airbyte/intervals.ts";
import type { Reading, StreamState, SyncMode } from "../airbyte/state.ts";
import type { Instant } from "../time/instant.ts";
import { LAUNCH } from "../time/present.ts";

const DAY_S = 86_400;

export interface Dates {
  /** First second that is wanted; absent: all time. */
  readonly start?: Instant | undefined;
  /** Last second that is wanted; absent: now. */
  readonly end?: Instant | undefined;
  readonly lookbackDays: number;
}

/** Where a read begins, given where the one before had got: the look-back before it, never before the first date. */
export function readFrom(cursor: Instant | undefined, dates: Dates): Instant {
  const resumed = cursor === undefined ? 0 : cursor - dates.lookbackDays * DAY_S;
  return Math.max(resumed, dates.start ?? 0, 0);
}

/** Up to where all has been read afterwards: the present second is read, and read again, as it is not over yet. */
export function readUpTo(now: Instant, dates: Dates): Instant {
  return Math.min(dates.end ?? now, now);
}

/** The seconds from the one to the other, both included; none when they are the wrong way round. */
export function rangeOf(from: Instant, upTo: Instant): Interval {
  return { start: from, end: Math.max(from, upTo + 1) };
}

/**
 * The state of a stream as this read may use it. A full refresh goes on only where a full refresh was interrupted, an
 * incremental read only where an incremental one was: rows delivered in the other mode may be gone by now. That a full
 * refresh is done counts in the same job only.
 */
export function usable(state: StreamState, mode: SyncMode, syncId?: number): StreamState {
  const reading = state.reading?.syncMode === mode ? state.reading : undefined;
  return {
    ...(mode === "incremental" && state.cursor !== undefined && { cursor: state.cursor }),
    ...(mode === "incremental" && state.counted !== undefined && { counted: state.counted }),
    ...(mode === "full_refresh" && state.isRefreshed && state.syncId === syncId && { isRefreshed: true }),
    ...(reading !== undefined && { reading }),
  };
}

/**
 * The state with nothing in it that lies in the future: a clock was wrong when it was made, or somebody typed it. From
 * there nothing would ever be read; brought back to the present, the look-back before it is.
 */
export function broughtBack(state: StreamState, now: Instant, { lookbackDays }: Dates): StreamState {
  const { cursor, reading } = state;
  // When it has really read what it says is not known: it is taken for a read of a look-back ago.
  const isAhead = reading !== undefined && reading.asOf > now;
  const asOf = now - lookbackDays * DAY_S;
  return {
    ...state,
    ...(cursor !== undefined && { cursor: Math.min(cursor, now) }),
    ...(isAhead && { reading: { ...reading, asOf } }),
  };
}

/** Clocks differ by as much without anybody being wrong, in seconds. */
const UNNOTICED_S = 60;

/** The instant in the future that a state holds; undefined where it holds none. */
export function futureIn({ cursor = 0, reading }: StreamState, now: Instant): Instant | undefined {
  const latest = Math.max(cursor, reading?.asOf ?? 0);
  return latest > now + UNNOTICED_S ? latest : undefined;
}

/**
 * What of an interrupted read has to be read again: the seconds that were not over when it began, and those that the
 * look-back of the next read begins behind, as more time has passed since. In between, the next read looks back anyway.
 * @param asOf when the read that goes on with it has begun.
 */
export function unsettled(reading: Pick<Reading, "asOf">, asOf: Instant, { lookbackDays }: Dates): Interval[] {
  const lookback = lookbackDays * DAY_S;
  return merge([
    { start: reading.asOf - lookback, end: asOf - lookback },
    { start: reading.asOf, end: Number.POSITIVE_INFINITY },
  ]);
}

/** What of an interrupted read is finished for good, by partition. */
export function settled({ finished }: Reading, again: readonly Interval[]): Map<string, Interval[]> {
  return new Map([...finished].map(([partition, windows]) => [partition, without(windows, again)]));
}

/** Time slices of which the last were read before. */
export interface SlicesFrom {
  /** Where the read begins by its dates and its cursor. */
  readonly from: Instant;
  readonly cursor: Instant | undefined;
  /** There are no slices before. */
  readonly begins: Instant;
  readonly sliceS: number;
  readonly dates: Dates;
}

/**
 * The start of the first time slice to read. A slice that the start date falls into is read whole; behind a cursor the
 * slice before comes again too, as its figures still grow.
 */
export function firstSlice({ from, cursor, begins, sliceS, dates }: SlicesFrom): Instant {
  const again = cursor === undefined ? from : from - sliceS;
  return floorTo(sliceS, Math.max(again, begins, dates.start ?? 0, LAUNCH));
}

/**
 * A call gives at most 100 slices [documented]. Bounds ask for a second on either side, which can touch one slice more
 * at each end.
 */
const MOST_SLICES = 100 - 2;

/** The windows, beginning where slices begin, in pieces that a call may ask for. */
export function inPieces(windows: readonly Interval[], sliceS: number | undefined): Interval[] {
  if (sliceS === undefined) return [...windows];
  return windows.flatMap((window) => {
    const start = floorTo(sliceS, window.start);
    const length = MOST_SLICES * sliceS;
    return Array.from({ length: Math.ceil((window.end - start) / length) }, (_, index) => ({
      start: start + index * length,
      end: Math.min(start + (index + 1) * length, window.end),
    }));
  });
}

function floorTo(step: number, instant: Instant): Instant {
  return Math.floor(instant / step) * step;
}

/** What is left to read of a range, oldest first. */
export function gaps(range: Interval, finished: readonly Interval[] = []): Interval[] {
  return subtract(range, finished);
}

/**
 * The API's bounds for a window, such that no second of it is missed whether they include their ends or not [unknown];
 * rows of the seconds beside it that come along belong to its neighbours. 0 would mean "today only" [documented].
 */
export function bounds(window: Interval): { readonly from: string; readonly to: string } {
  return { from: String(Math.max(1, window.start - 1)), to: String(window.end) };
}

export function owns(window: Interval, instant: Instant): boolean {
  return instant >= window.start && instant < window.end;
}
