import { expect } from "chai";
import fc from "fast-check";
import { Random } from "../../sandbox/random.ts";
import { identify, SeenMemory } from "../../src/mailjet/memory.ts";
import { DisorderError, PAGE_ROWS } from "../../src/mailjet/pages.ts";
import type { Row } from "../../src/mailjet/row.ts";
import { sweeps } from "../../src/mailjet/sweeps.ts";
import { idOf, rows } from "../support/rows.ts";

/** Sweeps a list that is shuffled, and changed, before each call. */
async function sweepAll(list: Row[], seed: number, options: { happen?: (list: Row[]) => void; counts?: boolean } = {}) {
  const random = new Random(seed);
  let calls = 0;
  const fetchPage = async (offset: number) => {
    if (++calls > 5_000) throw new Error("The reader does not come to an end");
    options.happen?.(list);
    return random.shuffled(list).slice(offset, offset + PAGE_ROWS);
  };
  const memory = new SeenMemory(identify(["ID"]));
  const ids: number[] = [];
  const count = async () => (options.counts === false ? 0 : list.length);
  for await (const page of sweeps(fetchPage, memory, count)) ids.push(...page.map(idOf));
  return ids;
}

describe("sweeps()", () => {
  it("meets every row once, whatever the order of each call", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4_500 }), fc.nat(), async (length, seed) => {
        const ids = await sweepAll(rows(length), seed);
        expect(ids).to.have.length(length);
        expect(new Set(ids).size).to.equal(length);
      }),
      { numRuns: 20 },
    );
  });

  it("meets every row that stays, while others come and go", async () => {
    let next = 10_001;
    const happen = (list: Row[]) => {
      if (next > 10_020) return;
      list.splice(next % list.length, 1);
      list.push(...rows(1, next++));
    };
    const list = rows(2_500);
    const met = new Set(await sweepAll(list, 7, { happen }));
    expect(list.filter((row) => !met.has(idOf(row)))).to.be.empty;
  });

  it("fails where nothing can be counted: nobody could say that all were met", async () => {
    const error = await sweepAll(rows(2_500), 1, { counts: false }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(DisorderError);
  });

  it("fails where new rows come for ever", async () => {
    let next = 10_001;
    const happen = (list: Row[]) => void list.push(...rows(1, next++));
    const error = await sweepAll(rows(1_500), 1, { happen }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(DisorderError);
  });
});
