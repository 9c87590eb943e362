import { expect } from "chai";
import { Estimate } from "../../src/sync/estimate.ts";
import { WHOLE } from "../../src/sync/partitions.ts";

describe("Estimate", () => {
  const [one, other] = [{ partition: WHOLE }, { partition: WHOLE }];

  it("is known when every slice was counted", () => {
    const estimate = new Estimate([one, other]);
    expect(estimate.counted(one, 5_000)).to.equal(undefined);
    expect(estimate.counted(other, 20)).to.equal(5_020);
  });

  it("is not changed by what is read in place of a slice, nor by a second count", () => {
    const estimate = new Estimate([one]);
    expect(estimate.counted(one, 5_000)).to.equal(5_000);
    expect(estimate.counted(one, 6_000)).to.equal(undefined);
    expect(estimate.counted(other, 2_500)).to.equal(undefined);
  });

  it("says nothing of what one page holds", () => {
    expect(new Estimate([one]).counted(one, 1_000)).to.equal(undefined);
  });
});
