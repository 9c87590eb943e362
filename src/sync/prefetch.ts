/**
 * The pages of one list, the next ones fetched while the reader is busy with those before. Each page holds a slot from
 * its request on until its rows are written: a slow reader of stdout keeps no more than so many pages waiting.
 */
import type { Page } from "../mailjet/page.ts";
import { OVERLAP, STRIDE } from "./seam.ts";
import type { Slots } from "./slots.ts";

/** Waits for a slot, and tells whoever wants to know of it. */
export type AwaitSlot = (slot: Promise<void>) => Promise<void>;

export class Prefetch {
  readonly #fetchPage: (offset: number) => Promise<Page>;
  readonly #slots: Slots;
  readonly #awaitSlot: AwaitSlot;
  /** Pages that were asked for and not taken yet, by offset; each holds a slot. */
  readonly #waiting = new Map<number, Promise<Page>>();
  /** Whether the page that was taken last holds its slot still. */
  #isHolding = false;
  /** The offset to ask for next, and how many rows the list is thought to have: beyond them nothing is fetched ahead. */
  #next = 0;
  #rows = 0;

  constructor(fetchPage: (offset: number) => Promise<Page>, slots: Slots, awaitSlot: AwaitSlot = (slot) => slot) {
    this.#fetchPage = fetchPage;
    this.#slots = slots;
    this.#awaitSlot = awaitSlot;
  }

  /**
   * The page at an offset. Those behind it are asked for too, now and whenever a slot is idle.
   * @param rows how many rows the list is thought to have.
   */
  async take(offset: number, rows: number): Promise<Page> {
    let page = this.#waiting.get(offset);
    if (page === undefined) {
      // The walk has stepped back, or begins: what was fetched ahead is not what comes next.
      this.#drop();
      if (!this.#isHolding) await this.#awaitSlot(this.#slots.take());
      page = this.#fetchPage(offset);
      this.#next = offset + STRIDE;
    } else {
      this.release();
      this.#waiting.delete(offset);
    }
    this.#isHolding = true;
    this.#rows = rows;
    this.#slots.offer(this.#ask);
    this.#ask();
    return page;
  }

  /** Whether no page behind those that were asked for is thought to come. */
  get isAllAsked(): boolean {
    return this.#next + OVERLAP > this.#rows;
  }

  readonly #ask = (): void => {
    while (!this.isAllAsked && this.#slots.tryTake()) {
      const page = this.#fetchPage(this.#next);
      // Whoever takes the page sees its error; one that nobody takes has nothing to say.
      page.catch(() => {});
      this.#waiting.set(this.#next, page);
      this.#next += STRIDE;
    }
    if (this.isAllAsked) this.#slots.offerNoMore(this.#ask);
  };

  /** The rows of the page that was taken last are written. */
  release(): void {
    if (!this.#isHolding) return;
    this.#isHolding = false;
    this.#slots.release();
  }

  /** No page is needed any more. */
  close(): void {
    this.#drop();
    this.release();
  }

  #drop(): void {
    this.#slots.offerNoMore(this.#ask);
    const { size } = this.#waiting;
    this.#waiting.clear();
    for (let left = size; left > 0; left--) this.#slots.release();
  }
}
