import { expect } from "chai";
import fc from "fast-check";
import { merge } from "../../src/airbyte/intervals.ts";
import { halve } from "../../src/sync/split.ts";
import {
  bounds,
  broughtBack,
  futureIn,
  gaps,
  owns,
  rangeOf,
  readFrom,
  readUpTo,
  settled,
  unsettled,
  usable,
} from "../../src/sync/windows.ts";
import { anInstant, aSmallInterval, secondsOf } from "../support/arbitraries.ts";

const DAY_S = 86_400;

/** What an API answers to bounds, whichever of its ends it includes. */
function answers(window: ReturnType<typeof bounds>, second: number, from: boolean, to: boolean): boolean {
  const [low, high] = [Number(window.from), Number(window.to)];
  return (second > low || (from && second === low)) && (second < high || (to && second === high));
}

describe("bounds()", () => {
  it("lose no second of the window, whether the API includes its ends or not", () => {
    const second = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(second, fc.boolean(), fc.boolean(), ([start, length], from, to) => {
        // From time itself on the API's lowest bound is 1: nothing happened in 1970.
        const window = { start, end: start + length };
        const asked = bounds(window);
        for (const one of secondsOf([window]).filter((each) => each > 1)) {
          expect(answers(asked, one, from, to), `${one} of ${JSON.stringify(window)}`).to.equal(true);
        }
      }),
    );
  });

  it("never say 0, which would mean today only", () => {
    expect(bounds({ start: 0, end: 10 }).from).to.equal("1");
    expect(bounds({ start: 1, end: 10 }).from).to.equal("1");
  });
});

describe("windows side by side", () => {
  it("own each second exactly once, however they were cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.array(fc.nat(), { maxLength: 6 }), (length, cuts) => {
        let windows = [{ start: 100, end: 100 + length }];
        for (const cut of cuts) {
          const index = cut % windows.length;
          const window = windows[index];
          if (window !== undefined && window.end - window.start > 1)
            windows = windows.toSpliced(index, 1, ...halve(window));
        }
        for (let second = 100; second < 100 + length; second++) {
          expect(windows.filter((window) => owns(window, second))).to.have.length(1);
        }
        expect(windows.some((window) => owns(window, 99) || owns(window, 100 + length))).to.equal(false);
      }),
    );
  });
});

describe("readFrom() and readUpTo()", () => {
  it("begin with time itself where nothing was read and no date is given, and end now", () => {
    expect(readFrom(undefined, { lookbackDays: 1 })).to.equal(0);
    expect(readUpTo(1_000, { lookbackDays: 1 })).to.equal(1_000);
  });

  it("begin the look-back before the cursor, but never before the start date", () => {
    const cursor = 100 * DAY_S;
    expect(readFrom(cursor, { lookbackDays: 3 })).to.equal(97 * DAY_S);
    expect(readFrom(cursor, { lookbackDays: 3, start: 99 * DAY_S })).to.equal(99 * DAY_S);
    expect(readFrom(cursor, { lookbackDays: 3, start: 50 * DAY_S })).to.equal(97 * DAY_S);
    expect(readFrom(DAY_S, { lookbackDays: 90 })).to.equal(0);
  });

  it("end with the end date, but never in the future", () => {
    expect(readUpTo(1_000, { end: 500, lookbackDays: 0 })).to.equal(500);
    expect(readUpTo(1_000, { end: 5_000, lookbackDays: 0 })).to.equal(1_000);
  });

  it("leave nothing between one read and the next, and read the last second again", () => {
    fc.assert(
      fc.property(anInstant, anInstant, fc.nat(90), (now, later, lookbackDays) => {
        const first = rangeOf(0, readUpTo(Math.min(now, later), { lookbackDays }));
        const cursor = Math.min(now, later);
        const second = rangeOf(readFrom(cursor, { lookbackDays }), readUpTo(Math.max(now, later), { lookbackDays }));
        expect(second.start).to.be.below(first.end);
        expect(second.end).to.equal(Math.max(now, later) + 1);
      }),
    );
  });
});

describe("rangeOf()", () => {
  it("is empty when the dates are the wrong way round", () => {
    expect(gaps(rangeOf(20, 10))).to.be.empty;
    expect(gaps(rangeOf(10, 10))).to.deep.equal([{ start: 10, end: 11 }]);
  });
});

