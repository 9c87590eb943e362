import { expect } from "chai";
import fc from "fast-check";
import { Random } from "../../sandbox/random.ts";
import { MailjetError } from "../../src/mailjet/errors.ts";
import { PAGE_ROWS, type Page } from "../../src/mailjet/page.ts";
import type { Row } from "../../src/mailjet/row.ts";
import { byColumn, type Order } from "../../src/sync/order.ts";
import { WHOLE } from "../../src/sync/partitions.ts";
import type { Slice } from "../../src/sync/requester.ts";
import { runAll, Slots } from "../../src/sync/slots.ts";
import { type PageSource, SliceReader } from "../../src/sync/walk.ts";
import { bounds } from "../../src/sync/windows.ts";
import type { Instant } from "../../src/time/instant.ts";
import { idOf, row } from "../support/rows.ts";

interface Manners {
  readonly includesFrom?: boolean;
  readonly includesTo?: boolean;
  /** "shuffled": each call gives another order; "by time": of rows that share a second, each call another one. */
  readonly order?: "by id" | "lasting" | "by time" | "shuffled";
  readonly ignoresOffset?: boolean;
  /** Nothing is counted: each count is 0. */
  readonly countsNothing?: boolean;
  /** Each count says that there are so many. */
  readonly countsAll?: number;
  /** So many rows change their place before each call. */
  readonly moving?: number;
  /** The column that the pages are said to be sorted by. */
  readonly sortedBy?: string;
  /** Of the first so many rows, each three are identical. */
  readonly alike?: number;
  readonly seed?: number;
}

/** A row, its instant, and its place in an order that was drawn. */
interface Placed {
  readonly one: Row;
  readonly at: Instant | undefined;
  rank: number;
}

/** A resource with rows at instants, as an API with these manners would serve it. */
class Source implements PageSource {
  readonly order: Order | undefined;
  readonly #rows: Placed[];
  readonly #instants: ReadonlyMap<Row, Instant | undefined>;
  readonly #manners: Manners;
  readonly #random: Random;
  calls = 0;

  constructor(instants: readonly (Instant | undefined)[], manners: Manners = {}) {
    this.#random = new Random(manners.seed ?? 1);
    const ranked = instants.map((instant, index) => ({
      at: instant,
      one: row(index < (manners.alike ?? 0) ? index - (index % 3) + 1 : index + 1),
      rank: this.#random.between(0, 1e9),
    }));
    if (manners.order !== "by id") ranked.sort((a, b) => a.rank - b.rank);
    this.#rows = ranked;
    this.#instants = new Map(ranked.map(({ one, at }) => [one, at]));
    this.#manners = manners;
    this.order = manners.sortedBy === undefined ? undefined : byColumn(manners.sortedBy, true);
  }

  get ids(): number[] {
    return this.#rows.map(({ one }) => idOf(one));
  }

  async page(slice: Slice, offset: number, isCounted: boolean): Promise<Page> {
    if (++this.calls > 5_000) throw new Error("The reader does not come to an end");
    const { order, ignoresOffset, moving = 0 } = this.#manners;
    for (let moved = 0; moved < moving; moved++) this.#move();
    const list = this.#matching(slice);
    if (order === "shuffled" || order === "by time") {
      for (const placed of list) placed.rank = this.#random.between(0, 1e9);
      list.sort((a, b) => a.rank - b.rank);
    }
    if (order === "by time") list.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    const start = ignoresOffset ? 0 : offset;
    const rows = list.slice(start, start + PAGE_ROWS).map(({ one }) => one);
    return { rows, total: isCounted && !this.#manners.countsNothing ? this.#countOf(list) : rows.length };
  }

  #move(): void {
    const [from, to] = [this.#random.between(0, this.#rows.length - 1), this.#random.between(0, this.#rows.length - 1)];
    this.#rows.splice(to, 0, ...this.#rows.splice(from, 1));
  }

  async count(slice: Slice): Promise<number> {
    this.calls++;
    return this.#manners.countsNothing ? 0 : this.#countOf(this.#matching(slice));
  }

  #countOf(list: readonly Placed[]): number {
    return this.#manners.countsAll ?? list.length;
  }

