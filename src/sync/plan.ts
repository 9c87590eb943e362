/** What is left to read of a stream: declaration, state, dates and partitions in, slices out. Pure. */

import { type Interval, without } from "../airbyte/intervals.ts";
import type { OpenWindow, Position } from "../airbyte/state.ts";
import type { Declaration } from "../streams/declaration.ts";
import type { Instant } from "../time/instant.ts";
import type { Partition } from "./partitions.ts";
import type { Slice } from "./requester.ts";
import { type Dates, firstSlice, gaps, inPieces, rangeOf, readFrom, readUpTo } from "./windows.ts";

export interface Situation {
  readonly declaration: Declaration;
  readonly dates: Dates;
  /** Where the read before had got. */
  readonly cursor: Instant | undefined;
  /** The configuration wants nothing that was changed before; only where changes are told by dates of the rows. */
  readonly updatedSince?: Instant | undefined;
  /** Rows are read up to this instant, where no date says otherwise. */
  readonly until: Instant;
}

/** Whether a stream is read by windows of time, rather than as a list. */
export function isByWindows({ declaration: { window }, cursor }: Situation): boolean {
  return window !== undefined && (cursor !== undefined || window.isForIncrements !== true);
}

/** The seconds of a partition that are to be read. */
export function rangeIn({ declaration: { window }, dates, cursor, until }: Situation, partition: Partition): Interval {
  const { begins = 0 } = partition;
  const sliceS = window?.sliceS;
  const from = readFrom(cursor, dates);
  const start = sliceS === undefined ? Math.max(from, begins) : firstSlice({ from, cursor, begins, sliceS, dates });
  return rangeOf(start, readUpTo(until, dates));
}

/** What an interrupted read has finished. */
export interface Finished {
  readonly finishedIn: (partition: string) => readonly Interval[];
  /** Windows that it has begun. */
  readonly openIn: (partition: string) => readonly OpenWindow[];
  /** These seconds of them are read again. */
  readonly again: readonly Interval[];
  readonly positionIn: (partition: string) => Position | undefined;
}

/** The slices that are left to read: partition by partition, windows oldest first, lists from where they were read to. */
export function slicesLeft(situation: Situation, partitions: readonly Partition[], finished: Finished): Slice[] {
  const left = partitions.filter(({ key }) => finished.positionIn(key) !== "done");
  if (!isByWindows(situation)) return left.map((partition) => listIn(partition, finished.positionIn(partition.key)));
  const sliceS = situation.declaration.window?.sliceS;
  return left.flatMap((partition) => {
    const range = rangeIn(situation, partition);
    const open = finished.openIn(partition.key).filter(({ start, end }) => start >= range.start && end <= range.end);
    const covered = [...finished.finishedIn(partition.key), ...without(open, finished.again)];
    const begun = open.map(({ start, end, after: from }): Slice => ({ partition, window: { start, end }, from }));
    return [...begun, ...inPieces(gaps(range, covered), sliceS).map((window) => ({ partition, window }))];
  });
}

function listIn(partition: Partition, from: Position | undefined): Slice {
  return from === undefined || from === "done" ? { partition } : { partition, from };
}

/** The partitions behind the one, in the order of their IDs, up to which an interrupted read had read all. */
export function behind(partitions: readonly Partition[], through: string | undefined): readonly Partition[] {
  const [param, last = ""] = through?.split("=") ?? [];
  return partitions.filter(({ key, id }) => id === undefined || key !== `${param}=${id}` || BigInt(id) > BigInt(last));
}
