/**
 * Reads a slice page by page: the only place where paging is decided. Pages that are sorted prove by their keys that no
 * row was passed over: each has to reach back to the one before, and where it does not, it is fetched again from further
 * back. In no known order, pages have to match at their ends, and all that is counted has to be met; else windows of a page
 * each are read instead, and what cannot be cut is read again until all was met.
 */
import type { Interval } from "../airbyte/intervals.ts";
import type { ListPosition, Position } from "../airbyte/state.ts";
import { isLast, PAGE_ROWS, type Page } from "../mailjet/page.ts";
import type { Row } from "../mailjet/row.ts";
import type { Instant } from "../time/instant.ts";
import { DisorderError, RepetitionError, unreadable } from "./disorder.ts";
import { Fingerprints, type Identity, type Met, printsOf, Tally } from "./fingerprints.ts";
import { byInstant, orderOf } from "./order.ts";
import { type AwaitSlot, Prefetch } from "./prefetch.ts";
import type { Requester, Slice } from "./requester.ts";
import { OVERLAP, SortedSeam, STRIDE } from "./seam.ts";
import type { SecondCounts } from "./secondCounts.ts";
import { Slots } from "./slots.ts";
import { cutByPage, halved, isCuttable, MOST_UNSTEADY_ROWS, type WindowSlice } from "./split.ts";
import { type SweepOptions, type Swept, sweep } from "./sweep.ts";
import { owns } from "./windows.ts";

/** A window that holds more is cut before it is read: what is remembered of its rows, and how deep offsets go, is bounded. */
const MOST_ROWS = 100 * PAGE_ROWS;
/** One in no known order, of which only the end is a checkpoint, is cut into windows of about so many. */
const UNSORTED_ROWS = 50 * PAGE_ROWS;
/** A seam that stays open is tried again from so many rows further back, then from ten times as many. */
const FIRST_STEP_BACK = 10 * OVERLAP;
/** So many pages that leave a gap, with no progress in between, show that they do not fit together. */
const MOST_GAPS = 12;
/** In an order by chance a sweep meets two in three of the rows that none has met: of a million, 15 leave less than one. */
const MOST_SWEEPS = 100;
/**
 * So many sweeps in a row that meet nothing new, while more is counted, show that there is no proof to be had. Of two
 * pages, one holds both of two identical rows in every second sweep; of three such rows all, in every fourth.
 */
const MOST_CLEAN_SWEEPS = 40;
/** So many windows that could not be proven show that there is no use in trying with others. */
const MOST_UNPROVEN = 2;

/** Where pages come from. */
export type PageSource = Pick<Requester, "page" | "count" | "order" | "instantOf">;

/** What comes of a slice next. */
export type Step =
  /** Rows of it that were not there before; `reached`: with them, the slice has been read so far. */
  | { readonly rows: readonly Row[]; readonly reached?: Position | undefined }
  /** It cannot be read as it is: these are to be read in its place. */
  | { readonly instead: readonly Slice[] };

export interface SliceReaderOptions {
  readonly source: PageSource;
  readonly identity: Identity;
  readonly slots: Slots;
  readonly awaitSlot?: AwaitSlot | undefined;
  /** Where the rows of each second are counted: those delivered, and those identical to them. */
  readonly seconds?: Pick<SecondCounts, "note"> | undefined;
  /** Told how many rows a slice will bring, as soon as that is known. */
  readonly onCounted?: ((slice: Slice, rows: number) => void) | undefined;
}

export class SliceReader {
  readonly #source: PageSource;
  readonly #identity: Identity;
  readonly #slots: Slots;
  readonly #awaitSlot: AwaitSlot | undefined;
  readonly #seconds: SliceReaderOptions["seconds"];
  readonly #onCounted: SliceReaderOptions["onCounted"];
  /** Rows whose cursor is no date belong to no window: delivered by the first that meets them. */
  readonly #undated = new Fingerprints();
  /** Windows in no known order of which nothing proved that all was met. */
  #unproven = 0;
  /** Windows in no known order come one after the other: sooner than side by side, one is read to its end. */
  readonly #lead = new Slots(1);

  constructor({ source, identity, slots, awaitSlot, seconds, onCounted }: SliceReaderOptions) {
    this.#source = source;
    this.#identity = identity;
    this.#slots = slots;
    this.#awaitSlot = awaitSlot;
    this.#seconds = seconds;
    this.#onCounted = onCounted;
  }

  #pages(fetchPage: (offset: number) => Promise<Page>): Prefetch {
    return new Prefetch(fetchPage, this.#slots, this.#awaitSlot);
  }

