/**
 * Walks a list by `Limit` and `Offset` while rows come and go under the reader. Neighbouring pages overlap by a row;
 * a page that does not begin with a row already passed on shows that rows before it have vanished, and the walk steps
 * back until the seam matches. `Total` is never looked at: it counts the page, not the list (recorded).
 */
import type { Row } from "./json.ts";

/** The largest page the API gives [documented]. A shorter one is the last. */
export const PAGE_ROWS = 1_000;

/** Fetches the rows from `offset` on, at most `PAGE_ROWS`. */
export type FetchPage = (offset: number) => Promise<readonly Row[]>;

/** What has been passed on already. */
export interface Memory {
  /** True where the row was passed on before. */
  knows(row: Row): boolean;
  add(row: Row): void;
  /** Whether a page can be one of this list at all, e.g. sorted as asked. */
  accepts(page: readonly Row[]): boolean;
}

/** Paging cannot be trusted to meet every row. The message says what was seen. */
export class DisorderError extends Error {
  override readonly name: string = "DisorderError";
}

/** `Offset` is ignored: every page of the list is its first one [observed]. */
export class RepetitionError extends DisorderError {
  override readonly name = "RepetitionError";
}

/** How often in a page a known row may follow an unknown one: rows that came in between, or identical ones. */
const STRAYS_TOLERATED = PAGE_ROWS / 20;
/** How often the walk may begin anew because all it had seen has vanished. */
const RESTARTS = 3;

/**
 * Yields the rows of a list, page by page, each row once; pages may come out empty. With `passed`, so many rows of the
 * list were passed on by an earlier walk, whose last row the memory knows.
 * @throws {DisorderError} when the pages cannot be put together: no lasting order, or the same page for ever.
 */
export async function* pages(fetchPage: FetchPage, memory: Memory, passed = 0): AsyncGenerator<Row[]> {
  let previous: readonly Row[] = [];
  let overlap = 1;
  let restarts = 0;
  for (let offset = Math.max(0, passed - overlap); ; ) {
    const page = await fetchPage(offset);
    if (!memory.accepts(page)) throw new DisorderError("a page is not sorted as asked");
    if (overlap === 1) refuseRepetition(page, previous);
    const end = offset + page.length;
    if (offset > 0 && !beginsWithKnown(page, memory)) {
      overlap *= 10;
      offset = Math.max(0, offset + 1 - overlap);
      if (offset === 0 && ++restarts > RESTARTS) throw new DisorderError("no page continues the one before");
      continue;
    }
    refuseDisorder(page, memory);
    yield fresh(page, memory);
    if (page.length < PAGE_ROWS) return;
    previous = page;
    overlap = 1;
    offset = end - overlap;
  }
}

function beginsWithKnown(page: readonly Row[], memory: Memory): boolean {
  const first = page[0];
  return first !== undefined && memory.knows(first);
}

/** Without this check the reader would turn in a circle. */
function refuseRepetition(page: readonly Row[], previous: readonly Row[]): void {
  if (page.length < PAGE_ROWS || page.length !== previous.length) return;
  if (page.some((row, index) => row.text !== previous[index]?.text)) return;
  throw new RepetitionError("Mailjet gave the same page twice, as if it ignored 'Offset'");
}

/** In a lasting order the known rows of a page come first, but for what was added among them. */
function refuseDisorder(page: readonly Row[], memory: Memory): void {
  const known = page.map((row) => memory.knows(row));
  const strays = known.filter((isKnown, index) => isKnown && known[index - 1] === false).length;
  if (strays > STRAYS_TOLERATED)
    throw new DisorderError("known and new rows are mixed in a page, as if their order changed");
}

function fresh(page: readonly Row[], memory: Memory): Row[] {
  return page.filter((row) => {
    if (memory.knows(row)) return false;
    memory.add(row);
    return true;
  });
}