describe("an interrupted read", () => {
  const dayOf = (day: number) => ({ start: day * DAY_S, end: (day + 1) * DAY_S });
  const reading = (windows: Parameters<typeof merge>[0]) => ({
    syncMode: "incremental" as const,
    asOf: 50 * DAY_S,
    records: 0,
    finished: new Map([["", windows]]),
    positions: new Map(),
  });

  it("goes on with exactly the seconds that were not finished", () => {
    fc.assert(
      fc.property(aSmallInterval, fc.array(aSmallInterval, { maxLength: 6 }), (range, windows) => {
        const finished = settled(reading(windows), []).get("") ?? [];
        const left = secondsOf(gaps(range, finished));
        const done = new Set(secondsOf(windows));
        expect(left).to.deep.equal(secondsOf([range]).filter((second) => !done.has(second)));
      }),
    );
  });

  it("reads again what was not over then, and what the next read will not look back to", () => {
    const interrupted = reading([{ start: 0, end: 50 * DAY_S + 1 }]);
    const again = unsettled(interrupted, 50 * DAY_S + 600, { lookbackDays: 2 });
    expect(settled(interrupted, again).get("")).to.deep.equal([
      { start: 0, end: 48 * DAY_S },
      { start: 48 * DAY_S + 600, end: 50 * DAY_S },
    ]);
  });

  it("misses no row that is recorded within the look-back, however often it is interrupted", () => {
    const anAge = fc.nat(40);
    const attempts = fc.array(fc.tuple(fc.nat(30), fc.array(fc.nat(150), { maxLength: 20 })), { maxLength: 4 });
    fc.assert(
      fc.property(attempts, fc.array(fc.tuple(fc.nat(100), anAge), { maxLength: 40 }), (tries, events) => {
        // In days, so that a look-back of whole days is small.
        const lookbackDays = 40;
        const dates = { lookbackDays };
        const rows = events.map(([at, late]) => ({ at: at * DAY_S, recorded: (at + late) * DAY_S }));
        const met = new Set<(typeof rows)[number]>();
        let now = 60 * DAY_S;
        let before: ReturnType<typeof reading> | undefined;
        for (const [passed, order] of [...tries, [0, undefined] as const]) {
          now += passed * DAY_S;
          const finished = before ? (settled(before, unsettled(before, now, dates)).get("") ?? []) : [];
          const left = gaps(rangeOf(0, now), finished);
          // Interrupted when these days of what was left were read.
          const read = order === undefined ? left : order.flatMap((day) => gaps(dayOf(day), gaps(dayOf(day), left)));
          for (const row of rows) if (row.recorded <= now && read.some((window) => owns(window, row.at))) met.add(row);
          before = { ...reading(merge([...finished, ...read])), asOf: now };
        }
        const next = rangeOf(readFrom(now, dates), now);
        const missed = rows.filter((row) => row.recorded <= now && !met.has(row) && !owns(next, row.at));
        expect(missed).to.deep.equal([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("tells only another full refresh that one is done", () => {
    expect(usable({ cursor: 1, isRefreshed: true }, "full_refresh")).to.deep.equal({ isRefreshed: true });
    expect(usable({ cursor: 1, isRefreshed: true }, "incremental")).to.deep.equal({ cursor: 1 });
  });

  it("tells that only to another attempt at the same job, where jobs are told apart", () => {
    const done = { isRefreshed: true, syncId: 7 } as const;
    expect(usable(done, "full_refresh", 7)).to.deep.equal({ isRefreshed: true });
    expect(usable(done, "full_refresh", 8)).to.deep.equal({});
    expect(usable(done, "full_refresh")).to.deep.equal({});
    expect(usable({ isRefreshed: true }, "full_refresh", 8)).to.deep.equal({});
  });

  it("is of use to a read in the same mode only", () => {
    const state = { cursor: 5, reading: reading([]) };
    expect(usable(state, "incremental")).to.deep.equal(state);
    expect(usable(state, "full_refresh")).to.deep.equal({});
    const full = { reading: { ...reading([]), syncMode: "full_refresh" as const } };
    expect(usable(full, "full_refresh")).to.deep.equal(full);
    expect(usable({ cursor: 5, ...full }, "incremental")).to.deep.equal({ cursor: 5 });
  });
});

describe("broughtBack() and futureIn()", () => {
  const NOW = 1_773_144_000;
  const reading = (asOf: number) => ({
    syncMode: "incremental" as const,
    asOf,
    records: 5,
    finished: new Map([["", [{ start: 0, end: asOf + 1 }]]]),
    positions: new Map(),
  });

  const dates = { lookbackDays: 1 };

  it("leave a state of the past, or of this minute, as it is", () => {
    for (const cursor of [0, NOW - 1, NOW]) expect(broughtBack({ cursor }, NOW, dates)).to.deep.equal({ cursor });
    for (const cursor of [NOW, NOW + 60])
      expect(futureIn({ cursor, reading: reading(cursor) }, NOW)).to.equal(undefined);
    expect(broughtBack({}, NOW, dates)).to.deep.equal({});
    expect(futureIn({}, NOW)).to.equal(undefined);
  });

  it("bring a cursor back to the present", () => {
    expect(broughtBack({ cursor: NOW + 9_999 }, NOW, dates)).to.deep.equal({ cursor: NOW });
    expect(futureIn({ cursor: NOW + 9_999 }, NOW)).to.equal(NOW + 9_999);
  });

  it("believe of what was under way nothing that lies within two look-backs of the present, or behind it", () => {
    const { reading: kept } = broughtBack({ reading: reading(NOW + 86_400 * 30) }, NOW, dates);
    expect(futureIn({ reading: reading(NOW + 86_400 * 30) }, NOW)).to.equal(NOW + 86_400 * 30);
    expect(kept && settled(kept, unsettled(kept, NOW, dates)).get("")).to.deep.equal([
      { start: 0, end: NOW - 2 * 86_400 },
    ]);
  });
});