  /**
   * Yields the rows of a slice as they are proven; they must be written before the next step is asked for. It ends with
   * `reached: "done"`, or with an `instead`.
   * @throws {MailjetError} "inconsistent" when its pages cannot be put together.
   */
  async *read(slice: Slice): AsyncGenerator<Step> {
    if (isTooMuch(slice)) return yield { instead: await halved(this.#source, slice) };
    const start = offsetOf(slice.from);
    let rows = 0;
    const isCounted = (offset: number) => offset === start || offset + PAGE_ROWS > rows;
    const pages = this.#pages((offset) => this.#source.page(slice, offset, isCounted(offset)));
    try {
      const first = await pages.take(start, 0);
      const seam = this.#seamOf(slice, first.rows);
      if (start === 0 && isLast(first.rows)) {
        const own = this.#ownOf(slice, this.#met(first.rows));
        this.#onCounted?.(slice, own.length);
        return yield { rows: own, reached: "done" };
      }
      rows = await this.#countOf(slice, first);
      // A count that was not given leaves the rows unknown.
      if (rows > first.rows.length) this.#onCounted?.(slice, Math.max(0, rows - (slice.from?.passed ?? 0)));
      const counted = { ...slice, expected: rows };
      if (seam === undefined) yield* this.#unsorted(counted, first, pages);
      else if (slice.from === undefined && isTooMuch(counted)) yield { instead: await halved(this.#source, counted) };
      else yield* this.#sorted({ slice, pages, seam, first, rows });
    } finally {
      pages.close();
    }
  }

  /** How the pages of a slice are put together, as its first one shows; undefined where they are in no known order. */
  #seamOf({ window, from, isUnsteady }: Slice, page: readonly Row[]): SortedSeam | undefined {
    const { order } = this.#source;
    if (isUnsteady) return undefined;
    // One that an earlier read has begun is sorted, or has to be read anew: its pages will show.
    if (order !== undefined && from !== undefined) return new SortedSeam(this.#identity, order, from);
    const instantOf = (row: Row) => this.#source.instantOf(row);
    const byTime = window === undefined ? [] : [byInstant(instantOf, false), byInstant(instantOf, true)];
    const found = orderOf(page, order === undefined ? byTime : [order, ...byTime]);
    return found && new SortedSeam(this.#identity, found);
  }

  /** All pages once, where a count may prove that nothing was lost; else in smaller windows, or again and again. */
  async *#unsorted(slice: Slice, first: Page, pages: Prefetch): AsyncGenerator<Step> {
    const { isUnsteady, expected = 0 } = slice;
    const mayBeProven = !isUnsteady && this.#unproven < MOST_UNPROVEN && expected > first.rows.length;
    if (isCuttable(slice) && mayBeProven && expected <= MOST_ROWS) {
      return yield* this.#proven(slice, first, pages);
    }
    // Whoever holds a slot must not wait for another one.
    pages.close();
    if (!isCuttable(slice)) yield* this.#sweeps(slice);
    else if (mayBeProven) yield { instead: await cutByPage(this.#source, slice, first.rows, UNSORTED_ROWS) };
    else yield { instead: await cutByPage(this.#source, unsteady(slice), first.rows, MOST_UNSTEADY_ROWS) };
  }

  #met(rows: readonly Row[]): Met {
    return new Tally().meet(printsOf(rows, this.#identity), rows);
  }

  /** Rows behind a full page, as far as that can be known. A count is believed only where it is more than what was seen. */
  async #countOf(slice: Slice, { rows, total = 0 }: Page): Promise<number> {
    return total > rows.length ? total : Math.max(rows.length, await this.#source.count(slice));
  }

  async *#sorted(walk: Walk): AsyncGenerator<Step> {
    try {
      yield* this.#walk(walk);
    } catch (error) {
      if (!(error instanceof DisorderError)) throw error;
      // In a list that is not sorted, the last key says nothing about which rows were delivered.
      yield* this.#otherwise(walk, error);
    }
  }

  /** Page after page. */
  async *#walk({ slice, pages, seam, first, rows }: Walk): AsyncGenerator<Step> {
    let page = first;
    let back = FIRST_STEP_BACK;
    let gaps = 0;
    for (let offset = offsetOf(slice.from); ; ) {
      const { passed } = seam;
      const joined = seam.join(page.rows, offset);
      if (joined === undefined) {
        if (++gaps > MOST_GAPS) throw new DisorderError("no page continues the one before");
        offset = Math.max(0, Math.min(offset - back, passed - OVERLAP));
        back *= 10;
        page = await pages.take(offset, 0);
        continue;
      }
      yield { rows: this.#ownOf(slice, joined), reached: isLast(page.rows) ? "done" : joined.reached };
      if (isLast(page.rows)) return;
      if (seam.passed > passed) gaps = 0;
      back = FIRST_STEP_BACK;
      pages.release();
      offset += STRIDE;
      page = await pages.take(offset, rows);
    }
  }

  /** What is not sorted after all is read in smaller windows, or until all that is counted was met. */
  async *#otherwise({ slice, pages, seam, rows }: Walk, error: DisorderError): AsyncGenerator<Step> {
    pages.close();
    const { from: _, ...bare } = slice;
    const whole: Slice = seam.met === undefined ? bare : { ...bare, delivered: seam.met };
    if (isCuttable(whole)) yield { instead: await halved(this.#source, { ...unsteady(whole), expected: rows }) };
    else if (error instanceof RepetitionError) throw unreadable(error.message);
    else yield* this.#sweeps(whole);
  }

  /** All pages, again and again, until as many rows were met as there are. */
  async *#sweeps(slice: Slice): AsyncGenerator<Step> {
    const tally = new Tally();
    for (let number = 0, clean = 0; number < MOST_SWEEPS && clean < MOST_CLEAN_SWEEPS; number++) {
      const before = tally.met;
      const counted = await this.#source.count(slice);
      const pages = this.#pages((offset) => this.#source.page(slice, offset, false));
      const { isExact } = yield* this.#sweep(slice, { tally, pages, counted });
      clean = tally.met === before ? clean + 1 : 0;
      const isCounted = tally.met === counted && counted === (await this.#source.count(slice));
      // Pages that matched all the way, twice: the list has a lasting order, and nothing moved.
      if (isCounted || (isExact && clean > 0)) return yield { rows: [], reached: "done" };
      if (counted === 0 && !isExact) break;
    }
    throw unreadable("its pages come in a new order each time, and not as many rows were met as are counted");
  }

  /** All pages of a window once: done where counts before and after prove that each row was met. */
  async *#proven(slice: WindowSlice, first: Page, pages: Prefetch): AsyncGenerator<Step> {
    const { expected: counted = 0 } = slice;
    const tally = new Tally();
    const { isExact, length, last, apart } = yield* this.#sweep(slice, { tally, pages, counted, first });
    const after = isExact ? await this.#countOf(slice, last) : 0;
    // Identical rows are met as one. But what may be identical to another has no key, and is never changed: it keeps its
    // place, so that pages that match hold all of them.
    const met = this.#identity.isKeyShared ? length : tally.met;
    if (met === counted && met === after) {
      for (const instant of apart) if (owns(slice.window, instant)) this.#seconds?.note(instant);
      return yield { rows: [], reached: "done" };
    }
    this.#unproven++;
    const whole = { ...unsteady(slice), delivered: tally };
    yield { instead: await cutByPage(this.#source, whole, first.rows, MOST_UNSTEADY_ROWS) };
  }

  /** Also gives the instants of identical rows that lie pages apart, and are there if the sweep was exact. */
  async *#sweep(
    slice: Slice,
    options: Omit<SweepOptions, "identity" | "lead">,
  ): AsyncGenerator<Step, Swept & { readonly apart: readonly Instant[] }> {
    const pages = sweep({ ...options, identity: this.#identity, lead: this.#lead });
    const apart: Instant[] = [];
    for (;;) {
      const { value, done } = await pages.next();
      if (done) return { ...value, apart };
      yield { rows: this.#ownOf(slice, value) };
      apart.push(...value.apart.flatMap((row) => this.#source.instantOf(row) ?? []));
    }
  }

  /** The rows that belong to the slice and were not delivered of it before. */
  #ownOf({ window, delivered }: Slice, { rows, copies }: Pick<Met, "rows" | "copies">): readonly Row[] {
    const left = delivered === undefined ? rows : this.#without(delivered, rows);
    if (window === undefined) return left;
    for (const row of delivered === undefined ? copies : this.#without(delivered, copies)) this.#isOwn(window, row);
    return left.filter((row) => this.#isOwn(window, row) ?? this.#undated.add(printsOf([row], this.#identity), 0));
  }

  /** Whether a row belongs to a window: then it is counted. Undefined where it has no date. */
  #isOwn(window: Interval, row: Row): boolean | undefined {
    const instant = this.#source.instantOf(row);
    if (instant === undefined) return undefined;
    const isOwn = owns(window, instant);
    if (isOwn) this.#seconds?.note(instant);
    return isOwn;
  }

  #without(delivered: Pick<Tally, "has">, rows: readonly Row[]): readonly Row[] {
    const prints = printsOf(rows, this.#identity);
    return rows.filter((_, index) => !delivered.has(prints, index));
  }
}

/** The walk through one slice. */
interface Walk {
  readonly slice: Slice;
  readonly pages: Prefetch;
  readonly seam: SortedSeam;
  readonly first: Page;
  /** How many rows the slice is thought to have. */
  readonly rows: number;
}

/** The same, to be read in windows of a page each. */
function unsteady(slice: WindowSlice): WindowSlice {
  return { ...slice, isUnsteady: true };
}

function isTooMuch(slice: Slice): slice is WindowSlice {
  return isCuttable(slice) && (slice.expected ?? 0) > (slice.isUnsteady ? MOST_UNSTEADY_ROWS : MOST_ROWS);
}

/** Where to go on in a list of which so many rows were passed. */
function offsetOf(from: ListPosition | undefined): number {
  return Math.max(0, (from?.passed ?? 0) - OVERLAP);
}