  instantOf(one: Row): Instant | undefined {
    return this.#instants.get(one);
  }

  /** A row without an instant comes with every window. */
  #matching({ window }: Slice): Placed[] {
    if (window === undefined) return [...this.#rows];
    const [from, to] = [Number(bounds(window).from), Number(bounds(window).to)];
    const { includesFrom, includesTo } = this.#manners;
    const matches = (at: Instant | undefined) =>
      at === undefined ||
      ((at > from || (includesFrom === true && at === from)) && (at < to || (includesTo === true && at === to)));
    return this.#rows.filter(({ at }) => matches(at));
  }
}

/** Reads the slice and whatever it is divided into, three at a time. Gives the IDs as they were delivered. */
async function readAll(source: Source, slice: Slice, reader = readerOf(source)): Promise<number[]> {
  const ids: number[] = [];
  await runAll([slice], 3, async (one) => {
    for await (const step of reader.read(one)) {
      if ("instead" in step) return step.instead;
      ids.push(...step.rows.map(idOf));
    }
    return [];
  });
  return ids;
}

function readerOf(source: Source): SliceReader {
  return new SliceReader({ source, identity: { primaryKey: ["ID"], isKeyShared: false }, slots: new Slots(5) });
}

const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b);
const START = Date.UTC(2026, 0, 1) / 1_000;
const DAY = { partition: WHOLE, window: { start: START, end: START + 86_400 } };

/** Instants of the day, some of them in a crowd that shares one second. */
function instants(count: number, crowd: number): Instant[] {
  const random = new Random(count);
  return Array.from({ length: count }, (_, index) =>
    index < crowd ? START + 40_000 : START + random.between(0, 86_399),
  );
}

