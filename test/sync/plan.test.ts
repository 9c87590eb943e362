import { expect } from "chai";
import fc from "fast-check";
import type { Interval } from "../../src/airbyte/intervals.ts";
import type { Position } from "../../src/airbyte/state.ts";
import { each, WHOLE } from "../../src/sync/partitions.ts";
import { behind, isByWindows, rangeIn, type Situation, slicesLeft } from "../../src/sync/plan.ts";
import { LAUNCH } from "../../src/time/present.ts";
import { anInstant } from "../support/arbitraries.ts";
import { declaration } from "../support/settings.ts";

const DAY_S = 86_400;
const NOTHING = { finishedIn: () => [], positionIn: () => undefined, openIn: () => [], again: [] };
const LENGTHS = { Day: DAY_S, Hour: 3_600, Highest: 300 } as const;

function counters(resolution: keyof typeof LENGTHS, more: Partial<Situation> = {}): Situation {
  return {
    declaration: declaration("stat_counters", { counter_resolution: resolution }),
    dates: { lookbackDays: 0 },
    cursor: undefined,
    until: LAUNCH + 900 * DAY_S + 12_345,
    ...more,
  };
}

const windowsOf = (situation: Situation, partition = WHOLE, finished: readonly Interval[] = []) =>
  slicesLeft(situation, [partition], { ...NOTHING, finishedIn: () => finished }).map(({ window }) => window ?? WRONG);
const WRONG = { start: -1, end: -1 };

