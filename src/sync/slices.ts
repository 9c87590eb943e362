/** Reads slices: whole windows or whole lists, split where they hold too much, so many at a time as the run allows. */

import { type Identity, SeenMemory, SortedMemory } from "../mailjet/memory.ts";
import { findOrder, integerIn, type Key, type Order } from "../mailjet/order.ts";
import {
  DisorderError,
  type FetchPage,
  isLast,
  type Memory,
  PAGE_ROWS,
  pages,
  RepetitionError,
  unreadable,
} from "../mailjet/pages.ts";
import { prefetched } from "../mailjet/prefetch.ts";
import type { Row } from "../mailjet/row.ts";
import { sweeps } from "../mailjet/sweeps.ts";
import type { Feed, Slice } from "./feed.ts";
import { type Destination, Outgoing } from "./outgoing.ts";
import { cut, halved, isWindow, UNORDERED_ROWS, type WindowSlice } from "./parts.ts";
import { halve } from "./split.ts";
import { owns } from "./windows.ts";

/** A window whose pages come in an order that lasts holds so many rows at most: what is finished comes in such steps. */
const ORDERED_ROWS = 3 * PAGE_ROWS;
/** Where the order is not known, a row that changed its place may have been passed over: walked so often at most, … */
const MOST_WALKS = 6;
/** … until so many walks in a row meet nothing new: a list, which grows; and a second, of which more was counted. */
const CLEAN_WALKS = { list: 1, second: 2 };

/** Where pages come from. */
export type PageSource = Pick<Feed, "page" | "count" | "sortedBy" | "instantOf">;

export interface SliceReaderOptions<T> {
  readonly feed: PageSource;
  /** What makes a row itself. */
  readonly identity: (row: Row) => Identity;
  readonly destination: Destination<T>;
  /** How many pages of a long list may be fetched ahead of the reader, now. */
  readonly ahead: () => number;
}

/** What became of a slice: what to read in its place, and the rows that were found in it. */
interface Fetched<T> {
  readonly instead: Slice[];
  readonly outgoing?: Outgoing<T>;
}

export class SliceReader<T> {
  readonly #options: SliceReaderOptions<T>;
  /** Set once pages of this feed were found to keep no order. */
  #isDisordered = false;
  /** Rows whose cursor is no date belong to no window: delivered by the first that meets them. */
  readonly #undated: SeenMemory;

  constructor(options: SliceReaderOptions<T>) {
    this.#options = options;
    this.#undated = new SeenMemory(options.identity);
  }

  /**
   * Delivers the slice's rows, or finds that it must be split.
   * @returns the slices to read in its place; none when it is done.
   * @throws {MailjetError} "inconsistent" when its pages cannot be put together.
   */
  async read(slice: Slice): Promise<Slice[]> {
    const { instead, outgoing } = await this.#fetch(slice);
    // Here nothing of its pages is left but the rows on their way out: a slow reader of stdout keeps no more waiting.
    await outgoing?.release();
    return instead;
  }

  async #fetch(slice: Slice): Promise<Fetched<T>> {
    const { feed } = this.#options;
    if (slice.isShuffled) return this.#sweep(slice);
    if (this.#isTooMuch(slice)) return { instead: await halved(feed, slice) };
    const first = slice.from === undefined ? await feed.page(slice, 0) : undefined;
    if (first !== undefined && isLast(first)) return this.#walk(slice, first);
    const counted = { ...slice, expected: await this.#expected(slice) };
    if (first === undefined || !isWindow(counted)) return this.#walk(counted, first);
    if (this.#orderOf(first) === undefined) return { instead: await cut(feed, counted, first) };
    return this.#isTooMuch(counted) ? { instead: await halved(feed, counted) } : this.#walk(counted, first);
  }

  /** Rows behind a full page. A count is believed only where it is more than what was seen. */
  async #expected(slice: Slice): Promise<number> {
    const { expected = 0 } = slice;
    const isKnown = isWindow(slice) && expected > PAGE_ROWS;
    return isKnown ? expected : Math.max(PAGE_ROWS, await this.#options.feed.count(slice));
  }

  #isTooMuch(slice: Slice): slice is WindowSlice {
    const most = this.#isDisordered ? UNORDERED_ROWS : ORDERED_ROWS;
    return isWindow(slice) && (slice.expected ?? 0) > most;
  }

  /** The order in which the pages of a window come, as far as it can be relied on. */
  #orderOf(page: readonly Row[]): Order | undefined {
    const { feed } = this.#options;
    const { sortedBy } = feed;
    const byInstant: Key = (row) => feed.instantOf(row);
    const keys: Key[] = sortedBy === undefined ? [byInstant] : [(row) => integerIn(row, sortedBy), byInstant];
    return this.#isDisordered ? undefined : findOrder(page, keys);
  }

