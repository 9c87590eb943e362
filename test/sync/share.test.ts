import { expect } from "chai";
import { each, WHOLE } from "../../src/sync/partitions.ts";
import type { Slice } from "../../src/sync/requester.ts";
import { Shares } from "../../src/sync/share.ts";

const window = (start: number, end: number): Slice => ({ partition: WHOLE, window: { start, end } });
const whole = (slices: readonly Slice[], areAllWanted = true) => new Shares({ slices, parts: "spans", areAllWanted });

describe("the share of a read that is done", () => {
  const [one, other] = [window(0, 10), window(20, 30)];

  it("is one of rows when every slice was counted, and then the rows that come are known", () => {
    const shares = whole([one, other]);
    expect(shares.counted(one, 5_000)).to.equal(undefined);
    expect(shares.counted(other, 20)).to.equal(5_020);
    shares.met(502);
    expect(shares.share).to.deep.equal({ done: 502, of: 5_020, what: "rows" });
  });

  it("counts what is read in place of a slice with it, and no slice twice", () => {
    const shares = whole([one]);
    expect(shares.counted(one, 5_000)).to.equal(5_000);
    expect(shares.counted(one, 6_000)).to.equal(undefined);
    expect(shares.counted(other, 2_500)).to.equal(undefined);
    expect(shares.share?.of).to.equal(5_000);
  });

  it("says nothing of the rows that come where some of those read are left out", () => {
    const shares = whole([one], false);
    expect(shares.counted(one, 8_000)).to.equal(undefined);
    shares.met(1_000);
    expect(shares.share).to.deep.equal({ done: 1_000, of: 8_000, what: "rows looked through" });
  });

  it("is not known of one part that was not counted, nor where there is nothing to read", () => {
    expect(whole([one]).share).to.equal(undefined);
    expect(whole([]).share).to.equal(undefined);
  });

  it("is one of windows where there are several, each done with all that is read in its place", () => {
    const shares = whole([one, other]);
    const halves = [window(0, 5), window(5, 10)];
    shares.cut(one, halves);
    const quarters = [window(0, 2), window(2, 5)];
    shares.cut(halves[0] ?? one, quarters);
    for (const done of quarters) shares.done(done);
    expect(shares.share).to.deep.equal({ done: 0, of: 2, what: "spans" });
    shares.done(halves[1] ?? one);
    expect(shares.share?.done).to.equal(1);
    shares.done(other);
    expect(shares.share?.done).to.equal(2);
  });

  it("is one of campaigns where it is read by them, however many windows each has", () => {
    const campaigns = each("CampaignID", [{ id: "7" }, { id: "9" }, { id: "11" }]);
    const slices = campaigns.flatMap((partition) => [
      { partition, window: { start: 0, end: 9 } },
      { partition, window: { start: 9, end: 99 } },
    ]);
    const shares = new Shares({ slices, parts: "campaigns", areAllWanted: false });
    for (const slice of slices.slice(0, 3)) shares.done(slice);
    expect(shares.share).to.deep.equal({ done: 1, of: 3, what: "campaigns" });
    const last = slices[5];
    if (last !== undefined) shares.cut(last, [window(9, 50), window(50, 99)]);
    expect(shares.share?.done).to.equal(1);
  });
});
