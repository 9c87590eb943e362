/** Reads back one stream's state, in the form of state.ts: what a platform has kept, or somebody has typed. Pure. */
import { nearest } from "../text/nearest.ts";
import { type Instant, parseInstant } from "../time/instant.ts";
import { configError } from "./errors.ts";
import type { Interval } from "./intervals.ts";
import { fieldsOf, isObject } from "./json.ts";
import {
  type Counted,
  type ListPosition,
  type OpenWindow,
  OWN_KEYS,
  type Position,
  REFRESHED,
  type Reading,
  type StreamState,
} from "./state.ts";

/**
 * A stream's state. Nulls, unknown keys and the markers of other engines count as "nothing read yet".
 * @throws {ConnectorError} config_error that says what was wrong.
 */
export function parseState(stream: string, cursorField: string | undefined, value: unknown): StreamState {
  if (value === undefined || value === null) return {};
  const fail = (what: string) => configError(`Reading the state of stream '${stream}' failed: ${what}; ${ADVICE}`);
  if (!isObject(value)) throw fail(`it is ${JSON.stringify(value)}, not an object${exampleOf(cursorField)}`);
  const fields = fieldsOf(value);
  const wrong = wrongCursor(cursorField, fields);
  if (wrong !== undefined) throw fail(wrong);
  const cursor = cursorField === undefined ? undefined : optionalInstant(fields[cursorField], cursorField, fail);
  const reading = fields.reading ?? undefined;
  if (reading !== undefined && !isObject(reading)) throw fail("'reading' is not an object");
  const counted = fields.counted ?? undefined;
  if (counted !== undefined && !isObject(counted)) throw fail("'counted' is not an object");
  const counts = counted && parseCounted(fieldsOf(counted), fail);
  if (counts !== undefined && cursor === undefined) throw fail(`'${cursorField}' is missing beside 'counted'`);
  return {
    ...(cursor !== undefined && { cursor }),
    ...(counts !== undefined && { counted: counts }),
    ...(fields[REFRESHED] === true && { isRefreshed: true }),
    ...(typeof fields.menus === "string" && { menus: fields.menus }),
    ...(typeof fields.sync_id === "number" && { syncId: fields.sync_id }),
    ...(reading !== undefined && { reading: parseReading(fieldsOf(reading), fail) }),
  };
}

function exampleOf(cursorField: string | undefined): string {
  return cursorField === undefined ? "" : ` such as { "${cursorField}": "2026-01-31T10:00:00Z" }`;
}

/** What is meant as the cursor, and is under another name: to ignore it would be to read everything anew. */
function wrongCursor(cursorField: string | undefined, fields: Fields): string | undefined {
  if (cursorField === undefined || cursorField in fields) return undefined;
  const others = Object.entries(fields).filter(([key, value]) => !key.startsWith("__") && value !== null);
  const misspelt = others.find(([key]) => nearest(key, [cursorField]) !== undefined);
  if (misspelt !== undefined) return `it has '${misspelt[0]}', did you mean '${cursorField}'?`;
  const meant = others.find(([key, value]) => !OWN_KEYS.includes(key) && isMeantAsCursor(value, cursorField));
  return meant && `it has '${meant[0]}', and the cursor of this stream is '${cursorField}'`;
}

/** A date as text, seconds or milliseconds since 1970, or an object that holds the cursor. */
function isMeantAsCursor(value: unknown, cursorField: string): boolean {
  if (typeof value === "string") return /^\d{4}-\d\d-\d\d/.test(value);
  if (typeof value === "number") return value >= 1e9;
  return isObject(value) && cursorField in value;
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
