/** Which rows of an unfiltered list are delivered: what the API cannot filter, the reader does. Pure. */

import type { Settings } from "../config/config.ts";
import type { Row } from "../mailjet/row.ts";
import type { Declaration } from "../streams/declaration.ts";
import { type Instant, parseInstant } from "../time/instant.ts";
import { Fingerprints, type Identity, printsOf } from "./fingerprints.ts";
import type { Dates } from "./windows.ts";

export type RowFilter = (row: Row) => boolean;

/** Rows whose status was not chosen. One that the menu does not offer passes: it is better shown than lost. */
export function chosen({ keep }: Declaration, settings: Settings): RowFilter {
  if (keep === undefined) return () => true;
  const unwanted = MENUS[keep.pane].filter((value) => !settings[keep.pane].includes(value));
  const texts = new Set(unwanted.map((value) => JSON.stringify(value)));
  return (row) => !texts.has(row.columns.get(keep.column) ?? "");
}

/** Rows that are not declared to be left out. */
export function undropped({ drop = [] }: Declaration): RowFilter {
  const patterns = drop.map((pattern) => Object.entries(pattern));
  return ({ columns }) =>
    !patterns.some((pattern) => pattern.every(([column, value]) => columns.get(column) === value));
}

/** Rows whose column has one of these IDs. */
export function among(column: string, ids: ReadonlySet<string>): RowFilter {
  return (row) => ids.has(idIn(row, column) ?? "");
}

/** Rows whose column has none of these IDs. */
export function notAmong(column: string, ids: ReadonlySet<string>): RowFilter {
  const isAmong = among(column, ids);
  return (row) => !isAmong(row);
}

/** All that the menu offers. */
const MENUS = { segment_status: ["used", "unused", "deleted"] } as const;

/** Rows of which one date is at or after `since`; a row without any date passes. */
export function changedSince({ changed }: Declaration, since: Instant): RowFilter {
  if (changed === undefined || since <= 0) return () => true;
  return (row) => {
    const instants = changed.map((column) => instantIn(row, column)).filter((instant) => instant !== undefined);
    return instants.length === 0 || instants.some((instant) => instant >= since);
  };
}

/** Of a list that has a cursor but is not read by windows: rows within the dates, and those whose cursor holds none. */
export function withinDates({ cursor, window }: Declaration, { start, end }: Dates): RowFilter {
  if (cursor === undefined || window?.isForIncrements !== true) return () => true;
  return (row) => {
    const instant = instantIn(row, cursor);
    return instant === undefined || (instant >= (start ?? instant) && instant <= (end ?? instant));
  };
}

/** The instant in one of a row's columns; undefined where it holds no date. */
export function instantIn(row: Row, column: string): Instant | undefined {
  const value = row.columns.get(column);
  return value?.startsWith('"') ? parseInstant(value.slice(1, -1)) : undefined;
}

/** The ID in one of a row's columns, in digits, as a number or a text; undefined where it holds none. */
export function idIn(row: Row, column: string): string | undefined {
  return /^"?(\d+)"?$/.exec(row.columns.get(column) ?? "")?.[1];
}

/** Each row once. */
export function once(identity: Identity): RowFilter {
  const seen = new Fingerprints();
  return (row) => seen.add(printsOf([row], identity), 0);
}
