/**
 * Which rows of an unfiltered list are delivered: what the API cannot filter, the reader does. A filter that would pass
 * every row is none: undefined. Pure.
 */

import type { Settings } from "../config/config.ts";
import type { Row } from "../mailjet/row.ts";
import type { Declaration } from "../streams/declaration.ts";
import { type Instant, parseInstant } from "../time/instant.ts";
import { Fingerprints, type Identity, printsOf } from "./fingerprints.ts";
import type { Dates } from "./windows.ts";

export interface RowFilter {
  /** What it has to know of a row. */
  readonly columns: readonly string[];
  readonly passes: (row: Row) => boolean;
}

/** Rows whose status was chosen. One that the menu does not offer passes: it is better shown than lost. */
export function chosen({ keep }: Declaration, settings: Settings): RowFilter | undefined {
  if (keep === undefined) return undefined;
  const unwanted = MENUS[keep.pane].filter((value) => !settings[keep.pane].includes(value));
  if (unwanted.length === 0) return undefined;
  const texts = new Set(unwanted.map((value) => JSON.stringify(value)));
  return { columns: [keep.column], passes: ({ columns }) => !texts.has(columns.get(keep.column) ?? "") };
}

/** Rows that are not declared to be left out. */
export function undropped({ drop }: Declaration): RowFilter | undefined {
  if (drop === undefined) return undefined;
  const patterns = drop.map((pattern) => Object.entries(pattern));
  return {
    columns: patterns.flatMap((pattern) => pattern.map(([column]) => column)),
    passes: ({ columns }) =>
      !patterns.some((pattern) => pattern.every(([column, value]) => columns.get(column) === value)),
  };
}

/** Rows whose column has one of these IDs. */
export function among(column: string, ids: ReadonlySet<string>): RowFilter {
  return { columns: [column], passes: (row) => ids.has(idIn(row, column) ?? "") };
}

/** Rows whose column has none of these IDs. */
export function notAmong(column: string, ids: ReadonlySet<string>): RowFilter | undefined {
  if (ids.size === 0) return undefined;
  const { columns, passes } = among(column, ids);
  return { columns, passes: (row) => !passes(row) };
}

/** All that the menu offers. */
const MENUS = { segment_status: ["used", "unused", "deleted"] } as const;

/** Rows of which one date is at or after `since`; a row without any date passes. */
export function changedSince({ changed }: Declaration, since: Instant): RowFilter | undefined {
  if (changed === undefined || since <= 0) return undefined;
  const passes = (row: Row) => {
    const instants = changed.map((column) => instantIn(row, column)).filter((instant) => instant !== undefined);
    return instants.length === 0 || instants.some((instant) => instant >= since);
  };
  return { columns: changed, passes };
}

/** Of a list that has a cursor but is not read by windows: rows within the dates, and those whose cursor holds none. */
export function withinDates({ cursor, window }: Declaration, { start, end }: Dates): RowFilter | undefined {
  if (cursor === undefined || window?.isForIncrements !== true) return undefined;
  if (start === undefined && end === undefined) return undefined;
  const passes = (row: Row) => {
    const instant = instantIn(row, cursor);
    return instant === undefined || (instant >= (start ?? instant) && instant <= (end ?? instant));
  };
  return { columns: [cursor], passes };
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
  return { columns: identity.primaryKey, passes: (row) => seen.add(printsOf([row], identity), 0) };
}
