/** How many rows a read of a stream will bring, of counts that the reading asks for anyway. */
import { PAGE_ROWS } from "../mailjet/page.ts";
import type { Slice } from "./requester.ts";

export class Estimate {
  readonly #uncounted: Set<Slice>;
  #rows = 0;

  /** @param slices all that is read. What is read in place of one of them is counted with it. */
  constructor(slices: readonly Slice[]) {
    this.#uncounted = new Set(slices);
  }

  /** So many rows are in a slice. @returns how many there are in all, once that is known and more than a page. */
  counted(slice: Slice, rows: number): number | undefined {
    if (!this.#uncounted.delete(slice)) return undefined;
    this.#rows += rows;
    return this.#uncounted.size === 0 && this.#rows > PAGE_ROWS ? this.#rows : undefined;
  }
}
