/**
 * Walks a list by `Limit` and `Offset` while rows come and go under the reader. Neighbouring pages overlap by a row or
 * more; a page that does not begin with a row already passed on shows that rows before it have vanished, and the walk steps
 * back until the seam matches. `Total` is never looked at: it counts the page, not the list (recorded).
 */
import { MailjetError } from "./errors.ts";
import type { Row } from "./row.ts";

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
  /** How many rows at the end of a page the next one has to begin with. */
  overlap(page: readonly Row[]): number;
}

/** Paging cannot be trusted to meet every row. The message says what was seen. */
export class DisorderError extends Error {
  override readonly name: string = "DisorderError";
}

/** `Offset` is ignored: every page of the list is its first one [observed]. */
export class RepetitionError extends DisorderError {
  override readonly name = "RepetitionError";
}

/** The end of a read that nothing could put together. */
export function unreadable(error: DisorderError): MailjetError {
  return new MailjetError("inconsistent", `${error.message}, and rows would be lost`, {
    doing: "reading a list by pages",
  });
}

/** How often the walk may begin anew because all it had seen has vanished. */
const RESTARTS = 3;

/**
 * Yields the rows of a list, page by page, each row once; pages may come out empty. With `passed`, so many rows of the
 * list were passed on by an earlier walk, whose last row the memory knows.
 * @throws {DisorderError} when the pages cannot be put together: no lasting order, or the same page for ever.
 */
export async function* pages(fetchPage: FetchPage, memory: Memory, passed = 0): AsyncGenerator<Row[]> {
  let previous = Buffer.alloc(0);
  let stepBack = 1;
  let restarts = 0;
  for (let offset = Math.max(0, passed - 1); ; ) {
    const page = await fetchPage(offset);
    if (!memory.accepts(page)) throw new DisorderError("a page is in another order than the others, or than asked");
    const ends = endsOf(page);
    if (stepBack === 1 && page.length >= PAGE_ROWS && ends.equals(previous)) {
      throw new RepetitionError("Mailjet gave the same page twice, as if it ignored 'Offset'");
    }
    if (offset > 0 && !beginsWithKnown(page, memory)) {
      stepBack *= 10;
      offset = Math.max(0, offset + 1 - stepBack);
      if (offset === 0 && ++restarts > RESTARTS) throw new DisorderError("no page continues the one before");
      continue;
    }
    yield fresh(page, memory);
    if (isLast(page)) return;
    const overlap = memory.overlap(page);
    if (overlap >= PAGE_ROWS) throw new DisorderError("what the order does not tell apart fills a page");
    previous = ends;
    stepBack = 1;
    offset += page.length - overlap;
  }
}

/** A shorter page is the last. A longer one shows that `Limit` is ignored: it is the whole list. */
export function isLast(page: readonly Row[]): boolean {
  return page.length !== PAGE_ROWS;
}

function beginsWithKnown(page: readonly Row[], memory: Memory): boolean {
  const first = page[0];
  return first !== undefined && memory.knows(first);
}

/** What tells a page from the next one, as a copy: it is kept while the page itself can go. */
function endsOf(page: readonly Row[]): Buffer<ArrayBuffer> {
  return Buffer.from(`${page[0]?.text}${page.at(-1)?.text}`);
}

/** The rows that were not known before; they are from now on. */
export function fresh(page: readonly Row[], memory: Memory): Row[] {
  return page.filter((row) => {
    if (memory.knows(row)) return false;
    memory.add(row);
    return true;
  });
}
