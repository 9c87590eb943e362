import { expect } from "chai";
import fc from "fast-check";
import { type Interval, subtract } from "../../src/airbyte/intervals.ts";
import type { CountedSpan } from "../../src/airbyte/state.ts";
import { LookBack, unchanged } from "../../src/sync/lookback.ts";
import { WHOLE } from "../../src/sync/partitions.ts";
import type { Slice } from "../../src/sync/requester.ts";
import { bounds } from "../../src/sync/windows.ts";
import type { Instant } from "../../src/time/instant.ts";

const START = 1_770_000_000;
const HOUR_S = 3_600;
const LOOKBACK_S = 24 * HOUR_S;

interface Manners {
  readonly includesFrom: boolean;
  readonly includesTo: boolean;
  readonly counts: "right" | "nothing" | "everything";
}

const RIGHT: Manners = { includesFrom: true, includesTo: true, counts: "right" };

/** An account whose events are read again and again, as the reader does it. */
class Account {
  readonly events: Instant[] = [];
  /** How often each of them was delivered. */
  readonly delivered: number[] = [];
  readonly #manners: Manners;
  #cursor: Instant | undefined;
  spans: readonly CountedSpan[] = [];
  counts = 0;

  constructor(manners: Manners = RIGHT) {
    this.#manners = manners;
  }

  add(...instants: readonly Instant[]): void {
    this.events.push(...instants);
    this.delivered.push(...instants.map(() => 0));
  }

