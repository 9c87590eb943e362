import { expect } from "chai";
import fc from "fast-check";
import { type Interval, merge } from "../../src/airbyte/intervals.ts";
import { atQuantiles, halve, middleHalf } from "../../src/sync/split.ts";
import { anInstant, anInterval } from "../support/arbitraries.ts";

const isDivisible = ({ start, end }: Interval) => end - start > 1;
const someInstants = fc.array(anInstant, { maxLength: 50 });
const aDivisible = anInterval.filter(isDivisible);

/** One after the other, none empty, together the whole. */
function expectToCover(windows: readonly Interval[], whole: Interval): void {
  expect(merge(windows)).to.deep.equal([whole]);
  for (const [index, { start, end }] of windows.entries()) {
    expect(start).to.be.below(end);
    expect(start).to.equal(windows[index - 1]?.end ?? whole.start);
  }
}

describe("halve()", () => {
  it("gives two windows that are not empty and hold the same seconds", () => {
    fc.assert(fc.property(aDivisible, (window) => expectToCover(halve(window), window)));
  });

  it("comes down to single seconds in few steps, also from the beginning of time", () => {
    let window: Interval = { start: 0, end: Date.UTC(2026, 0, 1) / 1_000 };
    let steps = 0;
    for (; isDivisible(window); steps++) window = halve(window)[1];
    expect(steps).to.be.below(40);
  });

  it("does not waste steps on the time before Mailjet", () => {
    expect(halve({ start: 0, end: Date.UTC(2026, 0, 1) / 1_000 })[0].end).to.be.above(Date.UTC(2015, 0, 1) / 1_000);
  });
});
describe("atQuantiles()", () => {
  it("gives at least two windows that are not empty and hold the same seconds, wherever the instants lie", () => {
    fc.assert(
      fc.property(aDivisible, someInstants, fc.integer({ min: 2, max: 60 }), (window, instants, parts) => {
        const windows = atQuantiles(window, instants, parts);
        expectToCover(windows, window);
        expect(windows.length).to.be.within(instants.length === 0 ? 1 : 2, 2 * parts);
      }),
    );
  });

  it("cuts where the rows are, so that each window holds about as many", () => {
    const instants = Array.from({ length: 1_000 }, (_, index) => 50 + Math.floor(index ** 2 / 1_000));
    const counts = atQuantiles({ start: 0, end: 10_000 }, instants, 10).map(
      ({ start, end }) => instants.filter((instant) => instant >= start && instant < end).length,
    );
    for (const count of counts) expect(count).to.be.within(80, 120);
  });

  it("makes a crowded second a window of its own, also one that lies just outside", () => {
    const crowd = (at: number) => Array.from({ length: 100 }, () => at);
    expect(atQuantiles({ start: 0, end: 100 }, crowd(40), 3)).to.deep.include({ start: 40, end: 41 });
    expect(atQuantiles({ start: 0, end: 100 }, crowd(100), 3)).to.deep.equal([
      { start: 0, end: 99 },
      { start: 99, end: 100 },
    ]);
  });
});

describe("middleHalf()", () => {
  it("spans half of the instants", () => {
    expect(middleHalf([8, 1, 2, 7, 3, 6, 4, 5])).to.deep.equal({ start: 3, end: 8 });
    expect(middleHalf([])).to.equal(undefined);
  });
});
