import { expect } from "chai";
import { StoppedError } from "../../src/mailjet/errors.ts";
import { Pacer } from "../../src/mailjet/pacing.ts";
import { TestClock } from "../support/time.ts";

const never = new AbortController().signal;
const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe("Pacer", () => {
  it("has never more calls in flight than allowed", async () => {
    const clock = new TestClock();
    const pacer = new Pacer(3, clock, never);
    let inFlight = 0;
    let most = 0;
    const call = async () => {
      most = Math.max(most, ++inFlight);
      await clock.sleep(10, never);
      inFlight--;
    };
    await Promise.all(Array.from({ length: 20 }, () => pacer.run(call)));
    expect(most).to.equal(3);
  });

  it("makes no call wait before the first refusal", async () => {
    const clock = new TestClock();
    const pacer = new Pacer(4, clock, never);
    for (let i = 0; i < 50; i++) await pacer.run(async () => pacer.accepted(clock.now()));
    expect(clock.now()).to.equal(0);
  });

  it("lets all calls rest after a refusal, then go on further apart", async () => {
    const clock = new TestClock();
    const pacer = new Pacer(4, clock, never);
    const restsUntil = pacer.refused(clock.now());
    const starts: number[] = [];
    const call = async () => void starts.push(clock.now());
    await Promise.all(Array.from({ length: 6 }, () => pacer.run(call)));
    expect(Math.min(...starts)).to.be.at.least(restsUntil);
    for (const [index, at] of starts.entries()) {
      if (index > 0) expect(at - (starts[index - 1] ?? 0)).to.be.above(250);
    }
  });

  it("tells each call that waits of a rest: one that comes, and those in the queue when it begins", async () => {
    const clock = new TestClock();
    const pacer = new Pacer(1, clock, never);
    const told: Record<string, number[]> = { underWay: [], inQueue: [], later: [] };
    const on = (name: string) => (until: number) => void told[name]?.push(until);
    const underWay = pacer.run(async () => {
      await clock.sleep(10, never);
      pacer.refused(0, 5_000);
    }, on("underWay"));
    const inQueue = pacer.run(async () => {}, on("inQueue"));
    await underWay;
    await Promise.all([inQueue, pacer.run(async () => {}, on("later"))]);
    expect(told).to.deep.equal({ underWay: [], inQueue: [5_010], later: [5_010] });
  });

  it("tells a call that waits again where the rest becomes longer, and only then", async () => {
    const clock = new TestClock();
    const pacer = new Pacer(2, clock, never);
    const told: number[] = [];
    pacer.refused(0, 3_000);
    const waits = pacer.run(
      async () => {},
      (until) => told.push(until),
    );
    pacer.refused(0, 2_000);
    pacer.refused(0, 4_000);
    await waits;
    pacer.refused(clock.now(), 9_000);
    expect(told).to.deep.equal([3_000, 4_000]);
  });

  it("takes the time between calls that are further apart for no rest", async () => {
    const clock = new TestClock();
    const pacer = new Pacer(4, clock, never);
    const until = pacer.refused(0);
    await clock.sleep(until, never);
    const told: number[] = [];
    const call = async () => pacer.accepted(clock.now());
    await Promise.all(Array.from({ length: 6 }, () => pacer.run(call, (at) => told.push(at))));
    expect(clock.now()).to.be.above(until + 1_000);
    expect(told).to.deep.equal([]);
  });

  it("honours a Retry-After, but never waits for hours", () => {
    const clock = new TestClock();
    expect(new Pacer(4, clock, never).refused(0, 30_000)).to.equal(30_000);
    expect(new Pacer(4, clock, never).refused(0, 86_400_000)).to.equal(300_000);
  });

  it("takes refusals of calls that were under way already for one", () => {
    const clock = new TestClock();
    const pacer = new Pacer(4, clock, never);
    const until = pacer.refused(0);
    expect(pacer.refused(0)).to.equal(until);
  });

  it("frees its place when a call fails", async () => {
    const pacer = new Pacer(1, new TestClock(), never);
    expect(await refusal(pacer.run(() => Promise.reject(new Error("broken"))))).to.have.property("message", "broken");
    expect(await pacer.run(async () => "next")).to.equal("next");
  });

  it("begins no call once the run is stopped, not even one that waits", async () => {
    const clock = new TestClock();
    const stop = new AbortController();
    const pacer = new Pacer(1, clock, stop.signal);
    let calls = 0;
    const first = pacer.run(async () => {
      calls++;
      stop.abort();
    });
    const second = refusal(pacer.run(async () => void calls++));
    await first;
    expect(await second).to.be.instanceOf(StoppedError);
    expect(await refusal(pacer.run(async () => void calls++))).to.be.instanceOf(StoppedError);
    expect(calls).to.equal(1);
  });

  for (const limit of [3, 5, 20, 100]) {
    it(`finds a limit of ${limit} calls a second, and keeps just below it`, async () => {
      const clock = new TestClock();
      const pacer = new Pacer(16, clock, never);
      let taken: number[] = [];
      const outcomes: { readonly at: number; readonly isTaken: boolean }[] = [];
      const call = async () => {
        const startedAt = clock.now();
        await clock.sleep(20, never);
        taken = taken.filter((at) => at > clock.now() - 1_000);
        const isTaken = taken.length < limit;
        if (isTaken) taken.push(clock.now());
        outcomes.push({ at: clock.now(), isTaken });
        await clock.sleep(20, never);
        if (isTaken) pacer.accepted(startedAt);
        else pacer.refused(startedAt);
      };
      const worker = async () => {
        while (clock.now() < 60_000) await pacer.run(call);
      };
      await Promise.all(Array.from({ length: 16 }, worker));
      const later = outcomes.filter(({ at }) => at >= 3_000 && at < 60_000);
      const refused = later.filter(({ isTaken }) => !isTaken).length;
      expect(refused / later.length).to.be.below(0.03);
      expect((later.length - refused) / (57 * limit)).to.be.above(0.85);
    });
  }

  it("is soon at full speed again after refusals that do not come from going too fast", async () => {
    const clock = new TestClock();
    const pacer = new Pacer(4, clock, never);
    let calls = 0;
    const call = async () => {
      const startedAt = clock.now();
      await clock.sleep(40, never);
      if (++calls === 10) pacer.refused(startedAt);
      else pacer.accepted(startedAt);
    };
    while (calls < 10) await pacer.run(call);
    const refusedAt = clock.now();
    for (; clock.now() < refusedAt + 12_000; ) await Promise.all([1, 2, 3, 4].map(() => pacer.run(call)));
    const before = calls;
    for (; clock.now() < refusedAt + 13_000; ) await Promise.all([1, 2, 3, 4].map(() => pacer.run(call)));
    expect(calls - before).to.be.above(90);
  });

  it("comes back to speed when the API takes more than before", async () => {
    const clock = new TestClock();
    const pacer = new Pacer(4, clock, never);
    pacer.refused(0);
    let calls = 0;
    while (clock.now() < 300_000) {
      await pacer.run(async () => {
        calls++;
        pacer.accepted(clock.now());
        await clock.sleep(10, never);
      });
    }
    expect(calls).to.be.above(3_000);
  });
});