describe("slicesLeft(), of counters", () => {
  it("asks for every time slice once, in pieces that no reading of the API's limit refuses", () => {
    const aResolution = fc.constantFrom(...(Object.keys(LENGTHS) as (keyof typeof LENGTHS)[]));
    fc.assert(
      fc.property(aResolution, fc.integer({ min: 0, max: 40 * DAY_S }), anInstant, (resolution, length, instant) => {
        const sliceS = LENGTHS[resolution];
        const start = LAUNCH + (instant % (3_000 * DAY_S));
        const windows = windowsOf(counters(resolution, { dates: { start, lookbackDays: 0 }, until: start + length }));
        const starts = windows.flatMap(({ start: from, end }) =>
          Array.from({ length: Math.ceil((end - from) / sliceS) }, (_, index) => from + index * sliceS),
        );
        const first = Math.floor(start / sliceS) * sliceS;
        const count = Math.floor((start + length) / sliceS) - Math.floor(start / sliceS) + 1;
        expect(starts).to.deep.equal(Array.from({ length: count }, (_, index) => first + index * sliceS));
        for (const { start: from, end } of windows) {
          // The bounds go from a second before to the window's end: so many slices are touched.
          const touched = Math.floor(end / sliceS) - Math.floor((from - 1) / sliceS) + 1;
          expect(touched).to.be.at.most(100);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("begins with the campaign, never before Mailjet", () => {
    const [partition = WHOLE] = each("SourceID", [{ id: "7", begins: LAUNCH + 10 * DAY_S + 5_000 }]);
    expect(windowsOf(counters("Day"), partition)[0]?.start).to.equal(LAUNCH + 10 * DAY_S);
    expect(windowsOf(counters("Day"))[0]?.start).to.equal(LAUNCH);
  });

  it("reads the last slices again behind a cursor, but none before the start date", () => {
    const cursor = LAUNCH + 800 * DAY_S + 7_200;
    expect(windowsOf(counters("Day", { cursor }))[0]?.start).to.equal(LAUNCH + 799 * DAY_S);
    const dates = { start: cursor - 7_200, lookbackDays: 30 };
    expect(windowsOf(counters("Day", { cursor, dates }))[0]?.start).to.equal(LAUNCH + 800 * DAY_S);
    expect(windowsOf(counters("Day", { cursor, dates: { lookbackDays: 3 } }))[0]?.start).to.equal(LAUNCH + 796 * DAY_S);
  });

  it("reads nothing from a cursor in the far future", () => {
    expect(windowsOf(counters("Hour", { cursor: LAUNCH + 10_000 * DAY_S }))).to.be.empty;
  });

  it("goes on where an interrupted read has finished, at the beginning of a slice", () => {
    const situation = counters("Day", { dates: { start: LAUNCH, lookbackDays: 0 } });
    const finished = [{ start: LAUNCH, end: LAUNCH + 850 * DAY_S + 77 }];
    expect(windowsOf(situation, WHOLE, finished)).to.deep.equal([
      { start: LAUNCH + 850 * DAY_S, end: situation.until + 1 },
    ]);
  });
});

describe("slicesLeft(), of windows that an interrupted read had begun", () => {
  const situation = { ...counters("Day"), declaration: declaration("messages"), until: LAUNCH + 10 * DAY_S };
  const begun = { start: 0, end: LAUNCH + 8 * DAY_S, after: { id: "7", passed: 900 } };
  const { after, ...window } = begun;

  it("goes on in them, and reads again beside them what is to be read again", () => {
    const finished = {
      ...NOTHING,
      openIn: () => [begun],
      again: [{ start: LAUNCH + 6 * DAY_S, end: LAUNCH + 7 * DAY_S }],
    };
    expect(slicesLeft(situation, [WHOLE], finished)).to.deep.equal([
      { partition: WHOLE, window, from: after },
      { partition: WHOLE, window: { start: LAUNCH + 6 * DAY_S, end: LAUNCH + 7 * DAY_S } },
      { partition: WHOLE, window: { start: LAUNCH + 8 * DAY_S, end: situation.until + 1 } },
    ]);
  });

  it("leaves those aside that reach beyond what is read now", () => {
    const later = { ...situation, cursor: LAUNCH + 5 * DAY_S };
    const finished = {
      ...NOTHING,
      openIn: () => [begun],
      again: [{ start: LAUNCH + 6 * DAY_S, end: LAUNCH + 7 * DAY_S }],
    };
    expect(slicesLeft(later, [WHOLE], finished)).to.deep.equal([
      { partition: WHOLE, window: { start: LAUNCH + 5 * DAY_S, end: situation.until + 1 } },
    ]);
  });
});

describe("slicesLeft(), of campaigns", () => {
  const situation = { ...counters("Day"), declaration: declaration("geo_statistics") };
  const partitions = each("CampaignID", [{ id: "9" }, { id: "7" }, { id: "10" }, { id: "8" }]);

  it("leaves out those that are done, and goes on within the one that was under way", () => {
    const from = { id: "5", passed: 5 };
    const positions = new Map<string, Position>([
      ["CampaignID=7", "done"],
      ["CampaignID=8", from],
    ]);
    const slices = slicesLeft(situation, partitions, { ...NOTHING, positionIn: (key) => positions.get(key) });
    expect(slices.map(({ partition, from: at }) => [partition.id, at])).to.deep.equal([
      ["8", from],
      ["9", undefined],
      ["10", undefined],
    ]);
  });

  it("leaves out all up to the one through which an interrupted read had come", () => {
    expect(behind(partitions, "CampaignID=8").map(({ id }) => id)).to.deep.equal(["9", "10"]);
    expect(behind(partitions, undefined)).to.have.length(4);
  });

  it("does not take another parameter's ID for one of these", () => {
    expect(behind(partitions, "ContactsList=8")).to.have.length(4);
    expect(behind([WHOLE], "CampaignID=8")).to.deep.equal([WHOLE]);
  });
});

describe("statistics with their last activity", () => {
  const situation = { ...counters("Day"), declaration: declaration("contact_statistics") };

  it("are read whole at first, since those without any activity lie in no window", () => {
    expect(isByWindows(situation)).to.equal(false);
    expect(slicesLeft(situation, [WHOLE], NOTHING)).to.deep.equal([{ partition: WHOLE }]);
  });

  it("are read by windows behind a state, and as a list within dates: a list without activity has none", () => {
    const increment = { ...situation, cursor: LAUNCH + 5 * DAY_S };
    expect(isByWindows(increment)).to.equal(true);
    expect(rangeIn(increment, WHOLE)).to.deep.equal({ start: LAUNCH + 5 * DAY_S, end: situation.until + 1 });
    expect(isByWindows({ ...situation, dates: { start: LAUNCH, lookbackDays: 0 } })).to.equal(false);
  });
});
