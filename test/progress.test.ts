import { expect } from "chai";
import { Progress } from "../src/progress.ts";

const begin = (cursor?: number) =>
  new Progress({ syncMode: "incremental", asOf: 1_000, cursor, finished: new Map(), positions: new Map(), records: 0 });

describe("Progress", () => {
  it("leaves the cursor where it was while the read is under way", () => {
    const progress = begin(500);
    progress.wrote(7);
    progress.finish("", { start: 500, end: 600 });
    progress.finish("", { start: 700, end: 800 });
    progress.finish("", { start: 600, end: 700 });
    expect(progress.underWay()).to.deep.equal({
      cursor: 500,
      reading: {
        syncMode: "incremental",
        asOf: 1_000,
        records: 7,
        finished: new Map([["", [{ start: 500, end: 800 }]]]),
        positions: new Map(),
      },
    });
  });

  it("keeps partitions apart", () => {
    const progress = begin();
    progress.finish("CampaignID=7", { start: 0, end: 10 });
    expect(progress.finishedIn("CampaignID=7")).to.deep.equal([{ start: 0, end: 10 }]);
    expect(progress.finishedIn("CampaignID=8")).to.be.empty;
    expect(progress.underWay()).to.not.have.property("cursor");
  });

  it("says after a full refresh that it is done", () => {
    const whole = { asOf: 1_000, cursor: undefined, finished: new Map(), positions: new Map(), records: 0 };
    const progress = new Progress({ ...whole, syncMode: "full_refresh" });
    expect(progress.complete(900)).to.deep.equal({ cursor: 900, isRefreshed: true });
  });

  it("keeps how far a list has come, and forgets it when it has to begin anew", () => {
    const progress = begin();
    progress.reach("", { id: "7", passed: 7 });
    expect(progress.positionIn("")).to.deep.equal({ id: "7", passed: 7 });
    progress.reach("", undefined);
    expect(progress.underWay().reading?.positions.size).to.equal(0);
  });

  it("goes on from what an interrupted read had finished", () => {
    const finished = new Map([["", [{ start: 0, end: 10 }]]]);
    const progress = new Progress({
      syncMode: "incremental",
      asOf: 1_000,
      cursor: undefined,
      finished,
      positions: new Map(),
      records: 0,
    });
    progress.finish("", { start: 10, end: 20 });
    expect(progress.finishedIn("")).to.deep.equal([{ start: 0, end: 20 }]);
    expect(finished.get("")).to.deep.equal([{ start: 0, end: 10 }]);
  });

  it("ends with the cursor alone, and never moves it back", () => {
    expect(begin(500).complete(1_000)).to.deep.equal({ cursor: 1_000 });
    expect(begin(2_000).complete(1_000)).to.deep.equal({ cursor: 2_000 });
    expect(begin().complete(1_000)).to.deep.equal({ cursor: 1_000 });
  });
});
