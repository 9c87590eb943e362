/** All pages of a list in no known order, once: in an order that lasts, each begins with the last rows of the one before. */
import { isLast, type Page } from "../mailjet/page.ts";
import type { Row } from "../mailjet/row.ts";
import { RepetitionError, unreadable } from "./disorder.ts";
import { type Identity, type Met, type PagePrints, printsOf, type Tally } from "./fingerprints.ts";
import type { Prefetch } from "./prefetch.ts";
import { isSamePage, OVERLAP, overlapOf, STRIDE } from "./seam.ts";
import type { Slots } from "./slots.ts";

export interface SweepOptions {
  /** Of rows that were met before; those of the sweep are added. */
  readonly tally: Tally;
  readonly identity: Identity;
  readonly pages: Prefetch;
  /** How many rows the list is said to have. */
  readonly counted: number;
  /** The first page, where it has been fetched: then the sweep goes on only as far as pages match. */
  readonly first?: Page;
  /** A sweep with a first page goes on behind it when those before have asked for all of their pages. */
  readonly lead: Slots;
}

export interface Swept {
  /** Whether each page began with the last rows of the one before, and no others. */
  readonly isExact: boolean;
  /** Rows in the list, as far as it is. */
  readonly length: number;
  readonly last: Page;
}

/** What a page adds to those before it. */
export interface SweptPage extends Met {
  /** Rows at places of their own, if all pages match, that are identical to others: no page shows how many there are. */
  readonly apart: readonly Row[];
}

/**
 * Yields what was not met before, page by page.
 * @throws {MailjetError} "inconsistent" when the same page comes twice.
 */
export async function* sweep(options: SweepOptions): AsyncGenerator<SweptPage, Swept> {
  const turn = new Turn(options.lead, options.first !== undefined);
  try {
    return yield* pageByPage(options, turn);
  } finally {
    options.pages.close();
    turn.end();
  }
}

async function* pageByPage(options: SweepOptions, turn: Turn): AsyncGenerator<SweptPage, Swept> {
  const { tally, identity, pages, counted, first } = options;
  let before: PagePrints | undefined;
  let isExact = true;
  for (let offset = 0; ; offset += STRIDE) {
    const page = offset === 0 && first ? first : await pages.take(offset, counted);
    if (offset > 0 && pages.isAllAsked) turn.end();
    const prints = printsOf(page.rows, identity);
    isExact &&= before === undefined || overlapOf(before, prints) === OVERLAP;
    if (first && !isExact) return { isExact, length: 0, last: page };
    const isRepeated = before !== undefined && !isLast(page.rows) && isSamePage(before, prints);
    if (isRepeated) throw unreadable(new RepetitionError().message);
    before = prints;
    const met = tally.meet(prints, page.rows);
    const shared = offset === 0 ? 0 : OVERLAP;
    yield { ...met, apart: met.known.flatMap((index) => (index < shared ? [] : (page.rows[index] ?? []))) };
    pages.release();
    if (isLast(page.rows)) return { isExact, length: offset + page.rows.length, last: page };
    await turn.begin();
  }
}

/** A sweep's turn to ask for pages. */
class Turn {
  readonly #lead: Slots;
  #is: "not needed" | "to come" | "now" | "over";

  constructor(lead: Slots, isNeeded: boolean) {
    this.#lead = lead;
    this.#is = isNeeded ? "to come" : "not needed";
  }

  async begin(): Promise<void> {
    if (this.#is !== "to come") return;
    await this.#lead.take();
    this.#is = "now";
  }

  end(): void {
    if (this.#is === "now") this.#lead.release();
    this.#is = "over";
  }
}
