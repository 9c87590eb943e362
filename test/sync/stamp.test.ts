import { expect } from "chai";
import { stamped, stampOf } from "../../src/sync/stamp.ts";

const row = (text: string) => ({ text, columns: new Map<string, string>(), misfits: [], replaced: [] });

describe("stampOf()", () => {
  it("takes IDs as numbers, digit for digit, and all else as texts", () => {
    const params = { CampaignID: "95420017985181303", CounterSource: "Campaign", Limit: "1000" };
    expect([...stampOf(["CampaignID", "CounterSource", "SourceID"], params)]).to.deep.equal([
      ["CampaignID", "95420017985181303"],
      ["CounterSource", '"Campaign"'],
    ]);
  });
});

describe("stamped()", () => {
  const stamp = new Map([["CampaignID", "7"]]);

  it("puts the columns before the row's own", () => {
    const made = stamped(row('{ "Country" : "FR" }'), stamp);
    expect(made.text).to.equal('{ "CampaignID" : 7, "Country" : "FR" }');
    expect(made.columns.get("CampaignID")).to.equal("7");
  });

  it("leaves a column alone that the row has", () => {
    const own = { ...row('{ "CampaignID" : 8 }'), columns: new Map([["CampaignID", "8"]]) };
    expect(stamped(own, stamp)).to.equal(own);
  });

  it("makes valid JSON of an empty row too", () => {
    for (const empty of ["{}", "{ }"])
      expect(JSON.parse(stamped(row(empty), stamp).text)).to.deep.equal({ CampaignID: 7 });
  });
});