  /** @returns how many rows came. */
  async read(now: Instant): Promise<number> {
    const start = this.#cursor === undefined ? 0 : this.#cursor - LOOKBACK_S;
    const lookBack = new LookBack(now - LOOKBACK_S, now, this.spans);
    this.counts = 0;
    const kept = await lookBack.unchanged({ count: (slice) => this.#count(slice) });
    const windows = subtract({ start, end: now + 1 }, kept);
    lookBack.reads(windows.map((window) => ({ partition: WHOLE, window })));
    let rows = 0;
    for (const [index, instant] of this.events.entries()) {
      if (!windows.some((window) => instant >= window.start && instant < window.end)) continue;
      lookBack.seconds.note(instant);
      this.delivered[index] = (this.delivered[index] ?? 0) + 1;
      rows++;
    }
    this.spans = lookBack.counted();
    this.#cursor = now;
    return rows;
  }

  async #count({ window = { start: 0, end: 0 } }: Slice): Promise<number> {
    const { includesFrom, includesTo, counts } = this.#manners;
    this.counts++;
    if (counts === "nothing") return 0;
    if (counts === "everything") return this.events.length;
    const { from, to } = bounds(window);
    const isIn = (at: Instant) =>
      (at > Number(from) || (includesFrom && at === Number(from))) &&
      (at < Number(to) || (includesTo && at === Number(to)));
    return this.events.filter(isIn).length;
  }
}

function evenly(count: number, { start, end }: Interval): Instant[] {
  return Array.from({ length: count }, (_, index) => start + Math.floor((index * (end - start)) / count));
}

describe("LookBack", () => {
  it("needs one count, and reads nothing again, where nothing is new", async () => {
    for (const counts of [3, 500, 20_000]) {
      const account = new Account();
      account.add(...evenly(counts, { start: START - 30 * LOOKBACK_S, end: START + 1 }), START, START);
      await account.read(START);
      for (let times = 0; times < 3; times++) {
        expect([await account.read(START), account.counts]).to.deep.equal([0, 1]);
      }
    }
  });

  it("keeps the number of spans small, however often it is read", async () => {
    const account = new Account();
    for (let now = START; now < START + 3 * LOOKBACK_S; now += 20 * 60) {
      account.add(now - 600, now - 300, now - 10);
      await account.read(now);
      expect(account.spans.length).to.be.at.most(12);
    }
    expect(Math.max(...account.delivered)).to.be.at.most(2);
  });

  it("reads one part of the look-back again for an event that was recorded late", async () => {
    const account = new Account();
    account.add(...evenly(2_000, { start: START - LOOKBACK_S, end: START }));
    await account.read(START);
    account.add(START - 5 * HOUR_S);
    expect(await account.read(START)).to.be.within(1, 1_000);
    expect(account.delivered.at(-1)).to.equal(1);
    expect(await account.read(START)).to.equal(0);
  });

  it("reads all again where something is everywhere, so that no border can be found", async () => {
    const account = new Account();
    account.add(...evenly(2 * HOUR_S, { start: START - 2 * HOUR_S, end: START }));
    await account.read(START);
    expect(await account.read(START)).to.be.at.most(2 * HOUR_S);
    expect(account.delivered.every((times) => times > 0)).to.equal(true);
  });

  it("asks once where the resource does not count", async () => {
    const account = new Account({ ...RIGHT, counts: "nothing" });
    account.add(...evenly(100, { start: START - LOOKBACK_S, end: START }));
    await account.read(START);
    expect([await account.read(START), account.counts]).to.deep.equal([100, 1]);
  });

  const manners = fc.record<Manners>({
    includesFrom: fc.boolean(),
    includesTo: fc.boolean(),
    counts: fc.constantFrom("right", "right", "right", "nothing", "everything"),
  });
  /** Ages of events when they are recorded: in bursts, beside each other, and late. */
  const ages = fc.array(fc.oneof(fc.nat(3), fc.nat(200), fc.nat(LOOKBACK_S)), { maxLength: 60 });
  const passing = fc.oneof(fc.constant(0), fc.nat(3), fc.nat(HOUR_S), fc.nat(LOOKBACK_S), fc.nat(3 * LOOKBACK_S));

  it("loses no event that is recorded within the look-back, whatever a count is worth", async () => {
    const steps = fc.array(fc.record({ passing, ages }), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(manners, steps, async (how, all) => {
        const account = new Account(how);
        let now = START;
        for (const step of all) {
          const before = now;
          now += step.passing;
          // Recorded since the read before, at most so late that the look-back reaches it.
          const earliest = before - LOOKBACK_S;
          account.add(...step.ages.map((age) => Math.max(now - age, earliest)));
          await account.read(now);
          expect(account.delivered.every((times) => times > 0)).to.equal(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("reads nothing again where nothing is new, whatever came before", async () => {
    const steps = fc.array(fc.record({ passing, ages }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.boolean(), steps, async (includesFrom, includesTo, all) => {
        const account = new Account({ includesFrom, includesTo, counts: "right" });
        account.add(START - LOOKBACK_S);
        let now = START;
        for (const step of all) {
          now += step.passing;
          account.add(...step.ages.map((age) => now - age));
          await account.read(now);
        }
        now += 2 * HOUR_S;
        await account.read(now);
        expect(await account.read(now)).to.equal(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe("unchanged()", () => {
  const span = (start: number, rows: number): CountedSpan => ({ start, end: start + 10, rows });
  const spans = [span(0, 4), span(10, 0), span(20, 7), span(30, 2)];

  it("asks for few counts where only the newest differs", async () => {
    const asked: Interval[] = [];
    const count = async (window: Interval) => {
      asked.push(window);
      return window.end > 30 ? 14 : 11;
    };
    expect(await unchanged(spans, count)).to.deep.equal(spans.slice(0, 3));
    expect(asked).to.deep.equal([
      { start: 0, end: 40 },
      { start: 0, end: 30 },
    ]);
  });

  it("finds the one that differs among others", async () => {
    const rows = new Map([
      [0, 5],
      [10, 0],
      [20, 7],
      [30, 2],
    ]);
    const count = async ({ start, end }: Interval) =>
      [...rows].filter(([at]) => at >= start && at < end).reduce((sum, [, own]) => sum + own, 0);
    expect(await unchanged(spans, count)).to.deep.equal([span(20, 7), span(30, 2)]);
  });
});
