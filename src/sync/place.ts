/** From where on a read has rows left to read, in words: an instant, a row, a campaign. Pure. */
import { merge } from "../airbyte/intervals.ts";
import type { Reading } from "../airbyte/state.ts";
import type { Settings } from "../config/config.ts";
import { counted, grouped } from "../progress/sentences.ts";
import type { Declaration, StreamName } from "../streams/declaration.ts";
import { formatInstant, type Instant } from "../time/instant.ts";
import { type Partition, select, WHOLE } from "./partitions.ts";
import { behind, isByWindows, rangeIn, type Situation, slicesLeft } from "./plan.ts";
import type { Slice } from "./requester.ts";
import { readFrom } from "./windows.ts";

/** What a state says, and of what. */
export interface Left {
  readonly situation: Situation;
  /** All that the stream is asked for by; undefined where that is not looked up yet. */
  readonly partitions: readonly Partition[] | undefined;
  readonly reading: Pick<Reading, "finished" | "positions" | "open" | "through"> | undefined;
}

/** E.g. "from 2026-01-24T10:00:00Z", "behind row 4,000", "behind campaign 123 (4 of 20 done)". */
export function placeOf({ situation, partitions, reading }: Left): string {
  if (partitions === undefined) return ofUnknown(situation, reading);
  const isDone = ({ key }: Partition) => reading?.positions.get(key) === "done";
  const left = behind(partitions, reading?.through).filter((one) => !isDone(one));
  const [next] = left;
  if (next === undefined) return AT_THE_END;
  const slices = slicesLeft(situation, [next], {
    finishedIn: (key) => reading?.finished.get(key) ?? [],
    openIn: (key) => reading?.open?.get(key) ?? [],
    positionIn: (key) => reading?.positions.get(key),
    again: [],
  });
  if (next === WHOLE) return inSlices(slices, situation) ?? AT_THE_END;
  const done = `(${grouped(partitions.length - left.length)} of ${grouped(partitions.length)} done)`;
  const within = isBegun(next, reading) ? inSlices(slices, situation) : undefined;
  if (within !== undefined) return `in ${named(situation.declaration, next)} ${within} ${done}`;
  const before = partitions[partitions.indexOf(next) - 1];
  if (before !== undefined) return `behind ${named(situation.declaration, before)} ${done}`;
  return `from the first ${partName(situation.declaration, next)} ${done}`;
}

const AT_THE_END = "at its end: all rows were read";

/** All that a stream is asked for by, where nothing has to be looked up for that. */
export function knownPartitions(declaration: Declaration, settings: Settings): readonly Partition[] | undefined {
  const selection = select(declaration, settings);
  if (selection.kind === "each parent") return undefined;
  return selection.kind === "partitions" ? selection.partitions : [WHOLE];
}

/** From when on rows are read; 0 where that is the beginning. */
export function beginsAt(situation: Situation): Instant {
  const { declaration, cursor, dates, updatedSince } = situation;
  if (isByWindows(situation)) return rangeIn(situation, WHOLE).start;
  return declaration.changed === undefined ? 0 : readFrom(cursor, { ...dates, start: updatedSince });
}

/** What one of the partitions is called. */
export function partName({ each, narrow }: Declaration, { key, id }: Partition): string {
  if (id === undefined) return "part";
  if (each !== undefined) return PARENTS[each.of];
  return narrow?.list !== undefined && key === `${narrow.list}=${id}` ? PARENTS.contacts_list : PARENTS.sent_campaigns;
}

const PARENTS: Readonly<Record<StreamName, string>> = {
  sent_campaigns: "campaign",
  contacts_list: "contact list",
  senders: "sender",
  workflows: "workflow",
  contact_metadata: "property",
};

function named(declaration: Declaration, partition: Partition): string {
  return `${partName(declaration, partition)} ${partition.id ?? partition.key}`;
}

function isBegun({ key }: Partition, reading: Left["reading"]): boolean {
  return [reading?.positions, reading?.finished, reading?.open].some((one) => one?.has(key));
}

/** Of a partition; undefined where nothing of it is left. */
function inSlices(slices: readonly Slice[], situation: Situation): string | undefined {
  const [first] = slices.toSorted((one, other) => (one.window?.start ?? 0) - (other.window?.start ?? 0));
  if (first === undefined) return undefined;
  const { window, from } = first;
  const start = window?.start ?? beginsAt(situation);
  // Windows that meet are one span, however many calls it takes.
  const spans = merge(slices.flatMap(({ window: one }) => one ?? [])).length;
  const more = spans > 1 ? `, and ${counted(spans - 1, "later span")} of time` : "";
  if (from === undefined) return `${start === 0 ? "from the beginning" : `from ${formatInstant(start)}`}${more}`;
  const of = window === undefined || start === 0 ? "" : ` of those from ${formatInstant(start)} on`;
  return `behind row ${grouped(from.passed)}${of}${more}`;
}

function ofUnknown(situation: Situation, reading: Left["reading"]): string {
  const { declaration } = situation;
  const [param, id] = reading?.through?.split("=") ?? [];
  if (id !== undefined) return `behind ${named(declaration, { key: `${param}=${id}`, params: {}, id })}`;
  const isRead = [reading?.positions, reading?.finished, reading?.open].some(
    (one) => one !== undefined && one.size > 0,
  );
  if (isRead) return `with the ${PARENTS[declaration.each?.of ?? "sent_campaigns"]}s that were not read yet`;
  const start = beginsAt(situation);
  return start === 0 ? "from the beginning" : `from ${formatInstant(start)}`;
}
