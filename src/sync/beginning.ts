/** What the log says when a stream begins, or is stopped: from when it is read, and why. Pure. */
import { counted } from "../progress/sentences.ts";
import { formatInstant, type Instant } from "../time/instant.ts";
import { beginsAt } from "./place.ts";
import type { Situation } from "./plan.ts";

export interface Beginning {
  readonly name: string;
  readonly syncMode: "incremental" | "full_refresh";
  readonly situation: Situation;
  /** Where a read that was cut off goes on; undefined where none was. */
  readonly resumed: Resumed | undefined;
}

export interface Resumed {
  /** In words. */
  readonly place: string;
  /** Records that it had delivered. */
  readonly records: number;
}

/** One sentence: what is read, from when, why. */
export function beginning({ name, syncMode, situation, resumed }: Beginning): string {
  const mode = syncMode === "incremental" ? "incremental" : "full refresh";
  if (resumed !== undefined) {
    const before = `${counted(resumed.records, "row")} ${resumed.records === 1 ? "was" : "were"} read before`;
    return `${name}: ${mode}, resumes a read that was cut off: it goes on ${resumed.place}; ${before}`;
  }
  const { cursor } = situation;
  const from = beginsAt(situation);
  const start = startDate(situation);
  if (syncMode === "incremental" && cursor !== undefined) {
    if (from === 0) return `${name}: incremental from ${formatInstant(cursor)}: the state's`;
    const why = from === start?.at ? start.name : lessLookBack(situation, cursor);
    return `${name}: incremental from ${formatInstant(from)}: ${why}`;
  }
  const inFull = situation.declaration.cursor === undefined ? ONLY_MODE : "full refresh, as the catalog asks";
  const asked = syncMode === "incremental" ? "incremental, the first read" : inFull;
  const isBound = from > 0 && start !== undefined;
  return isBound ? `${name}: ${asked}, from ${formatInstant(from)}: ${start.name}` : `${name}: ${asked}`;
}

const ONLY_MODE = "full refresh, the only mode of this stream";

/** The date of the configuration that bounds the rows from below. */
function startDate({ declaration, dates, updatedSince }: Situation) {
  const at = declaration.changed === undefined ? dates.start : updatedSince;
  return at === undefined ? undefined : { at, name: declaration.changed === undefined ? "the start date" : UPDATED };
}

const UPDATED = "the configuration's updated_since";

function lessLookBack({ dates, declaration }: Situation, cursor: Instant): string {
  const days = dates.lookbackDays === 1 ? "1 day" : `${dates.lookbackDays} days`;
  const lookBack = dates.lookbackDays === 0 ? "" : ` less ${days} of look-back`;
  const slice = declaration.window?.sliceS === undefined ? "" : ", and the time slice before";
  return `the state's ${formatInstant(cursor)}${lookBack}${slice}`;
}

/** Said where the state holds what was begun in the other mode: rows that it delivered may be gone by now. */
export function begunInAnotherMode(name: string, begun: Beginning["syncMode"]): string {
  const [one, other] = begun === "incremental" ? ["incremental", "a full refresh"] : ["a full refresh", "incremental"];
  return `Passing over what stream '${name}' had begun to read: that was ${one}, and this read is ${other}`;
}

/** Said where the catalog asks for what the stream does not have. */
export function noIncremental(name: string): string {
  return `${name}: the catalog asks for incremental, which this stream does not have: it is read as a full refresh`;
}

/** Said when the user stops the read: what the last STATE goes on from, in words. */
export function stopped(name: string, place: string): string {
  return `${name}: stopped; the last STATE goes on ${place}`;
}
