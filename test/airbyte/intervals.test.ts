import { expect } from "chai";
import fc from "fast-check";
import { merge, subtract, without } from "../../src/airbyte/intervals.ts";
import { aSmallInterval, secondsOf } from "../support/arbitraries.ts";

const intervals = fc.array(aSmallInterval, { maxLength: 8 });

describe("merge()", () => {
  it("holds the same seconds, in order, with a gap between any two", () => {
    fc.assert(
      fc.property(intervals, (some) => {
        const merged = merge(some);
        expect(secondsOf(merged)).to.deep.equal(secondsOf(some));
        for (const [index, { start, end }] of merged.entries()) {
          expect(start).to.be.below(end);
          expect(start).to.be.above(merged[index - 1]?.end ?? -1);
        }
      }),
    );
  });

  it("joins intervals that touch", () => {
    const touching = [
      { start: 5, end: 9 },
      { start: 1, end: 5 },
    ];
    expect(merge(touching)).to.deep.equal([{ start: 1, end: 9 }]);
  });
});

describe("subtract()", () => {
  it("leaves exactly the seconds that are not finished, oldest first", () => {
    fc.assert(
      fc.property(aSmallInterval, intervals, (whole, finished) => {
        const done = new Set(secondsOf(finished));
        const left = subtract(whole, finished);
        expect(secondsOf(left)).to.deep.equal(secondsOf([whole]).filter((second) => !done.has(second)));
        expect(left).to.deep.equal(merge(left));
      }),
    );
  });
});

describe("without()", () => {
  it("leaves exactly the seconds that are in no hole", () => {
    fc.assert(
      fc.property(intervals, intervals, (some, holes) => {
        const gone = new Set(secondsOf(holes));
        const left = new Set(secondsOf(some).filter((second) => !gone.has(second)));
        expect(secondsOf(without(some, holes))).to.deep.equal([...left].sort((one, other) => one - other));
      }),
    );
  });
});
