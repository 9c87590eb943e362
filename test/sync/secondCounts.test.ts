import { expect } from "chai";
import { SecondCounts } from "../../src/sync/secondCounts.ts";

describe("SecondCounts", () => {
  it("counts the rows of its range, and no others", () => {
    const seconds = new SecondCounts({ start: 100, end: 200 });
    for (const instant of [99, 100, 100, 150, 199, 200, -5]) seconds.note(instant);
    expect(seconds.in({ start: 0, end: 1_000 })).to.equal(4);
    expect(seconds.in({ start: 100, end: 150 })).to.equal(2);
    expect(seconds.in({ start: 150, end: 151 })).to.equal(1);
  });

  it("finds seconds that have no rows, nor the one before", () => {
    const seconds = new SecondCounts({ start: 100, end: 200 });
    for (const instant of [102, 104, 108]) seconds.note(instant);
    expect([101, 102, 103, 104, 105, 106, 107, 108, 109, 110].filter((at) => seconds.isQuiet(at))).to.deep.equal([
      101, 106, 107, 110,
    ]);
    expect(seconds.lastQuiet({ start: 102, end: 110 })).to.equal(107);
    expect(seconds.firstQuiet({ start: 102, end: 110 })).to.equal(106);
    expect(seconds.firstQuiet({ start: 102, end: 106 })).to.equal(undefined);
  });

  it("rather counts too few than too many", () => {
    const seconds = new SecondCounts({ start: 0, end: 1 });
    for (let times = 0; times < 70_000; times++) seconds.note(0);
    expect(seconds.in({ start: 0, end: 1 })).to.equal(0xffff);
  });
});
