import { expect } from "chai";
import { addMessage, touchStatistics } from "../../sandbox/changes.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import { secondsOf } from "../../sandbox/time.ts";
import { count, countOf, DAY_S, get, NOW, NOW_S, sandboxes } from "./client.ts";

const STATISTICS = ["campaignstatistics", "contactstatistics", "liststatistics"] as const;

describe("the sandbox's statistics", () => {
  const start = sandboxes();
  const size = { campaigns: 40, contacts: 60, messages: 200 };

  it("have a row for each campaign, contact and list, all found without bounds", async () => {
    const sandbox = await start({ size });
    expect(await Promise.all(STATISTICS.map((name) => count(sandbox, name)))).to.deep.equal([40, 60, 6]);
  });

  it("find what was active within the bounds, and what never was only without any", async () => {
    const sandbox = await start({ size });
    const from = NOW_S - 300 * DAY_S;
    const to = NOW_S - 30 * DAY_S;
    for (const name of STATISTICS) {
      const rows: Iterable<{ readonly LastActivityAt: string }> = sandbox.account[name];
      const times = Array.from(rows, ({ LastActivityAt }) => secondsOf(LastActivityAt));
      const dated = times.filter((time) => time !== undefined);
      expect(dated.length, name).to.be.lessThan(times.length);
      expect(await count(sandbox, `${name}?MinLastActivityAt=1`)).to.equal(dated.length);
      expect(await count(sandbox, `${name}?MaxLastActivityAt=${NOW_S}`)).to.equal(dated.length);
      const within = dated.filter((time) => time > from && time <= to).length;
      expect(await count(sandbox, `${name}?MinLastActivityAt=${from}&MaxLastActivityAt=${to}`)).to.equal(within);
    }
  });

  it("have contacts that were active in one second", async () => {
    const { account } = await start({ size: { ...size, burst: 30 } });
    const second = NOW_S - 4 * DAY_S;
    const together = countOf(account.contactstatistics, (row) => secondsOf(row.LastActivityAt) === second);
    expect(together).to.be.within(20, 30);
  });

  it("are narrowed by what the campaign and the list are", async () => {
    const sandbox = await start({ size });
    const { campaign, contactslist } = sandbox.account;
    const [deleted, starred] = [
      countOf(campaign, ({ IsDeleted }) => IsDeleted),
      countOf(campaign, ({ IsStarred }) => IsStarred),
    ];
    expect(await count(sandbox, "campaignstatistics?IsDeleted=true")).to.equal(deleted);
    expect(await count(sandbox, "campaignstatistics?IsDeleted=false")).to.equal(40 - deleted);
    expect(await count(sandbox, "campaignstatistics?IsStarred=true")).to.equal(starred);
    const [list] = contactslist;
    const ofList = countOf(campaign, ({ ListID }) => ListID === list?.ID);
    expect(await count(sandbox, `campaignstatistics?ContactsList=${list?.ID}`)).to.equal(ofList);
    expect(await count(sandbox, `liststatistics?ContactsListID=${list?.ID}`)).to.equal(1);
    expect(await count(sandbox, "liststatistics?IsDeleted=true")).to.equal(
      countOf(contactslist, (row) => row.IsDeleted),
    );
  });

  it("leave names empty and counts at 0 unless they are asked for", async () => {
    const sandbox = await start({ size });
    const plain = (await get(sandbox, "campaignstatistics?Limit=1000")).rows;
    expect(plain.every((row) => row.ContactListName === "" && row.SegmentName === "")).to.equal(true);
    const extra = (await get(sandbox, "campaignstatistics?Limit=1000&ShowExtraData=true")).rows;
    expect(extra.some((row) => row.ContactListName !== "")).to.equal(true);
    const counts = (await get(sandbox, "liststatistics?Limit=1000&CalcActive=true")).rows;
    expect(counts.every((row) => Number(row.ActiveCount) > 0 && row.ActiveUnsubscribedCount === 0)).to.equal(true);
    expect((await get(sandbox, "liststatistics?Limit=1000")).rows.every((row) => row.ActiveCount === 0)).to.equal(true);
    expect(expectedRows(sandbox.account, "liststatistics").some((row) => row.includes('"ActiveCount" : 0'))).to.be
      .false;
  });

  it("move in time with one more click when touched", async () => {
    const sandbox = await start({ size });
    for (const name of STATISTICS) {
      const [row] = sandbox.account[name];
      if (row === undefined) throw new Error("An empty account");
      expect(row.LastActivityAt).to.equal("");
      const { ClickedCount } = row;
      touchStatistics(sandbox.account, name, row, NOW);
      expect(row).to.include({ ClickedCount: ClickedCount + 1, LastActivityAt: "2026-03-10T12:00:00Z" });
      expect(await count(sandbox, `${name}?MinLastActivityAt=${NOW_S - 1}`)).to.be.greaterThan(0);
    }
  });
});

describe("the sandbox's outcomes of messages", () => {
  const start = sandboxes();
  const name = "messagesentstatistics";

  it("give each campaign's first message only, unless all are asked for", async () => {
    const sandbox = await start();
    expect(await count(sandbox, `${name}?FromTS=1`)).to.equal(12);
    expect(await count(sandbox, `${name}?FromTS=1&AllMessages=true`)).to.equal(120);
    const { CampaignID } = addMessage(sandbox.account, NOW);
    const all = await count(sandbox, `${name}?FromTS=1&AllMessages=true&CampaignID=${CampaignID}`);
    expect(all).to.equal(sandbox.account[name].where("CampaignID", CampaignID).length);
    expect(await count(sandbox, `${name}?FromTS=1&CampaignID=${CampaignID}`)).to.equal(1);
  });

  it("say when and why one bounced if asked", async () => {
    const sandbox = await start();
    const bounced = async (more: string) =>
      (await get(sandbox, `${name}?FromTS=1&AllMessages=true&Limit=1000${more}`)).rows.filter((row) => row.Bounce);
    expect((await bounced("&ShowExtraData=true")).every((row) => row.BounceDate !== "")).to.equal(true);
    const plain = await bounced("");
    expect(plain).to.have.length.greaterThan(0);
    expect(plain.every((row) => row.BounceDate === "" && row.BounceReason === "")).to.equal(true);
  });
});
