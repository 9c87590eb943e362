/** A window as several smaller ones, by asking how much lies where. */

import type { Interval } from "../airbyte/intervals.ts";
import { PAGE_ROWS } from "../mailjet/pages.ts";
import type { Row } from "../mailjet/row.ts";
import type { Instant } from "../time/instant.ts";
import type { Feed, Slice } from "./feed.ts";
import { atQuantiles, halve, isDivisible, middleHalf } from "./split.ts";

/** A window whose pages come in no order that lasts fits one page, with some room: then nothing can move between two. */
export const UNORDERED_ROWS = 0.7 * PAGE_ROWS;
/** Into how many parts a window is cut at once, as far as the instants of one page can tell where. */
const MOST_PARTS = 100;
/** The rows of a page are a fair sample of a window if the middle half of them spans such a share of it. */
const FAIR_SHARE = 0.3;

/** A slice that can be read as smaller windows. */
export interface WindowSlice extends Slice {
  readonly window: Interval;
}

export function isWindow(slice: Slice): slice is WindowSlice {
  return slice.window !== undefined && isDivisible(slice.window);
}

type Counter = Pick<Feed, "count" | "instantOf">;

/** Two windows, and how much is in each: what the one holds the other does not. */
export async function halved(feed: Counter, { expected = 0, ...slice }: WindowSlice): Promise<WindowSlice[]> {
  const [older, newer] = halve(slice.window);
  const inOlder = await feed.count({ ...slice, window: older });
  return [
    { ...slice, window: older, expected: inOlder },
    { ...slice, window: newer, expected: Math.max(0, expected - inOlder) },
  ];
}

/** Many windows of a page each, by where the rows of the first page lie, if that tells about the others. */
export async function cut(feed: Counter, slice: WindowSlice, first: readonly Row[]): Promise<WindowSlice[]> {
  const instants = first.map((row) => feed.instantOf(row)).filter((instant) => instant !== undefined);
  if (!(await isFair(feed, slice, instants))) return halved(feed, slice);
  const { expected = 0, ...whole } = slice;
  const pages = Math.ceil(expected / UNORDERED_ROWS);
  const parts = pages > MOST_PARTS ? Math.ceil(Math.sqrt(pages)) : pages;
  return atQuantiles(slice.window, instants, parts).map((window) => ({ ...whole, window }));
}

/** Whether all rows of a window lie as these instants do. */
async function isFair(feed: Counter, slice: WindowSlice, instants: readonly Instant[]): Promise<boolean> {
  const { expected = 0 } = slice;
  const middle = middleHalf(instants);
  if (middle === undefined) return false;
  if (expected < 2 * PAGE_ROWS) return true;
  return (await feed.count({ ...slice, window: middle })) > FAIR_SHARE * expected;
}
