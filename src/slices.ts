/** Reads slices: whole windows or whole lists, split where they hold too much, so many at a time as the run allows. */
import type { Feed, Slice } from "./feed.ts";
import { MailjetError } from "./mailjet/errors.ts";
import type { Row } from "./mailjet/json.ts";
import { SeenMemory, SortedMemory } from "./mailjet/memory.ts";
import { DisorderError, type FetchPage, type Memory, PAGE_ROWS, pages, RepetitionError } from "./mailjet/pages.ts";
import { prefetched } from "./mailjet/prefetch.ts";
import { halve, owns } from "./windows.ts";

/** Rows read by paging through one window; more are split. Keeps offsets, and what is remembered of a window, small. */
const MOST_ROWS = 20 * PAGE_ROWS;

/** Takes the rows of a slice; while it does, the slice is not read on. */
export type Deliver = (rows: readonly Row[]) => Promise<void>;

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
    if ((slice.expected ?? 0) > this.#mostRows && splittable(slice)) return this.#split(slice);
    const first = await this.#options.feed.page(slice, 0);
    if (first.length < PAGE_ROWS) return this.#walk(slice, first);
    const counted = { ...slice, expected: slice.expected ?? (await this.#options.feed.count(slice)) };
    if (counted.expected > this.#mostRows && splittable(slice)) return this.#split(counted);
    return this.#walk(counted, first);
  }

  /** Reads page after page. Pages without a lasting order are given up for smaller windows, down to one page each. */
  async #walk(slice: Slice, first: readonly Row[]): Promise<Slice[]> {
    const memory = this.#memory(slice);
    try {
      for await (const rows of pages(this.#fetcher(slice, first), memory)) {
        const own = rows.filter((row) => this.#isOwn(slice, row));
        if (own.length > 0) await this.#options.deliver(own);
      }
      return [];
    } catch (error) {
      if (!(error instanceof DisorderError)) throw error;
      return this.#recover(slice, memory, error);
    }
  }

  #recover(slice: Slice, memory: Memory, error: DisorderError): Slice[] {
    this.#mostRows = PAGE_ROWS - 1;
    if (memory instanceof SortedMemory && !(error instanceof RepetitionError)) return [{ ...slice, unsorted: true }];
    if (splittable(slice)) return halves({ ...slice, delivered: [...(slice.delivered ?? []), memory] });
    throw new MailjetError("inconsistent", `Reading a list by pages failed: ${error.message}, and rows would be lost`);
  }

  #memory(slice: Slice): Memory {
    const { sortedBy } = this.#options.feed;
    const isSorted = slice.window === undefined && sortedBy !== undefined && slice.unsorted !== true;
    return isSorted ? new SortedMemory(sortedBy) : new SeenMemory(this.#options.identity);
  }

  #fetcher(slice: Slice, first: readonly Row[]): FetchPage {
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

  /** Two windows, and how much is in each: what the one holds the other does not. */
  async #split(slice: Slice): Promise<Slice[]> {
    const [older, newer] = halves(slice);
    if (older === undefined || newer === undefined || slice.expected === undefined) return halves(slice);
    const inOlder = await this.#options.feed.count(older);
    return [
      { ...older, expected: inOlder },
      { ...newer, expected: Math.max(0, slice.expected - inOlder) },
    ];
  }
}

function splittable({ window }: Slice): boolean {
  return window !== undefined && halve(window) !== undefined;
}

/** The slice as two; what is expected in each is not known. */
function halves({ expected: _, ...slice }: Slice): Slice[] {
  const windows = slice.window && halve(slice.window);
  return windows === undefined ? [slice] : windows.map((window) => ({ ...slice, window }));
}
