/**
 * The pages of one list, the next ones fetched while the reader is busy with those before. Each page holds a slot from
 * its request on until its rows are written: a slow reader of stdout keeps no more than so many pages waiting.
 */
import type { Page } from "../mailjet/page.ts";
import { OVERLAP, STRIDE } from "./seam.ts";
import type { Slots } from "./slots.ts";

export class PagesAhead {
  readonly #fetchPage: (offset: number) => Promise<Page>;
  readonly #slots: Slots;
  /** Pages that were asked for and not taken yet, by offset; each holds a slot. */
  readonly #waiting = new Map<number, Promise<Page>>();
  /** Whether the page that was taken last holds its slot still. */
  #isHolding = false;

  constructor(fetchPage: (offset: number) => Promise<Page>, slots: Slots) {
    this.#fetchPage = fetchPage;
    this.#slots = slots;
  }

  /**
   * The page at an offset. Those behind it are asked for too, as far as slots are idle.
   * @param rows how many rows the list is thought to have: beyond them nothing is fetched ahead.
   */
  async take(offset: number, rows: number): Promise<Page> {
    let page = this.#waiting.get(offset);
    if (page === undefined) {
      // The walk has stepped back, or begins: what was fetched ahead is not what comes next.
      this.#drop();
      if (!this.#isHolding) await this.#slots.take();
      page = this.#fetchPage(offset);
    } else {
      this.release();
      this.#waiting.delete(offset);
    }
    this.#isHolding = true;
    for (let next = offset + STRIDE; next + OVERLAP <= rows; next += STRIDE) {
      if (this.#waiting.has(next)) continue;
      if (!this.#slots.tryTake()) break;
      this.#waiting.set(next, this.#begin(next));
    }
    return page;
  }

  #begin(offset: number): Promise<Page> {
    const page = this.#fetchPage(offset);
    // Whoever takes the page sees its error; one that nobody takes has nothing to say.
    page.catch(() => {});
    return page;
  }

  /** The rows of the page that was taken last are written. */
  release(): void {
    if (this.#isHolding) this.#slots.release();
    this.#isHolding = false;
  }

  /** No page is needed any more. */
  close(): void {
    this.#drop();
    this.release();
  }

  #drop(): void {
    for (const _ of this.#waiting) this.#slots.release();
    this.#waiting.clear();
  }
}
