import { expect } from "chai";
import { Progress } from "../../src/sync/checkpoint.ts";

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

  it("keeps how far windows have come, until they are finished", () => {
    const progress = begin();
    const [one, other] = [
      { start: 0, end: 10 },
      { start: 10, end: 20 },
    ];
    progress.reachIn("", one, { id: "5", passed: 990 });
    progress.reachIn("", other, { id: "7", passed: 990 });
    progress.reachIn("", one, { id: "9", passed: 1_980 });
    expect(progress.openIn("")).to.deep.equal([
      { ...other, after: { id: "7", passed: 990 } },
      { ...one, after: { id: "9", passed: 1_980 } },
    ]);
    progress.finish("", one);
    expect(progress.underWay().reading?.open?.get("")).to.have.length(1);
    progress.reachIn("", other, undefined);
    expect(progress.underWay().reading).to.not.have.property("open");
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

  describe("of many partitions", () => {
    const done = (progress: Progress) => progress.underWay().reading;

    it("names only the last one before which all are done", () => {
      const progress = begin();
      progress.plan([{ key: "CampaignID=7" }, { key: "CampaignID=8" }, { key: "CampaignID=9" }]);
      progress.reach("CampaignID=9", "done");
      expect(done(progress)).to.not.have.property("through");
      progress.reach("CampaignID=7", "done");
      expect(done(progress)?.through).to.equal("CampaignID=7");
      expect([...(done(progress)?.positions ?? [])]).to.deep.equal([["CampaignID=9", "done"]]);
      progress.reach("CampaignID=8", "done");
      expect(done(progress)?.through).to.equal("CampaignID=9");
      expect(done(progress)?.positions.size).to.equal(0);
    });

    it("counts one that is read by windows as done when no second of it is left", () => {
      const progress = begin();
      progress.plan([{ key: "SourceID=7", range: { start: 0, end: 20 } }]);
      progress.finish("SourceID=7", { start: 10, end: 20 });
      expect([...(done(progress)?.finished ?? [])]).to.deep.equal([["SourceID=7", [{ start: 10, end: 20 }]]]);
      progress.finish("SourceID=7", { start: 0, end: 10 });
      expect(done(progress)).to.include({ through: "SourceID=7" });
      expect(done(progress)?.finished.size).to.equal(0);
    });

    it("does not wait for one of which nothing is to be read", () => {
      const progress = begin();
      progress.plan([{ key: "SourceID=7", range: { start: 10, end: 10 } }, { key: "SourceID=8" }]);
      expect(done(progress)?.through).to.equal("SourceID=7");
      progress.reach("SourceID=8", "done");
      expect(done(progress)?.through).to.equal("SourceID=8");
    });

    it("stays as small however many there are, in whatever order they end", () => {
      const keys = Array.from({ length: 5_000 }, (_, index) => `CampaignID=${index + 1}`);
      const progress = begin();
      progress.plan(keys.map((key) => ({ key })));
      for (let first = 0; first < keys.length; first += 4)
        for (const key of keys.slice(first, first + 4).reverse()) progress.reach(key, "done");
      expect(done(progress)?.through).to.equal("CampaignID=5000");
      expect(done(progress)?.positions.size).to.equal(0);
    });
  });
});
