import { expect } from "chai";
import { after, begun, type Happening, shareOf } from "../../src/progress/facts.ts";

const facts = (...happenings: readonly Happening[]) => happenings.reduce(after, begun("contacts", 1_000));
const wait = (at: number, forMs: number): Happening => ({ kind: "wait", at, forMs, why: "rate limit" });

describe("the facts of a stream", () => {
  it("add up rows, calls and retries", () => {
    const { rows, calls, retries } = facts(
      { kind: "call" },
      { kind: "rows", rows: 3 },
      wait(1_000, 1),
      { kind: "call" },
      { kind: "rows", rows: 4 },
    );
    expect({ rows, calls, retries }).to.deep.equal({ rows: 7, calls: 2, retries: 1 });
  });

  it("count the time in which several calls wait side by side once", () => {
    expect(facts(wait(2_000, 1_000), wait(2_500, 1_000), wait(2_600, 100)).waitedMs).to.equal(1_500);
    expect(facts(wait(2_000, 1_000), wait(9_000, 1_000)).waitedMs).to.equal(2_000);
  });

  it("count a rest of all requests as waited, beside other waits once, and as no retry", () => {
    const rest = (at: number, forMs: number): Happening => ({ kind: "rest", at, forMs });
    const { waitedMs, waitsUntil, waitsFor, retries } = facts(
      rest(2_000, 1_000),
      wait(2_000, 1_000),
      rest(2_500, 1_500),
    );
    expect({ waitedMs, waitsUntil, waitsFor, retries }).to.deep.equal({
      waitedMs: 2_000,
      waitsUntil: 4_000,
      waitsFor: "rate limit",
      retries: 1,
    });
  });

  it("count no time that is still to be waited when the stream ends", () => {
    expect(facts(wait(2_000, 1_000), { kind: "end", at: 2_400, ending: "stopped" }).waitedMs).to.equal(400);
  });

  it("know a share where the rows were counted, and never more than all", () => {
    expect(shareOf(facts({ kind: "rows", rows: 5 }))).to.equal(undefined);
    const share = (done: number) => ({ kind: "share", share: { done, of: 10, what: "rows" } }) as const;
    expect(shareOf(facts(share(5)))).to.equal(0.5);
    expect(shareOf(facts(share(11)))).to.equal(1);
    expect(shareOf(facts(share(5), { kind: "share", share: undefined }))).to.equal(undefined);
    expect(shareOf(facts({ kind: "end", at: 0, ending: "finished" }))).to.equal(1);
  });
});
