/** How much of what a read of a stream has to do is done: of rows that were counted, or of its parts. */
import type { Share } from "../progress/facts.ts";
import { ROWS, ROWS_LOOKED_THROUGH } from "../progress/sentences.ts";
import type { Slice } from "./requester.ts";

export interface SharesOptions {
  /** All that is read, partition by partition. What is read in place of one of them is part of it. */
  readonly slices: readonly Slice[];
  /** What a part is called, e.g. "campaigns". */
  readonly parts: string;
  /** Whether all rows are delivered that are read. */
  readonly areAllWanted: boolean;
}

/** A partition, or a window where there is one partition only. */
type Part = string | Slice;

export class Shares {
  readonly #options: SharesOptions;
  readonly #uncounted: Set<Slice>;
  readonly #arePartitions: boolean;
  /** How many slices are left to read in a part; absent: one. */
  readonly #left = new Map<Part, number>();
  /** Of slices that are read in place of another one. */
  readonly #partOf = new Map<Slice, Slice>();
  #counted = 0;
  #met = 0;
  #parts = 0;
  #done = 0;

  constructor(options: SharesOptions) {
    const { slices } = options;
    this.#options = options;
    this.#uncounted = new Set(slices);
    this.#arePartitions = slices.some(({ partition }) => partition.key !== slices[0]?.partition.key);
    for (const [index, slice] of slices.entries()) {
      const part = this.#part(slice);
      const before = slices[index - 1];
      if (before !== undefined && this.#part(before) === part) this.#add(part, 1);
      else this.#parts++;
    }
  }

  /** So many rows are in a slice. @returns how many will be delivered in all, once that is known. */
  counted(slice: Slice, rows: number): number | undefined {
    if (!this.#uncounted.delete(slice)) return undefined;
    this.#counted += rows;
    return this.#uncounted.size === 0 && this.#options.areAllWanted ? this.#counted : undefined;
  }

  /** So many rows more were read. */
  met(rows: number): void {
    this.#met += rows;
  }

  /** In place of a slice these are read. */
  cut(slice: Slice, instead: readonly Slice[]): void {
    const part = this.#part(slice);
    if (typeof part !== "string") for (const one of instead) this.#partOf.set(one, part);
    this.#add(part, instead.length - 1);
  }

  /** A slice was read to its end. */
  done(slice: Slice): void {
    const part = this.#part(slice);
    this.#partOf.delete(slice);
    this.#add(part, -1);
    if (this.#left.get(part) !== 0) return;
    this.#left.delete(part);
    this.#done++;
  }

  /** Undefined where it is not known. */
  get share(): Share | undefined {
    const { parts, areAllWanted } = this.#options;
    if (this.#uncounted.size === 0 && this.#counted > 0)
      return { done: this.#met, of: this.#counted, what: areAllWanted ? ROWS : ROWS_LOOKED_THROUGH };
    return this.#parts > 1 ? { done: this.#done, of: this.#parts, what: parts } : undefined;
  }

  #part(slice: Slice): Part {
    return this.#arePartitions ? slice.partition.key : (this.#partOf.get(slice) ?? slice);
  }

  #add(part: Part, slices: number): void {
    this.#left.set(part, (this.#left.get(part) ?? 1) + slices);
  }
}
