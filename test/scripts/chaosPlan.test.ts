/** The runs of the chaos test read every stream of the catalog. */
import { expect } from "chai";
import { Random } from "../../sandbox/random.ts";
import { planOf } from "../../scripts/chaos/plan.ts";
import { streams } from "../../src/streams/table.ts";

/** Far fewer than are made before a change lands. */
const RUNS = 12;

describe("the plan of the chaos test", () => {
  it("reads every stream of the catalog in so many runs, and no other", () => {
    for (const seed of [1, 1_000]) {
      const plans = Array.from({ length: RUNS }, (_, index) => planOf(new Random(seed + index), seed + index));
      const read = new Set(plans.flatMap((plan) => plan.streams));
      expect([...read], `from seed ${seed}`).to.have.members([...streams.keys()]);
    }
  });
});
