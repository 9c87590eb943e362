/** Sets of seconds as lists of half-open intervals: what was read, and what is left. Pure. */
import type { Instant } from "../time/instant.ts";

/** From `start` up to but not including `end`. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

/** The same seconds as sorted intervals that neither overlap nor touch; empty ones are dropped. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  const sorted = intervals.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last === undefined || interval.start > last.end) merged.push(interval);
    else if (interval.end > last.end) merged[merged.length - 1] = { start: last.start, end: interval.end };
  }
  return merged;
}

/** What is left of `whole` when the finished intervals are taken out, oldest first. */
export function subtract(whole: Interval, finished: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let start = whole.start;
  for (const done of merge(finished)) {
    if (done.start > start) left.push({ start, end: Math.min(done.start, whole.end) });
    start = Math.max(start, done.end);
    if (start >= whole.end) break;
  }
  left.push({ start, end: whole.end });
  return left.filter(({ start, end }) => start < end);
}

/** What is left of the intervals when the holes are taken out. */
export function without(intervals: readonly Interval[], holes: readonly Interval[]): Interval[] {
  return merge(intervals.flatMap((interval) => subtract(interval, holes)));
}
