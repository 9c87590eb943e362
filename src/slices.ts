/** Reads slices: whole windows or whole lists, split where they hold too much, so many at a time as the run allows. */
import type { Feed, Slice } from "./feed.ts";
import { MailjetError } from "./mailjet/errors.ts";
import type { Row } from "./mailjet/json.ts";
import { SeenMemory, SortedMemory } from "./mailjet/memory.ts";
import { DisorderError, type FetchPage, type Memory, PAGE_ROWS, pages, RepetitionError } from "./mailjet/pages.ts";
import { prefetched } from "./mailjet/prefetch.ts";
import { type Deliver, Outgoing } from "./outgoing.ts";
import { halves, isDivisible, parts, unsorted, type WindowSlice } from "./split.ts";
import { owns } from "./windows.ts";

/** A window of more rows is counted and halved. Keeps offsets, and what is remembered of a window, small. */
const MOST_ROWS = 20 * PAGE_ROWS;
/** A window of more rows is cut into parts of about so many: what is finished, and not read again, comes in such steps. */
const PART_ROWS = 4 * PAGE_ROWS;
/** How often a list in no known order is walked: a row that changed its place may have been passed over. */
const MOST_WALKS = 3;

/** Where pages come from. */
export type PageSource = Pick<Feed, "page" | "count" | "sortedBy" | "instantOf">;

export interface SliceReaderOptions {
  readonly feed: PageSource;
  /** What makes a row itself. */
  readonly identity: (row: Row) => string;
  readonly deliver: Deliver;
  /** Pages of a long list that are fetched ahead of the reader. */
  readonly ahead: number;
}

export class SliceReader {
  readonly #options: SliceReaderOptions;
  /** Lowered to what one answer can hold once the pages of this feed were found to have no lasting order. */
  #mostRows = MOST_ROWS;
  /** Rows whose cursor is no date belong to no window: delivered by the first that meets them. */
  readonly #undated: SeenMemory;

  constructor(options: SliceReaderOptions) {
    this.#options = options;
    this.#undated = new SeenMemory(options.identity);
  }

  /**
   * Delivers the slice's rows, or finds that it must be split.
   * @returns the slices to read in its place; none when it is done.
   * @throws {MailjetError} "inconsistent" when its pages cannot be put together.
   */
  async read(slice: Slice): Promise<Slice[]> {
    const { feed } = this.#options;
    if (this.#isTooMuch(slice)) return this.#split(slice);
    const first = slice.from === undefined ? await feed.page(slice, 0) : undefined;
    if (first !== undefined && first.length < PAGE_ROWS) return this.#walk(slice, first);
    const counted = { ...slice, expected: slice.expected ?? (await feed.count(slice)) };
    return this.#isTooMuch(counted) ? this.#split(counted) : this.#walk(counted, first);
  }

  #isTooMuch(slice: Slice): slice is WindowSlice {
    return isDivisible(slice) && (slice.expected ?? 0) > Math.min(this.#mostRows, PART_ROWS);
  }

  /** A lot is halved by a count: what the one half holds the other does not. Less is cut into parts as it comes. */
  async #split(slice: WindowSlice): Promise<Slice[]> {
    const { expected = 0 } = slice;
    if (expected <= this.#mostRows) return parts(slice, Math.ceil(expected / PART_ROWS));
    const [older, newer] = halves(slice);
    const inOlder = await this.#options.feed.count(older);
    return [
      { ...older, expected: inOlder },
      { ...newer, expected: Math.max(0, expected - inOlder) },
    ];
  }

  /** Reads page after page. Pages without a lasting order are given up for smaller windows, down to one page each. */
  async #walk(slice: Slice, first: readonly Row[] | undefined): Promise<Slice[]> {
    const memory = this.#memory(slice);
    const outgoing = new Outgoing(slice, memory, this.#options.deliver);
    const isOnePage = first !== undefined && first.length < PAGE_ROWS;
    const isSteady = slice.window !== undefined || memory instanceof SortedMemory || isOnePage;
    try {
      let fresh = await this.#walkOnce(slice, memory, outgoing, first);
      for (let walks = 1; fresh > 0 && !isSteady && walks < MOST_WALKS; walks++) {
        fresh = await this.#walkOnce(slice, memory, outgoing);
      }
      await outgoing.release();
      return [];
    } catch (error) {
      if (!(error instanceof DisorderError)) throw error;
      await outgoing.release();
      return this.#recover(slice, memory, error);
    }
  }

  /** @returns how many rows were met for the first time. */
  async #walkOnce(slice: Slice, memory: Memory, outgoing: Outgoing, first?: readonly Row[]): Promise<number> {
    let met = 0;
    for await (const fresh of pages(this.#fetcher(slice, first), memory, outgoing.passed)) {
      met += fresh.length;
      const own = fresh.filter((row) => this.#isOwn(slice, row));
      await outgoing.add(fresh, own);
    }
    return met;
  }

  #recover(slice: Slice, memory: Memory, error: DisorderError): Slice[] {
    this.#mostRows = PAGE_ROWS - 1;
    if (memory instanceof SortedMemory && !(error instanceof RepetitionError)) return [unsorted(slice)];
    if (isDivisible(slice)) return [...halves({ ...slice, delivered: [...(slice.delivered ?? []), memory] })];
    throw new MailjetError("inconsistent", `Reading a list by pages failed: ${error.message}, and rows would be lost`);
  }

  #memory(slice: Slice): Memory {
    const { sortedBy } = this.#options.feed;
    const isSorted = slice.window === undefined && sortedBy !== undefined && slice.unsorted !== true;
    return isSorted ? new SortedMemory(sortedBy, slice.from?.id) : new SeenMemory(this.#options.identity);
  }

  #fetcher(slice: Slice, first: readonly Row[] | undefined): FetchPage {
    const { feed, ahead } = this.#options;
    const fetchPage: FetchPage = (offset) => feed.page(slice, offset);
    // Windows are read side by side; only a list that is one slice needs its next pages fetched beforehand.
    const rows = slice.window === undefined ? (slice.expected ?? 0) : 0;
    return prefetched(fetchPage, first, { rows, ahead });
  }

  #isOwn(slice: Slice, row: Row): boolean {
    if (slice.delivered?.some((memory) => memory.knows(row))) return false;
    if (slice.window === undefined) return true;
    const instant = this.#options.feed.instantOf(row);
    if (instant !== undefined) return owns(slice.window, instant);
    if (this.#undated.knows(row)) return false;
    this.#undated.add(row);
    return true;
  }
}
