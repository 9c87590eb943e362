/**
 * Reads a list that comes in a new order with each call, where a row can slip from page to page: all of its pages, again
 * and again, until as many rows were met as there are.
 */

import { DisorderError, type FetchPage, fresh, isLast, type Memory, PAGE_ROWS } from "./pages.ts";
import type { Row } from "./row.ts";

/** In an order by chance a sweep meets two in three of the rows that none has met: of a million, 15 leave less than one. */
const MOST_SWEEPS = 60;
/** Where the count is no proof, as rows come and go: so many sweeps in a row that meet nothing new. */
const CLEAN_SWEEPS = 6;

/**
 * Yields each row once.
 * @param count how many rows there are now.
 * @throws {DisorderError} where nothing is counted, or each sweep meets something new.
 */
export async function* sweeps(
  fetchPage: FetchPage,
  memory: Memory,
  count: () => Promise<number>,
): AsyncGenerator<Row[]> {
  let met = 0;
  let clean = 0;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const counted = await count();
    const metBefore = met;
    for await (const rows of sweepOnce(fetchPage, memory)) {
      met += rows.length;
      yield rows;
    }
    clean = met === metBefore ? clean + 1 : 0;
    if (counted === 0) throw new DisorderError("its pages come in a new order each time, and nothing can be counted");
    if (clean === CLEAN_SWEEPS || (met === counted && counted === (await count()))) return;
  }
  throw new DisorderError("its pages come in a new order each time, and each time there are new rows in them");
}

async function* sweepOnce(fetchPage: FetchPage, memory: Memory): AsyncGenerator<Row[]> {
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const page = await fetchPage(offset);
    yield fresh(page, memory);
    if (isLast(page)) return;
  }
}
