/** Splits a window into smaller ones that hold about as many rows each; asks for counts where it has to. */

import type { Interval } from "../airbyte/intervals.ts";
import { PAGE_ROWS } from "../mailjet/page.ts";
import type { Row } from "../mailjet/row.ts";
import type { Instant } from "../time/instant.ts";
import { LAUNCH } from "../time/present.ts";
import type { Requester, Slice } from "./requester.ts";

/** A window whose pages come in no order that lasts fits one page, with some room: then nothing can move between two. */
export const MOST_UNSTEADY_ROWS = 0.7 * PAGE_ROWS;
/** Into how many parts a window is cut at once, as far as the instants of one page can tell where. */
const MOST_PARTS = 100;
/** The rows of a page are a fair sample of a window if the middle half of them spans such a share of it. */
const FAIR_SHARE = 0.3;

/** A slice that can be read as smaller windows. */
export interface WindowSlice extends Slice {
  readonly window: Interval;
}

/** A single second cannot be cut. */
export function isCuttable(slice: Slice): slice is WindowSlice {
  return slice.window !== undefined && slice.window.end - slice.window.start > 1;
}

/** What the one half holds the other does not. */
export async function halved(source: Pick<Requester, "count">, slice: WindowSlice): Promise<WindowSlice[]> {
  const { expected = 0, ...rest } = slice;
  const [older, newer] = halve(slice.window);
  const inOlder = expected === 0 ? 0 : await source.count({ ...rest, window: older });
  return [
    { ...rest, window: older, expected: inOlder },
    { ...rest, window: newer, expected: Math.max(0, expected - inOlder) },
  ];
}

/** A window of two seconds or more as its two halves. Pure. */
export function halve({ start, end }: Interval): readonly [Interval, Interval] {
  // A window that begins with time itself is cut where rows can be.
  const lowest = end - LAUNCH > 1 ? Math.max(start, LAUNCH) : start;
  const cut = Math.max(start + 1, Math.floor((lowest + end) / 2));
  return [
    { start, end: cut },
    { start: cut, end },
  ];
}

type PageCounter = Pick<Requester, "count" | "instantOf">;

/**
 * Many windows, by where the rows of the first page lie, if that tells about the others.
 * @param rowsEach how many rows each of them holds, about.
 */
export async function cutByPage(
  source: PageCounter,
  slice: WindowSlice,
  first: readonly Row[],
  rowsEach: number,
): Promise<WindowSlice[]> {
  const instants = first.map((row) => source.instantOf(row)).filter((instant) => instant !== undefined);
  if (!(await isFair(source, slice, instants))) return halved(source, slice);
  const { expected = 0, ...whole } = slice;
  const wanted = Math.ceil(expected / rowsEach);
  const parts = wanted > MOST_PARTS ? Math.ceil(Math.sqrt(wanted)) : wanted;
  return atQuantiles(slice.window, instants, parts).map((window) => ({ ...whole, window }));
}

/** Whether all rows of a window lie as these instants do. */
async function isFair(source: PageCounter, slice: WindowSlice, instants: readonly Instant[]): Promise<boolean> {
  const { expected = 0 } = slice;
  const middle = middleHalf(instants);
  if (middle === undefined) return false;
  if (expected < 2 * PAGE_ROWS) return true;
  return (await source.count({ ...slice, window: middle })) > FAIR_SHARE * expected;
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
