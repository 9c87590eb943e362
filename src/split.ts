/** One slice as several. Pure. */
import type { Interval } from "./airbyte/intervals.ts";
import type { Slice } from "./feed.ts";
import { divide } from "./windows.ts";

export interface WindowSlice extends Slice {
  readonly window: Interval;
}

/** Whether the slice can be read as smaller ones: a list cannot, nor can a single second. */
export function isDivisible(slice: Slice): slice is WindowSlice {
  return slice.window !== undefined && slice.window.end - slice.window.start > 1;
}

/** Two halves; what is to be expected in each is not known. */
export function halves({ expected: _, ...slice }: WindowSlice): readonly [WindowSlice, WindowSlice] {
  const [older = slice.window, newer = slice.window] = divide(slice.window, 2);
  return [
    { ...slice, window: older },
    { ...slice, window: newer },
  ];
}

/** So many parts of the same length, as if the rows were evenly spread. */
export function parts(slice: WindowSlice, count: number): WindowSlice[] {
  const expected = Math.ceil((slice.expected ?? 0) / count);
  return divide(slice.window, count).map((window) => ({ ...slice, window, expected }));
}

/** The slice from its beginning, with each row remembered. */
export function unsorted({ from: _, ...slice }: Slice): Slice {
  return { ...slice, unsorted: true };
}
