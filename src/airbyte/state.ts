/**
 * Where a stream's reading has got to, as the platform keeps it:
 *
 *     { "OpenedAt": "2026-01-31T10:00:00Z" }                              all before that instant was read
 *     { "OpenedAt": …, "reading": { "sync_mode": "incremental", "as_of": …, "windows": [{ "start", "end" }] } }
 *
 * Of events, the first form also holds `counted`: how many rows each span of the look-back held when all before `as_of`
 * was read.
 *
 * After a full refresh the first form also holds "__ab_full_refresh_sync_complete": true, and the job's "sync_id" where
 * it is known. While a read is under way the cursor stays where the read before left it, and `reading` holds what this
 * read has finished: windows from `start` up to, not including, `end`; of windows that are half read, and of lists without
 * a time filter, where in them the read has got (`after`: an ID, and how many rows were passed). Per partition where the
 * read is divided by campaign or list (`partitions`), those that are finished whole being `done`; `done_through` is the
 * last one of those before which there is none that is not. `asked` and `menus` tell by which configuration it was made.
 */

import { formatInstant, type Instant, parseInstant } from "../time/instant.ts";
import { configError } from "./errors.ts";
import { type Interval, merge } from "./intervals.ts";
import { fieldsOf, isObject } from "./json.ts";

export type SyncMode = "incremental" | "full_refresh";

export interface StreamState {
  /** All rows before this instant were read. */
  readonly cursor?: Instant;
  /** Present while a read is under way. */
  readonly reading?: Reading;
  /** What the last read to its end has counted. */
  readonly counted?: Counted;
  /** The last read was a full refresh, and came to its end. */
  readonly isRefreshed?: true;
  /** The menus that it was read by, where they make the rows others altogether. */
  readonly menus?: string;
  /** The job in which it did, as the platform numbers them. */
  readonly syncId?: number;
}

/** How many rows each span of the look-back held. */
export interface Counted {
  /** The cursor beside it: another one says that it was changed by hand. */
  readonly asOf: Instant;
  /** Short for the configuration that it was counted by. */
  readonly asked: string;
  readonly spans: readonly CountedSpan[];
}

export interface CountedSpan extends Interval {
  readonly rows: number;
}

export interface Reading {
  readonly syncMode: SyncMode;
  /** The API's time when this read began. */
  readonly asOf: Instant;
  /** Records written so far. It tells one state from the next where nothing else does, as platforms want it. */
  readonly records: number;
  /** Finished windows by partition; the key "" is the stream that is not divided. */
  readonly finished: ReadonlyMap<string, readonly Interval[]>;
  /** Where the lists without a time filter have been read to, by partition. */
  readonly positions: ReadonlyMap<string, Position>;
  /** Windows that have been read in part, by partition. */
  readonly open?: ReadonlyMap<string, readonly OpenWindow[]>;
  /** Of partitions that are read in the order of their IDs, the last one up to which all are done. */
  readonly through?: string | undefined;
  /** Short for the configuration that it reads by: with another one it is of no use. */
  readonly asked?: string | undefined;
}

/** How far a list was read. */
export interface ListPosition {
  /** How many rows of it were passed. */
  readonly passed: number;
  /** The ID of the last one: the list is sorted by it. */
  readonly id: string;
}

/** A list may also be read to its end. */
export type Position = ListPosition | "done";

/** A window that was read in part. */
export interface OpenWindow extends Interval {
  readonly after: ListPosition;
}

/** Given back in a further attempt at the same job: the stream is not to be read again then. */
const REFRESHED = "__ab_full_refresh_sync_complete";

/** What a full-refresh stream without a cursor ends with: the platform wants a STATE, there is nothing to keep. */
export const NO_CURSOR_STATE = { __ab_no_cursor_state_message: true };

/** @param cursorField undefined in streams that are only ever read whole. */
export function formatState(cursorField: string | undefined, state: StreamState): object {
  const isKnown = cursorField !== undefined && state.cursor !== undefined;
  const cursor = isKnown ? { [cursorField]: formatInstant(state.cursor) } : {};
  return {
    ...cursor,
    ...(state.counted !== undefined && { counted: formatCounted(state.counted) }),
    ...(state.menus !== undefined && { menus: state.menus }),
    ...(state.isRefreshed && { [REFRESHED]: true }),
    ...(state.syncId !== undefined && { sync_id: state.syncId }),
    ...(state.reading !== undefined && { reading: formatReading(state.reading) }),
  };
}

