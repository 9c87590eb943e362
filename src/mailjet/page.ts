/** A page of a list, as the API gives it. */
import type { Row } from "./row.ts";

/** The largest page the API gives [documented]. */
export const PAGE_ROWS = 1_000;

export interface Page {
  readonly rows: readonly Row[];
  /** What the page says of how many rows there are; where it was not asked to count, it is only those of the page [recorded]. */
  readonly total: number | undefined;
}

/** A shorter page is the last. A longer one shows that `Limit` is ignored: it is the whole list. */
export function isLast(rows: readonly Row[]): boolean {
  return rows.length !== PAGE_ROWS;
}
