import { expect } from "chai";
import fc from "fast-check";
import type { ListPosition } from "../../src/airbyte/state.ts";
import { PAGE_ROWS, type Page } from "../../src/mailjet/page.ts";
import { byColumn, type Order } from "../../src/sync/order.ts";
import { WHOLE } from "../../src/sync/partitions.ts";
import type { Slice } from "../../src/sync/requester.ts";
import { runAll, Slots } from "../../src/sync/slots.ts";
import { type PageSource, SliceReader } from "../../src/sync/walk.ts";
import { idOf, row, rows } from "../support/rows.ts";

/** Something that happens to the list between two calls: rows go, from this place on, and others come. */
const aChange = fc.record({ at: fc.nat(6_000), gone: fc.nat(1_500), come: fc.nat(30) });
type Change = { readonly at: number; readonly gone: number; readonly come: number };

/** When the row with an ID happened: in the order of the IDs, or here and there. */
type Times = (id: number) => number;
const inOrder: Times = (id) => id;
const scattered: Times = (id) => (id * 7_919) % 1_000_003;

/** A list that keeps its order while changes happen, one after each call for a page. Each of its rows has its own second. */
class MovingList implements PageSource {
  readonly order: Order | undefined;
  readonly removed = new Set<number>();
  readonly #list = [...rows(0)];
  readonly #changes: readonly Change[];
  readonly #count: number;
  #next: number;
  calls = 0;

  readonly #timeOf: Times;

  constructor(count: number, changes: readonly Change[], order: Order | undefined, timeOf: Times = inOrder) {
    this.#timeOf = timeOf;
    this.#count = count;
    this.#list = rows(count);
    this.#next = count + 1;
    this.#changes = changes;
    this.order = order;
  }

  async page({ window }: Slice, offset: number): Promise<Page> {
    if (this.calls++ > 0) this.#happen(this.#changes[this.calls - 2]);
    if (this.calls > 2_000) throw new Error("The reader does not come to an end");
    const list = this.#matching(window);
    return { rows: list.slice(offset, offset + PAGE_ROWS), total: list.length };
  }

  async count({ window }: Slice): Promise<number> {
    return this.#matching(window).length;
  }

  instantOf(one: ReturnType<typeof row>): number {
    return this.#timeOf(idOf(one));
  }

  /** The IDs of the rows that were there all the time. */
  get lasting(): number[] {
    return rows(this.#count)
      .map(idOf)
      .filter((id) => !this.removed.has(id));
  }

  #matching(window: Slice["window"]) {
    if (window === undefined) return this.#list;
    return this.#list.filter((one) => this.instantOf(one) >= window.start && this.instantOf(one) < window.end);
  }

