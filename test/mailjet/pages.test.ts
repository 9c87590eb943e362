import { expect } from "chai";
import fc from "fast-check";
import { Random } from "../../sandbox/random.ts";
import { identify, SeenMemory, SortedMemory } from "../../src/mailjet/memory.ts";
import {
  DisorderError,
  type FetchPage,
  type Memory,
  PAGE_ROWS,
  pages,
  RepetitionError,
} from "../../src/mailjet/pages.ts";
import type { Row } from "../../src/mailjet/row.ts";
import { idOf, row, rows, server } from "../support/rows.ts";

const seen = () => new SeenMemory(identify(["ID"]));
const sorted = () => new SortedMemory("ID");

async function walk(fetchPage: FetchPage, memory: Memory): Promise<number[]> {
  const ids: number[] = [];
  for await (const page of pages(fetchPage, memory)) ids.push(...page.map(idOf));
  return ids;
}

describe("pages(), of a resource that ignores Limit", () => {
  for (const length of [PAGE_ROWS + 1, 1_500, 3_000]) {
    it(`takes an answer of ${length} rows for the whole list`, async () => {
      let calls = 0;
      const fetchPage = async () => {
        calls++;
        return rows(length);
      };
      expect(await walk(fetchPage, seen())).to.have.length(length);
      expect(calls).to.equal(1);
    });
  }
});

const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

/** Something that happens to the list between two calls: rows go, from this place on, and others come. */
const aChange = fc.record({ at: fc.nat(6_000), gone: fc.nat(1_500), come: fc.nat(30) });

/**
 * A list that keeps its order while the changes happen, one after each call. Rows come in anywhere when it is not
 * sorted by ID; new IDs are the highest.
 */
function moving(count: number, changes: readonly { at: number; gone: number; come: number }[], isSorted: boolean) {
  const list = rows(count);
  const removed = new Set<number>();
  let next = count + 1;
  const happen = (call: number) => {
    const change = changes[call - 1];
    if (change === undefined) return;
    for (const gone of list.splice(change.at % (list.length + 1), change.gone)) removed.add(idOf(gone));
    const added = rows(change.come, next);
    next += change.come;
    list.splice(isSorted ? list.length : change.at % (list.length + 1), 0, ...added);
  };
  return {
    fetchPage: server(list, PAGE_ROWS, happen),
    lasting: () =>
      rows(count)
        .map(idOf)
        .filter((id) => !removed.has(id)),
  };
}

describe("pages()", () => {
  it("meets every row of a list of any length once, and stops on a short page", async () => {
    for (const count of [0, 1, 999, 1_000, 1_001, 1_999, 2_000, 3_500]) {
      for (const memory of [seen(), sorted()]) {
        expect(await walk(server(rows(count), PAGE_ROWS), memory)).to.deep.equal(rows(count).map(idOf));
      }
    }
  });

  for (const [name, memory, isSorted] of [
    ["sorted by ID", sorted, true],
    ["in another lasting order", seen, false],
  ] as const) {
    it(`meets every row that is there throughout, once, while others come and go: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(6_000), fc.array(aChange, { maxLength: 8 }), async (count, changes) => {
          const { fetchPage, lasting } = moving(count, changes, isSorted);
          const met = await walk(fetchPage, memory());
          expect(new Set(met).size).to.equal(met.length);
          const had = new Set(met);
          expect(lasting().filter((id) => !had.has(id))).to.deep.equal([]);
        }),
        { numRuns: 200 },
      );
    });
  }

  it("steps back when rows before its place are deleted, so that none is skipped", async () => {
    const list = rows(3_000);
    const fetchPage = server(list, PAGE_ROWS, (call) => {
      if (call === 1) list.splice(0, 700);
    });
    const ids = await walk(fetchPage, seen());
    expect(ids).to.deep.equal(rows(3_000).map(idOf));
  });

  it("begins anew when everything it had seen is gone", async () => {
    const list = rows(3_000);
    const fetchPage = server(list, PAGE_ROWS, (call) => {
      if (call === 1) list.splice(0, 1_500);
    });
    const ids = await walk(fetchPage, sorted());
    expect(ids.slice(PAGE_ROWS)).to.deep.equal(rows(1_500, 1_501).map(idOf));
  });

  it("fails instead of turning in a circle when 'Offset' is ignored", async () => {
    const same = rows(PAGE_ROWS);
    for (const memory of [seen(), sorted()]) {
      expect(await refusal(walk(async () => same, memory))).to.be.instanceOf(RepetitionError);
    }
  });

  it("fails when each call gives another order", async () => {
    const order = new Random(1);
    const shuffled = () =>
      rows(5_000)
        .map((one) => ({ one, rank: order.between(0, 1_000_000) }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ one }) => one);
    const fetchPage: FetchPage = async (offset) => shuffled().slice(offset, offset + PAGE_ROWS);
    expect(await refusal(walk(fetchPage, seen()))).to.be.instanceOf(DisorderError);
  });

  it("fails when a page is not sorted as asked, before any of its rows is passed on", async () => {
    const list = rows(3_000).reverse();
    const ids: number[] = [];
    const reading = (async () => {
      for await (const page of pages(server(list, PAGE_ROWS), sorted())) ids.push(...page.map(idOf));
    })();
    expect(await refusal(reading)).to.be.instanceOf(DisorderError);
    expect(ids).to.be.empty;
  });

  it("takes identical rows that stand apart for one row, not for disorder", async () => {
    const twins: Row[] = rows(2_500).flatMap((one, index) => (index % 100 === 50 ? [one, row(1)] : [one]));
    expect(await walk(server(twins, PAGE_ROWS), seen())).to.deep.equal(rows(2_500).map(idOf));
  });
});