function formatCounted({ asOf, asked, spans }: Counted): object {
  return {
    as_of: formatInstant(asOf),
    asked,
    windows: spans.map(({ rows, ...window }) => ({ ...formatWindow(window), rows })),
  };
}

function formatReading(reading: Reading): object {
  const names = new Set([...reading.finished.keys(), ...reading.positions.keys(), ...(reading.open?.keys() ?? [])]);
  names.delete("");
  return {
    sync_mode: reading.syncMode,
    as_of: formatInstant(reading.asOf),
    records: reading.records,
    ...(reading.asked !== undefined && { asked: reading.asked }),
    ...(reading.through !== undefined && { done_through: reading.through }),
    ...formatPartition(reading, ""),
    ...(names.size > 0 && {
      partitions: [...names].map((name) => ({ partition: name, ...formatPartition(reading, name) })),
    }),
  };
}

function formatPartition({ finished, positions, open }: Reading, name: string): object {
  const [windows, position, begun] = [finished.get(name), positions.get(name), open?.get(name)];
  return {
    ...(windows !== undefined && { windows: formatWindows(windows) }),
    ...(begun !== undefined && { begun: begun.map(({ after, ...window }) => ({ ...formatWindow(window), after })) }),
    ...(position !== undefined && (position === "done" ? { done: true } : { after: position })),
  };
}

function formatWindows(windows: readonly Interval[]): object[] {
  return merge(windows).map(formatWindow);
}

function formatWindow({ start, end }: Interval): object {
  return { start: formatInstant(start), end: formatInstant(end) };
}

/**
 * Reads back one stream's state. Nulls, unknown keys and the markers of other engines count as "nothing read yet".
 * @throws {ConnectorError} config_error that says what was wrong.
 */
export function parseState(stream: string, cursorField: string | undefined, value: unknown): StreamState {
  if (value === undefined || value === null) return {};
  const fail = (what: string) => configError(`Reading the state of stream '${stream}' failed: ${what}; ${ADVICE}`);
  if (!isObject(value)) throw fail(`it is ${JSON.stringify(value)}, not an object`);
  const fields = fieldsOf(value);
  const cursor = cursorField === undefined ? undefined : optionalInstant(fields[cursorField], cursorField, fail);
  const reading = fields.reading ?? undefined;
  if (reading !== undefined && !isObject(reading)) throw fail("'reading' is not an object");
  const counted = fields.counted ?? undefined;
  if (counted !== undefined && !isObject(counted)) throw fail("'counted' is not an object");
  return {
    ...(cursor !== undefined && { cursor }),
    ...(counted !== undefined && { counted: parseCounted(fieldsOf(counted), fail) }),
    ...(fields[REFRESHED] === true && { isRefreshed: true }),
    ...(typeof fields.menus === "string" && { menus: fields.menus }),
    ...(typeof fields.sync_id === "number" && { syncId: fields.sync_id }),
    ...(reading !== undefined && { reading: parseReading(fieldsOf(reading), fail) }),
  };
}

const ADVICE = "give back a state that this connector printed, or reset the stream";

type Fail = (what: string) => Error;

function parseCounted(fields: Fields, fail: Fail): Counted {
  const asOf = optionalInstant(fields.as_of, "counted.as_of", fail);
  if (asOf === undefined) throw fail("'counted.as_of' is missing");
  const name = "counted.windows";
  const windows = parseWindows(fields.windows, name, fail);
  const spans = list(fields.windows, name, fail).flatMap((item, index) => {
    const rows = isObject(item) ? fieldsOf(item).rows : undefined;
    if (!Number.isSafeInteger(rows) || Number(rows) < 0) {
      throw fail(`the 'rows' of a window of '${name}' are ${shown(rows)}, not a number of rows`);
    }
    const window = windows[index];
    return window === undefined ? [] : [{ ...window, rows: Number(rows) }];
  });
  return { asOf, asked: typeof fields.asked === "string" ? fields.asked : "", spans };
}

