/** What is known of a row of a page, and what has to be known of its columns before. Types only. */

/** JSON texts of values, by column. */
export type Columns = Pick<ReadonlyMap<string, string>, "get" | "has"> & Iterable<readonly [string, string]>;

/** What is to be known of a row: its text for the warehouse, and the JSON texts of the columns asked for. */
export interface Row {
  /** The row as one line of JSON, with its dates made right; a letter for each byte of UTF-8, like all texts here. */
  readonly text: string;
  /** JSON text by column, e.g. `576460753067090994` or `"2026-01-31T10:00:00Z"`; only the columns asked for. */
  readonly columns: Columns;
  /** Columns whose values are not of the types they should be. */
  readonly misfits: readonly string[];
  /** Columns in which characters were replaced that databases refuse. */
  readonly replaced: readonly string[];
}

export type JsonType = "null" | "boolean" | "integer" | "number" | "string" | "date-time" | "array" | "object";

/** What is to be known of a column. One that is not named passes through untouched, like all others. */
export interface ColumnShape {
  /** Where "date-time" is among them, `""` means "no date" and a missing time zone means UTC. Absent: any. */
  readonly types?: ReadonlySet<JsonType>;
  /** The reader needs its values: keys, cursor, what it filters by. */
  readonly isWanted?: boolean;
}

/** By column. */
export type RowShape = ReadonlyMap<string, ColumnShape>;