  /** Page after page, again where a row may have moved. What cannot be trusted is given up for smaller windows. */
  async #walk(slice: Slice, first: readonly Row[] | undefined): Promise<Fetched<T>> {
    const isOnePage = first !== undefined && isLast(first);
    const order = slice.window === undefined || isOnePage ? undefined : this.#orderOf(first ?? []);
    const memory = this.#memory(slice, order);
    const outgoing = new Outgoing(slice, memory, this.#options.destination);
    const isSteady = isOnePage || order !== undefined || memory instanceof SortedMemory;
    const walk = (page?: readonly Row[]) => this.#walkOnce(slice, memory, outgoing, page);
    try {
      const met = await walk(first);
      if (!isSteady) await this.#walkAgain(slice, met, walk);
      return { instead: [], outgoing };
    } catch (error) {
      if (!(error instanceof DisorderError)) throw error;
      return { instead: this.#recover(slice, memory, error, isSteady), outgoing };
    }
  }

  /** Walks on until no row can have been passed over. In the past nothing comes any more: there a count is a proof. */
  async #walkAgain(slice: Slice, metFirst: number, walk: () => Promise<number>): Promise<void> {
    const { window, expected = 0 } = slice;
    const isAllMet = (met: number) => window !== undefined && expected > PAGE_ROWS && met >= expected;
    const enough = window === undefined ? CLEAN_WALKS.list : CLEAN_WALKS.second;
    let met = metFirst;
    for (let clean = 0, walks = 1; !isAllMet(met) && clean < enough; walks++) {
      if (walks === MOST_WALKS && window !== undefined)
        throw new DisorderError("each walk meets rows that none has met");
      if (walks === MOST_WALKS) return;
      const fresh = await walk();
      met += fresh;
      clean = fresh === 0 ? clean + 1 : 0;
    }
  }

  /** What can be neither cut nor walked. */
  async #sweep(slice: Slice): Promise<Fetched<T>> {
    const { feed, identity, destination } = this.#options;
    const memory = new SeenMemory(identity);
    const outgoing = new Outgoing(slice, memory, destination);
    try {
      const met = sweeps(this.#fetcher(slice, undefined), memory, () => feed.count(slice));
      for await (const fresh of met) await outgoing.add(fresh, this.#ownOf(slice, fresh));
      return { instead: [], outgoing };
    } catch (error) {
      throw error instanceof DisorderError ? unreadable(error) : error;
    }
  }

  /** @returns how many rows were met for the first time. */
  async #walkOnce(slice: Slice, memory: Memory, outgoing: Outgoing<T>, first?: readonly Row[]): Promise<number> {
    let met = 0;
    for await (const fresh of pages(this.#fetcher(slice, first), memory, outgoing.passed)) {
      met += fresh.length;
      await outgoing.add(fresh, this.#ownOf(slice, fresh));
    }
    return met;
  }

  /** What to read instead: smaller windows, or the same again, each row remembered. */
  #recover(slice: Slice, memory: Memory, error: DisorderError, wasSteady: boolean): Slice[] {
    this.#isDisordered = true;
    const { from: _, expected: __, ...bare } = slice;
    // In a list that is not sorted as it should be, the ID of the last row says nothing about those before it.
    const isExact = !(memory instanceof SortedMemory);
    const rest = isExact ? { ...bare, delivered: [...(slice.delivered ?? []), memory] } : bare;
    if (isWindow(rest)) return halve(rest.window).map((window) => ({ ...rest, window }));
    if (error instanceof RepetitionError) throw unreadable(error);
    return [wasSteady ? rest : { ...rest, isShuffled: true }];
  }

  #ownOf(slice: Slice, rows: readonly Row[]): Row[] {
    return rows.filter((row) => this.#isOwn(slice, row));
  }

  #memory(slice: Slice, order: Order | undefined): Memory {
    const { identity, feed } = this.#options;
    const isSortedList = slice.window === undefined && feed.sortedBy !== undefined && !this.#isDisordered;
    return isSortedList ? new SortedMemory(feed.sortedBy, slice.from?.id) : new SeenMemory(identity, order);
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
