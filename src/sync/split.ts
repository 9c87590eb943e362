/** Where a window is cut into smaller ones. Pure. */

import type { Interval } from "../airbyte/intervals.ts";
import type { Instant } from "../time/instant.ts";
import { LAUNCH } from "../time/present.ts";

/** A single second is not. */
export function isDivisible({ start, end }: Interval): boolean {
  return end - start > 1;
}

/** A divisible window as its two halves. */
export function halve({ start, end }: Interval): readonly [Interval, Interval] {
  // A window that begins with time itself is cut where rows can be.
  const lowest = end - LAUNCH > 1 ? Math.max(start, LAUNCH) : start;
  const cut = Math.max(start + 1, Math.floor((lowest + end) / 2));
  return [
    { start, end: cut },
    { start: cut, end },
  ];
}

/**
 * A divisible window as so many parts, or a few more, that hold about as many rows each, if all its rows lie as these
 * instants of some of them do. A second in which many lie becomes a part of its own, so that it is not asked for again
 * and again; likewise the second beside a neighbour's, whose rows may come along.
 */
export function atQuantiles({ start, end }: Interval, instants: readonly Instant[], parts: number): Interval[] {
  const inside = instants.map((instant) => Math.min(Math.max(instant, start + 1), end - 1)).sort((a, b) => a - b);
  const cuts = new Set<Instant>();
  for (let part = 1; part < parts; part++) {
    const at = inside[Math.floor((inside.length * part) / parts)];
    if (at !== undefined) cuts.add(cuts.has(at) ? at + 1 : at);
  }
  cuts.delete(end);
  const starts = [start, ...[...cuts].sort((a, b) => a - b)];
  return starts.map((from, index) => ({ start: from, end: starts[index + 1] ?? end }));
}

/** From the first to the third quartile of the instants; undefined where there are none. */
export function middleHalf(instants: readonly Instant[]): Interval | undefined {
  const sorted = instants.toSorted((a, b) => a - b);
  const start = sorted[Math.floor(sorted.length * 0.25)];
  const last = sorted[Math.floor(sorted.length * 0.75)];
  return start === undefined || last === undefined ? undefined : { start, end: last + 1 };
}
