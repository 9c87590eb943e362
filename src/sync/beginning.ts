/** What the log says when a stream begins, or is stopped: from when it is read, and why. Pure. */
import type { StreamState } from "../airbyte/state.ts";
import { formatInstant, type Instant } from "../time/instant.ts";
import { WHOLE } from "./partitions.ts";
import { isByWindows, rangeIn, type Situation } from "./plan.ts";

export interface Beginning {
  readonly name: string;
  readonly syncMode: "incremental" | "full_refresh";
  readonly situation: Situation;
  /** Records that the read before had delivered when it was cut off; undefined where none was cut off. */
  readonly resumedAfter: number | undefined;
}

/** One sentence: what is read, from when, why. */
export function beginning({ name, syncMode, situation, resumedAfter }: Beginning): string {
  const mode = syncMode === "incremental" ? "incremental" : "full refresh";
  if (resumedAfter !== undefined)
    return `${name}: ${mode}, resumes a read that was cut off; ${resumedAfter} records were read`;
  const { cursor, dates } = situation;
  const from = isByWindows(situation) ? rangeIn(situation, WHOLE).start : 0;
  if (syncMode === "incremental" && cursor !== undefined) {
    return from === 0 ? `${name}: incremental from ${formatInstant(cursor)}: the state's` : `${name}: ${fromState()}`;
  }
  const asked = syncMode === "incremental" ? "incremental, the first read" : "full refresh, as the catalog asks";
  const isBound = from > 0 && dates.start !== undefined;
  return isBound ? `${name}: ${asked}, from ${formatInstant(from)}: the start date` : `${name}: ${asked}`;

  function fromState(): string {
    const why = from === dates.start ? "the start date" : lessLookBack(situation, cursor ?? 0);
    return `incremental from ${formatInstant(from)}: ${why}`;
  }
}

function lessLookBack({ dates, declaration }: Situation, cursor: Instant): string {
  const days = dates.lookbackDays === 1 ? "1 day" : `${dates.lookbackDays} days`;
  const lookBack = dates.lookbackDays === 0 ? "" : ` less ${days} of look-back`;
  const slice = declaration.window?.sliceS === undefined ? "" : ", and the time slice before";
  return `the state's ${formatInstant(cursor)}${lookBack}${slice}`;
}

/** Said where the catalog asks for what the stream does not have. */
export function noIncremental(name: string): string {
  return `${name}: the catalog asks for incremental, which this stream does not have: it is read as a full refresh`;
}

/** Said when the user stops the read: what the last STATE goes on from. */
export function stopped(name: string, { cursor, reading }: StreamState): string {
  const isBegun =
    reading !== undefined &&
    (reading.through !== undefined || [reading.finished, reading.positions, reading.open].some((one) => one?.size));
  const records = reading?.records ?? 0;
  if (isBegun) return `${name}: stopped; the last STATE goes on from there, ${records} records were read`;
  if (cursor !== undefined) return `${name}: stopped; the last STATE goes on from ${formatInstant(cursor)}`;
  return `${name}: stopped; the last STATE goes on from the beginning`;
}