function parseReading(fields: Fields, fail: Fail): Reading {
  const mode = fields.sync_mode;
  if (mode !== "incremental" && mode !== "full_refresh") {
    throw fail(`'reading.sync_mode' is ${shown(mode)}, not "incremental" or "full_refresh"`);
  }
  const asOf = optionalInstant(fields.as_of, "reading.as_of", fail);
  if (asOf === undefined) throw fail("'reading.as_of' is missing");
  const [finished, positions] = [new Map<string, Interval[]>(), new Map<string, Position>()];
  const open = new Map<string, OpenWindow[]>();
  for (const [partition, part] of partsOf(fields, fail)) {
    const name = partition === "" ? "reading" : `reading.partitions, ${partition}`;
    if (isPresent(part.windows)) finished.set(partition, parseWindows(part.windows, `${name}.windows`, fail));
    if (isPresent(part.begun)) open.set(partition, parseOpen(part.begun, `${name}.begun`, fail));
    const position = part.done === true ? "done" : parsePosition(part.after, `${name}.after`, fail);
    if (position !== undefined) positions.set(partition, position);
  }
  const records = Number.isSafeInteger(fields.records) ? Number(fields.records) : 0;
  const asked = typeof fields.asked === "string" ? { asked: fields.asked } : {};
  return {
    syncMode: mode,
    asOf,
    records,
    finished,
    positions,
    ...(open.size > 0 && { open }),
    ...asked,
    ...parseThrough(fields.done_through, fail),
  };
}

function parseThrough(value: unknown, fail: Fail): Pick<Reading, "through"> {
  if (!isPresent(value)) return {};
  if (typeof value === "string" && /^\w+=\d+$/.test(value)) return { through: value };
  throw fail(`'reading.done_through' is ${shown(value)}, not a parameter and an ID such as "CampaignID=7"`);
}

/** The undivided stream, and each partition. */
function partsOf(fields: Fields, fail: Fail): (readonly [string, Fields])[] {
  const parts = list(fields.partitions, "reading.partitions", fail).map((item) => {
    const part = isObject(item) ? fieldsOf(item) : {};
    if (typeof part.partition !== "string") throw fail("an entry of 'reading.partitions' has no 'partition'");
    return [part.partition, part] as const;
  });
  return [["", fields], ...parts];
}

function parsePosition(value: unknown, name: string, fail: Fail): ListPosition | undefined {
  if (!isPresent(value)) return undefined;
  const { id, passed } = isObject(value) ? fieldsOf(value) : {};
  const isRight = typeof id === "string" && /^-?\d+$/.test(id) && Number.isSafeInteger(passed) && Number(passed) >= 0;
  if (!isRight) throw fail(`'${name}' is ${shown(value)}, not an 'id' in digits and a number 'passed'`);
  return { id, passed: Number(passed) };
}

function parseOpen(value: unknown, name: string, fail: Fail): OpenWindow[] {
  const windows = parseWindows(value, name, fail);
  return list(value, name, fail).map((item, index) => {
    const after = parsePosition(isObject(item) ? fieldsOf(item).after : undefined, `${name}: after`, fail);
    const window = windows[index];
    if (after === undefined || window === undefined) throw fail(`a window of '${name}' lacks its 'after'`);
    return { ...window, after };
  });
}

function parseWindows(value: unknown, name: string, fail: Fail): Interval[] {
  return list(value, name, fail).map((item) => {
    const window = isObject(item) ? fieldsOf(item) : {};
    const start = optionalInstant(window.start, `${name}: start`, fail);
    const end = optionalInstant(window.end, `${name}: end`, fail);
    if (start === undefined || end === undefined) throw fail(`a window of '${name}' lacks its start or end`);
    if (end < start) throw fail(`a window of '${name}' ends before it starts`);
    return { start, end };
  });
}

type Fields = Readonly<Record<string, unknown>>;

function list(value: unknown, name: string, fail: Fail): readonly unknown[] {
  if (!isPresent(value)) return [];
  if (!Array.isArray(value)) throw fail(`'${name}' is not a list`);
  return value;
}

function optionalInstant(value: unknown, name: string, fail: Fail): Instant | undefined {
  if (!isPresent(value)) return undefined;
  const instant = typeof value === "string" ? parseInstant(value) : undefined;
  if (instant === undefined) throw fail(`'${name}' is ${shown(value)}, not a date-time such as "2026-01-31T00:00:00Z"`);
  return instant;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "missing").slice(0, 80);
}