describe("SliceReader, of a window", () => {
  it("delivers each row of the window once, and none of its neighbours', under all manners", async () => {
    const size = fc.record({ count: fc.integer({ min: 0, max: 4_500 }), crowd: fc.nat(2_500) });
    const manners = fc.record({
      includesFrom: fc.boolean(),
      includesTo: fc.boolean(),
      order: fc.constantFrom("by id" as const, "lasting" as const, "by time" as const),
      moving: fc.constantFrom(0, 5),
    });
    const check = async (days: { count: number; crowd: number }, how: Manners) => {
      // More rows of one second than a page holds, in a new order each time, cannot be put together.
      if (how.order === "by time" && days.crowd > 900) return;
      const edges = [START - 1, START, START + 86_399, START + 86_400];
      const source = new Source([...edges, ...instants(days.count, days.crowd)], how);
      const own = source.ids.filter((id) => id !== 1 && id !== 4);
      expect(sorted(await readAll(source, DAY))).to.deep.equal(sorted(own));
    };
    await fc.assert(fc.asyncProperty(size, manners, check), { numRuns: 40 });
  });

  it("divides a window that holds more than twenty pages, by counting alone", async () => {
    const source = new Source(instants(45_000, 0));
    const ids = await readAll(source, DAY);
    expect(new Set(ids).size).to.equal(45_000);
    expect(ids).to.have.length(45_000);
  });

  it("pages through one second that holds thousands of rows", async () => {
    const source = new Source(instants(25_000, 24_000), { order: "lasting" });
    expect(sorted(await readAll(source, DAY))).to.deep.equal(sorted(source.ids));
  });

  it("makes windows of a page each where pages have no lasting order, and delivers each row once", async () => {
    const source = new Source(instants(6_000, 300), { order: "shuffled" });
    expect(sorted(await readAll(source, DAY))).to.deep.equal(sorted(source.ids));
  });

  it("does the same where 'Offset' is ignored", async () => {
    const source = new Source(instants(6_000, 300), { ignoresOffset: true });
    expect(sorted(await readAll(source, DAY))).to.deep.equal(sorted(source.ids));
  });

  it("meets every row of one second that comes in a new order with each call", async () => {
    const source = new Source(instants(4_000, 3_500), { order: "shuffled" });
    expect(sorted(await readAll(source, DAY))).to.deep.equal(sorted(source.ids));
  });

  it("counts identical rows of one second too, which seldom come in one page", async () => {
    for (let seed = 1; seed <= 15; seed++) {
      const source = new Source(instants(2_000, 1_900), { order: "shuffled", alike: 30, seed });
      expect(sorted(await readAll(source, DAY))).to.deep.equal([...new Set(sorted(source.ids))]);
    }
  });

  it("notes every row that the API counts, identical ones that lie pages apart among them", async () => {
    const noted = async (manners: Manners) => {
      const all = [START - 1, ...instants(6_000, 700)];
      const source = new Source(all, { alike: 600, ...manners });
      let notes = 0;
      const identity = { primaryKey: ["ID"], isKeyShared: true };
      const seconds = { note: () => void notes++ };
      await readAll(source, DAY, new SliceReader({ source, identity, slots: new Slots(5), seconds }));
      return notes;
    };
    for (const order of ["lasting", "by id", "by time"] as const) expect(await noted({ order }), order).to.equal(6_000);
    for (let seed = 1; seed <= 10; seed++) {
      expect(await noted({ order: "shuffled", seed })).to.be.at.most(6_000);
      expect(await noted({ order: "lasting", moving: 3, seed })).to.be.at.most(6_000);
      expect(await noted({ order: "lasting", countsNothing: true, seed })).to.be.at.most(6_000);
    }
  });

  it("fails where even one second cannot be put together: rows would be lost", async () => {
    for (const manners of [{ order: "shuffled", countsNothing: true }, { ignoresOffset: true }] as const) {
      const source = new Source(instants(4_000, 3_500), manners);
      const error = await readAll(source, DAY).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(MailjetError).and.include({ trouble: "inconsistent" });
    }
  });

  it("delivers a row whose cursor is no date once, with whichever window meets it first", async () => {
    const source = new Source([undefined, ...instants(30_000, 0)]);
    expect((await readAll(source, DAY)).filter((id) => id === 1)).to.deep.equal([1]);
  });

  it("meets every row of thousands that change their places all the time", async () => {
    for (const sortedBy of ["ID", undefined]) {
      const source = new Source(instants(20_000, 0), { order: "lasting", moving: 200, ...(sortedBy && { sortedBy }) });
      expect(sorted(await readAll(source, DAY))).to.deep.equal(sorted(source.ids));
    }
  });

  it("needs no counts to be right", async () => {
    for (const manners of [{ order: "by id" }, { order: "by time" }, { order: "lasting", moving: 5 }] as const) {
      const source = new Source(instants(12_000, 800), { ...manners, countsNothing: true });
      expect(sorted(await readAll(source, DAY)), manners.order).to.deep.equal(sorted(source.ids));
    }
  });

  it("asks once for each page's worth of rows where they are sorted, and once more for the overlaps", async () => {
    const source = new Source(instants(50_000, 0), { order: "by id", sortedBy: "ID" });
    expect(await readAll(source, DAY)).to.have.length(50_000);
    expect(source.calls).to.equal(51);
  });

  it("asks as often in any other order that lasts, where a count proves that nothing was lost", async () => {
    for (const order of ["by id", "by time", "lasting"] as const) {
      const source = new Source(instants(20_000, 0), { order });
      expect(await readAll(source, DAY)).to.have.length(20_000);
      expect(source.calls, order).to.be.at.most(1.05 * 20 + 2);
    }
  });

  it("asks less than twice as often in an order that does not last", async () => {
    const source = new Source(instants(50_000, 0), { order: "shuffled" });
    expect(await readAll(source, DAY)).to.have.length(50_000);
    expect(source.calls).to.be.below(100);
  });

  it("tries no third window by counting where two were not what their counts said", async () => {
    const source = new Source(instants(20_000, 0), { order: "lasting", countsAll: 25_000 });
    const reader = readerOf(source);
    const calls: number[] = [];
    for (let times = 0; times < 3; times++) {
      const before = source.calls;
      expect(await readAll(source, DAY, reader)).to.have.length(20_000);
      calls.push(source.calls - before);
    }
    const [first = 0, second, third] = calls;
    expect(second).to.equal(first);
    expect(third).to.be.at.most(first - 20);
  });

  it("asks once for a window of less than a page", async () => {
    const source = new Source(instants(999, 0));
    await readAll(source, DAY);
    expect(source.calls).to.equal(1);
  });
});