  #happen(change: Change | undefined): void {
    if (change === undefined) return;
    const at = change.at % (this.#list.length + 1);
    for (const gone of this.#list.splice(at, change.gone)) this.removed.add(idOf(gone));
    const come = rows(change.come, this.#next);
    this.#next += change.come;
    // New IDs are the highest; in another order they come in anywhere.
    this.#list.splice(this.order === undefined ? at : this.#list.length, 0, ...come);
  }
}

async function read(source: PageSource, slice: Slice, isKeyShared = false): Promise<number[]> {
  const ids: number[] = [];
  const reader = new SliceReader({ source, identity: { primaryKey: ["ID"], isKeyShared }, slots: new Slots(3) });
  await runAll([slice], 2, async (one) => {
    for await (const step of reader.read(one)) {
      if ("instead" in step) return step.instead;
      ids.push(...step.rows.map(idOf));
    }
    return [];
  });
  return ids;
}

const WINDOW = { partition: WHOLE, window: { start: 0, end: 1_000_003 } };
const BY_KEY = { primaryKey: ["ID"], isKeyShared: false };
const BY_ID = byColumn("ID", true);

describe("Lists that change while they are read", () => {
  for (const [name, order, slice, timeOf, isKeyShared] of [
    ["a list sorted by ID", BY_ID, { partition: WHOLE }, inOrder, false],
    ["a window sorted by ID", BY_ID, WINDOW, inOrder, false],
    ["a window sorted by what rows may share", byColumn("ID", false), WINDOW, inOrder, false],
    ["a window sorted by time", undefined, WINDOW, inOrder, false],
    ["a window in an order of its own", undefined, WINDOW, scattered, false],
    ["a window in an order of its own, of rows without a key", undefined, WINDOW, scattered, true],
  ] as const) {
    it(`lose no row that is there throughout, and give it once: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(6_000), fc.array(aChange, { maxLength: 8 }), async (count, changes) => {
          const source = new MovingList(count, changes, order, timeOf);
          const met = await read(source, slice, isKeyShared);
          const had = new Set(met);
          expect(had.size).to.equal(met.length);
          expect(source.lasting.filter((id) => !had.has(id))).to.deep.equal([]);
        }),
        { numRuns: 150 },
      );
    });
  }

  it("may give the same page from further back", async () => {
    const changes = [
      { at: 0, gone: 10, come: 10 },
      { at: 0, gone: 100, come: 0 },
    ];
    const source = new MovingList(1_990, changes, BY_ID);
    const met = await read(source, { partition: WHOLE });
    expect(met).to.deep.equal(rows(2_000).map(idOf));
  });

  it("are begun anew when everything that was seen is gone", async () => {
    const source = new MovingList(3_000, [{ at: 0, gone: 1_500, come: 0 }], BY_ID);
    const met = await read(source, { partition: WHOLE });
    expect(met.slice(PAGE_ROWS)).to.deep.equal(rows(1_500, 1_501).map(idOf));
  });
});

describe("Lists of rows that share what they are sorted by", () => {
  it("are read to the last row, wherever a page ends", async () => {
    for (const shared of [2, 7, 12, 300]) {
      const list = Array.from({ length: 5_000 }, (_, index) => row(Math.floor(index / shared) + 1, { N: `${index}` }));
      const source: PageSource = {
        order: byColumn("ID", false),
        page: async (_, offset) => ({ rows: list.slice(offset, offset + PAGE_ROWS), total: list.length }),
        count: async () => list.length,
        instantOf: () => 1,
      };
      expect(await read(source, { partition: WHOLE }, true)).to.deep.equal(list.map(idOf));
    }
  });
});

describe("Windows that an earlier read had begun", () => {
  it("are gone on with from each of their pages, and no row comes twice", async () => {
    const positions = async (order: Order | undefined) => {
      const source = new MovingList(4_500, [], order);
      const reader = new SliceReader({ source, identity: BY_KEY, slots: new Slots(3) });
      const found: { from: ListPosition; met: number }[] = [];
      let met = 0;
      for await (const step of reader.read(WINDOW)) {
        if ("instead" in step) throw new Error("The window cannot be read as it is");
        met += step.rows.length;
        if (step.reached !== undefined && step.reached !== "done") found.push({ from: step.reached, met });
      }
      return found;
    };
    for (const order of [BY_ID]) {
      const found = await positions(order);
      expect(found).to.have.length(4);
      for (const { from, met } of found) {
        const source = new MovingList(4_500, [], order);
        const ids = await read(source, { ...WINDOW, from });
        expect(ids, JSON.stringify(from)).to.deep.equal(rows(4_500 - met, met + 1).map(idOf));
      }
    }
  });
});

describe("Identical rows", () => {
  it("are one row, wherever they stand, and are counted as often as they come together", async () => {
    const twins = rows(2_500).flatMap((one, index) => (index % 100 === 50 ? [one, row(idOf(one))] : [one]));
    let calls = 0;
    const source: PageSource = {
      order: undefined,
      page: async (_, offset) => {
        calls++;
        return { rows: twins.slice(offset, offset + PAGE_ROWS), total: twins.length };
      },
      count: async () => twins.length,
      instantOf: () => 1,
    };
    expect(await read(source, { partition: WHOLE }, true)).to.deep.equal(rows(2_500).map(idOf));
    expect(calls).to.equal(4);
  });
});

describe("A resource that ignores Limit", () => {
  for (const length of [PAGE_ROWS + 1, 1_500, 3_000]) {
    it(`gives the whole list at once, of ${length} rows`, async () => {
      let calls = 0;
      const source: PageSource = {
        order: undefined,
        page: async () => {
          calls++;
          return { rows: rows(length), total: length };
        },
        count: async () => length,
        instantOf: () => 1,
      };
      expect(await read(source, WINDOW)).to.have.length(length);
      expect(calls).to.equal(1);
    });
  }
});
