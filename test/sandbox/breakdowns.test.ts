import { expect } from "chai";
import { addCampaign } from "../../sandbox/changes.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import { count, countOf, get, NOW, sandboxes } from "./client.ts";

const PER_CAMPAIGN = ["geostatistics", "toplinkclicked", "useragentstatistics"] as const;
const ONE_CAMPAIGN = ["statistics/link-click", "statistics/recipient-esp"] as const;

describe("the sandbox's breakdowns of campaigns", () => {
  const start = sandboxes();
  const size = { campaigns: 60, messages: 120 };

  it("give one campaign's rows, which do not say of which they are", async () => {
    const sandbox = await start({ size });
    const ids = Array.from(sandbox.account.campaign, ({ ID }) => ID);
    for (const name of [...PER_CAMPAIGN, ...ONE_CAMPAIGN]) {
      for (const id of ids.slice(0, 10)) {
        const { rows } = await get(sandbox, `${name}?FromTS=1&CampaignID=${id}&Limit=1000`);
        const rowsOf: readonly object[] = sandbox.account[name].where("CampaignID", id);
        expect(rows, name).to.have.length(Math.min(1_000, rowsOf.length));
        expect(rows.some((row) => "CampaignID" in row)).to.equal(false);
      }
    }
  });

  it("add up the rows of several campaigns", async () => {
    const sandbox = await start({ size });
    const { geostatistics } = sandbox.account;
    const { rows } = await get(sandbox, "geostatistics?FromTS=1&Limit=1000");
    const countries = new Set(Array.from(geostatistics, ({ Country }) => Country));
    expect(rows.map(({ Country }) => Country)).to.have.members([...countries]);
    expect(countries).to.include("");
    for (const { Country, OpenedCount } of rows) {
      const opened = Array.from(geostatistics).filter((row) => row.Country === Country);
      expect(OpenedCount).to.equal(opened.reduce((sum, row) => sum + row.OpenedCount, 0));
    }
    const starred = await get(sandbox, "geostatistics?FromTS=1&Limit=1000&IsStarred=true");
    const ids = Array.from(sandbox.account.campaign).filter(({ IsStarred }) => IsStarred);
    const opened = ids.flatMap(({ ID }) => geostatistics.where("CampaignID", ID).map((row) => row.OpenedCount));
    expect(starred.rows.reduce((sum, row) => sum + Number(row.OpenedCount), 0)).to.equal(
      opened.reduce((sum, next) => sum + next, 0),
    );
  });

  it("answer for campaigns sent today alone without FromTS", async () => {
    const sandbox = await start({ size });
    const [old] = sandbox.account.campaign;
    const fresh = addCampaign(sandbox.account, NOW);
    sandbox.account.geostatistics.add({ CampaignID: fresh.ID, ClickedCount: 0, Country: "NZ", OpenedCount: 1 });
    sandbox.account.geostatistics.add({ CampaignID: old?.ID ?? 0, ClickedCount: 0, Country: "NZ", OpenedCount: 1 });
    for (const [id, today] of [
      [fresh.ID, 1],
      [old?.ID, 0],
    ]) {
      const { rows } = await get(sandbox, `geostatistics?CampaignID=${id}&Limit=1000`);
      expect(countOf(rows, ({ Country }) => Country === "NZ")).to.equal(today);
      expect(await count(sandbox, `geostatistics?FromTS=1&CampaignID=${id}`)).to.be.greaterThan(0);
    }
  });

  it("cannot do without a CampaignID where the figures are of one campaign only", async () => {
    const sandbox = await start({ size });
    for (const name of ONE_CAMPAIGN) {
      const { status, body } = await get(sandbox, `${name}?FromTS=1`);
      expect(status).to.equal(400);
      expect(JSON.parse(body)).to.include({ ErrorMessage: "The filter CampaignID is mandatory", StatusCode: 400 });
      expect((await get(sandbox, `${name}?CampaignID=1`)).rows).to.deep.equal([]);
    }
  });

  it("have more links than a page, links without an ID, and one URL at two positions", async () => {
    const { account } = await start({ size });
    const ids = Array.from(account.campaign, ({ ID }) => ID);
    expect(Math.max(...ids.map((id) => account.toplinkclicked.where("CampaignID", id).length))).to.equal(1_200);
    expect(countOf(account.toplinkclicked, ({ LinkId }) => LinkId === -1)).to.be.greaterThan(1);
    const repeats = ids.filter((id) => {
      const urls = account["statistics/link-click"].where("CampaignID", id).map(({ URL }) => URL);
      return new Set(urls).size < urls.length;
    });
    expect(repeats).to.have.length.greaterThan(0);
  });

  it("must arrive with the CampaignID first", async () => {
    const { account } = await start({ size });
    for (const name of [...PER_CAMPAIGN, ...ONE_CAMPAIGN]) {
      const rows = expectedRows(account, name);
      expect(rows).to.have.length(account[name].size);
      expect(rows.every((row) => /^\{ "CampaignID" : \d+, "[A-Z]/.test(row))).to.equal(true, name);
    }
    expect(expectedRows(account, "statistics/recipient-esp").join()).to.include(" : 1.50").and.include(" : 0.0");
  });
});