describe("SliceReader, of a list", () => {
  const LIST = { partition: WHOLE };

  it("delivers each row once, sorted or not", async () => {
    for (const manners of [{ order: "by id", sortedBy: "ID" }, { order: "lasting" }] as const) {
      for (const count of [0, 999, 1_000, 5_500]) {
        const source = new Source(instants(count, 0), manners);
        expect(sorted(await readAll(source, LIST))).to.deep.equal(sorted(source.ids));
      }
    }
  });

  it("meets rows that change their places, by reading it again until nothing new turns up", async () => {
    const source = new Source(instants(5_500, 0), { order: "lasting", moving: 2 });
    expect(sorted(await readAll(source, LIST))).to.deep.equal(sorted(source.ids));
  });

  it("goes on where an earlier read had got, and steps back where rows before have gone", async () => {
    const source = new Source(instants(5_500, 0), { order: "by id", sortedBy: "ID" });
    const ids = await readAll(source, { ...LIST, from: { id: "3000", passed: 3_400 } });
    expect(ids).to.deep.equal(source.ids.filter((id) => id > 3_000));
    expect(source.calls).to.be.below(15);
  });

  it("begins anew where it can no longer be gone on with", async () => {
    const source = new Source(instants(2_500, 0), { order: "lasting", sortedBy: "ID" });
    const ids = await readAll(source, { ...LIST, from: { id: "1000", passed: 1_000 } });
    expect(sorted(ids)).to.deep.equal(sorted(source.ids));
  });

  it("notices that it is not sorted as asked, and delivers each row once all the same", async () => {
    const source = new Source(instants(5_500, 0), { order: "lasting", sortedBy: "ID" });
    expect(sorted(await readAll(source, LIST))).to.deep.equal(sorted(source.ids));
  });

  it("meets every row once where pages come in a new order with each call", async () => {
    for (const manners of [{ order: "shuffled" }, { order: "shuffled", sortedBy: "ID" }] as const) {
      const source = new Source(instants(5_500, 0), manners);
      expect(sorted(await readAll(source, LIST))).to.deep.equal(sorted(source.ids));
      expect(source.calls).to.be.below(6 * 30);
    }
  });

  it("fails where nothing proves that all were met, or pages are all the same: rows would be lost", async () => {
    const shuffled = { order: "shuffled", countsNothing: true } as const;
    for (const manners of [shuffled, { ignoresOffset: true, order: "by id", sortedBy: "ID" } as const]) {
      const source = new Source(instants(5_500, 0), manners);
      const error = await readAll(source, LIST).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(MailjetError).and.include({ trouble: "inconsistent" });
    }
  });

  it("waits for no slot while it holds one: many lists in no order, side by side, come to their end", async () => {
    const identity = { primaryKey: ["ID"], isKeyShared: false };
    const slots = new Slots(2);
    const reads = Array.from({ length: 6 }, async () => {
      const source = new Source(instants(2_500, 0), { order: "lasting" });
      let met = 0;
      for await (const step of new SliceReader({ source, identity, slots }).read(LIST)) {
        if ("rows" in step) met += step.rows.length;
        // Other reads go on while this one's rows are written.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return met;
    });
    expect(await Promise.all(reads)).to.deep.equal(reads.map(() => 2_500));
  });
});
