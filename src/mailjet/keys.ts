/** Looks for rows whose key is none: nothing could tell them apart, nor merge them. Pure. */
import type { Row, RowShape } from "./row.ts";

export interface BrokenKey {
  readonly column: string;
  /** Of the page, from 1. */
  readonly row: number;
  /** E.g. `is null`, `is "abc", which is no integer`. */
  readonly is: string;
}

/**
 * The first key column of a page that is null, missing or, where it should be one, no integer. An empty date is left to
 * whoever reads by dates.
 */
export function brokenKey(page: readonly Row[], primaryKey: readonly string[], shape: RowShape): BrokenKey | undefined {
  for (const [index, { columns, misfits }] of page.entries()) {
    for (const column of primaryKey) {
      const value = columns.get(column);
      if (value !== undefined && !misfits.includes(column)) continue;
      const is = value === undefined ? "is missing" : wrong(value, shape.get(column)?.types ?? new Set());
      if (is !== undefined) return { column, row: index + 1, is };
    }
  }
  return undefined;
}

function wrong(value: string, types: ReadonlySet<string>): string | undefined {
  if (types.has("date-time")) return undefined;
  if (value === "null") return "is null";
  return types.has("integer") ? `is ${value.slice(0, LONGEST_SHOWN)}, which is no integer` : undefined;
}

const LONGEST_SHOWN = 40;
