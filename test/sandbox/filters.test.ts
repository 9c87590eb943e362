import { expect } from "chai";
import type { Filter, Resource } from "../../sandbox/declaration.ts";
import { campaignOf } from "../../sandbox/expected.ts";
import { resources } from "../../sandbox/resources.ts";
import { count, countOf, get, sandboxes } from "./client.ts";

type CampaignsOwn = Parameters<typeof campaignOf>[1];

describe("the sandbox's filters", () => {
  const start = sandboxes();
  const size = { campaigns: 60, messages: 300, opens: 200, clicks: 200, bounces: 50 };

  it("narrows campaigns and their events by what the campaign is", async () => {
    const sandbox = await start({ size });
    const { account } = sandbox;
    const cases = {
      "IsDeleted=true": (row?: { IsDeleted: boolean }) => row?.IsDeleted === true,
      "IsDeleted=false": (row?: { IsDeleted: boolean }) => row?.IsDeleted === false,
      "IsStarred=true": (row?: { IsStarred: boolean }) => row?.IsStarred === true,
      "IsNewsletterTool=true": (row?: { NewsLetterID: number }) => (row?.NewsLetterID ?? 0) > 0,
      "IsNewsletterTool=false": (row?: { NewsLetterID: number }) => row?.NewsLetterID === 0,
    };
    for (const [query, isWanted] of Object.entries(cases)) {
      const campaigns = countOf(account.campaign, isWanted);
      expect(campaigns).to.be.within(1, 59, query);
      expect(await count(sandbox, `campaign?FromTS=1&${query}`)).to.equal(campaigns, query);
      for (const name of ["openinformation", "clickstatistics", "bouncestatistics"] as const) {
        const rows: Iterable<CampaignsOwn> = account[name];
        const events = countOf(rows, (row) => isWanted(campaignOf(account, row)));
        expect(await count(sandbox, `${name}?FromTS=1&${query}`)).to.equal(events, `${name} ${query}`);
      }
    }
  });

  it("narrows by campaign, by list and by workflow", async () => {
    const sandbox = await start({ size });
    const { account } = sandbox;
    const campaign = Array.from(account.campaign).find(({ ListID }) => ListID > 0);
    const [id, list] = [campaign?.ID ?? 0, campaign?.ListID ?? 0];
    for (const name of ["openinformation", "clickstatistics"] as const) {
      const rows: Iterable<CampaignsOwn> = account[name];
      const ofCampaign = countOf(rows, (row) => campaignOf(account, row)?.ID === id);
      const ofList = countOf(rows, (row) => campaignOf(account, row)?.ListID === list);
      expect(await count(sandbox, `${name}?FromTS=1&CampaignID=${id}`)).to.equal(ofCampaign);
      expect(await count(sandbox, `${name}?FromTS=1&ContactsList=${list}`)).to.equal(ofList);
    }
    const campaigns = countOf(account.campaign, ({ ListID }) => ListID === list);
    expect(await count(sandbox, `campaign?FromTS=1&ContactsListID=${list}`)).to.equal(campaigns);
    const flows = countOf(account.campaign, ({ WorkflowID }) => WorkflowID === 802);
    expect(await count(sandbox, "campaign?FromTS=1&WorkflowID=802")).to.equal(flows);
  });

  it("narrows messages by campaign, contact and status, and not by list", async () => {
    const sandbox = await start({ size });
    const { account } = sandbox;
    const [message] = Array.from(account.message);
    for (const name of ["Campaign", "CampaignID"]) {
      const expected = countOf(account.message, ({ CampaignID }) => CampaignID === message?.CampaignID);
      expect(await count(sandbox, `message?FromTS=1&${name}=${message?.CampaignID}`)).to.equal(expected);
    }
    const ofContact = countOf(account.message, ({ ContactID }) => ContactID === message?.ContactID);
    expect(await count(sandbox, `message?FromTS=1&Contact=${message?.ContactID}`)).to.equal(ofContact);
    const opened = countOf(account.message, ({ Status }) => Status === "opened");
    expect(await count(sandbox, "message?FromTS=1&MessageStatus=Opened")).to.equal(opened);
    expect(await count(sandbox, "message?FromTS=1&ContactsList=1")).to.equal(300);
  });

  it("finds the events of one message, by an ID that no double holds", async () => {
    const sandbox = await start({ size });
    const [open] = Array.from(sandbox.account.openinformation);
    const { rows } = await get(sandbox, `openinformation?FromTS=1&Limit=1000&MessageID=${open?.MessageID}`);
    expect(rows.length).to.be.greaterThan(0);
    expect(new Set(rows.map(({ MessageID }) => MessageID))).to.deep.equal(new Set([open?.MessageID]));
  });

  it("narrows contacts by list, campaign and exclusion; some are on several lists", async () => {
    const sandbox = await start({ size: { ...size, contacts: 200 } });
    const { account } = sandbox;
    const lists = Array.from(account.contactslist, ({ ID }) => ID);
    const counts = await Promise.all(lists.map((id) => count(sandbox, `contact?ContactsList=${id}`)));
    expect(counts).to.deep.equal(lists.map((id) => account.listrecipient.where("ListID", id).length));
    const onSome = new Set(Array.from(account.listrecipient, ({ ContactID }) => ContactID)).size;
    expect(account.listrecipient.size).to.be.greaterThan(onSome);
    const [campaign = { ID: 0 }] = Array.from(account.campaign);
    const targets = new Set(account.message.where("CampaignID", campaign.ID).map(({ ContactID }) => ContactID));
    expect(await count(sandbox, `contact?Campaign=${campaign.ID}`)).to.equal(targets.size);
    const excluded = countOf(account.contact, (row) => row.IsExcludedFromCampaigns);
    expect(await count(sandbox, "contact?IsExcludedFromCampaigns=true")).to.equal(excluded);
  });

  it("gives deleted lists along with the others unless told", async () => {
    const sandbox = await start();
    const deleted = countOf(sandbox.account.contactslist, ({ IsDeleted }) => IsDeleted);
    expect(await count(sandbox, "contactslist")).to.equal(6);
    expect(await count(sandbox, "contactslist?IsDeleted=true"))
      .to.equal(deleted)
      .and.to.be.greaterThan(0);
    expect(await count(sandbox, "contactslist?IsDeleted=false")).to.equal(6 - deleted);
  });

  it("hides deleted segments unless ShowDeleted, or Status, asks for them", async () => {
    const sandbox = await start();
    const counts = ["", "?ShowDeleted=true", "?ShowDeleted=false", "?Status=deleted", "?Status=used"];
    expect(await Promise.all(counts.map((query) => count(sandbox, `contactfilter${query}`)))).to.deep.equal([
      6, 8, 6, 2, 4,
    ]);
  });

  it("answers to every filter that is declared", async () => {
    const sandbox = await start();
    for (const [name, declaration] of Object.entries<Resource>(resources)) {
      for (const [param, filter] of Object.entries(declaration.filters)) {
        const { status } = await get(sandbox, `${name}?FromTS=1&${param}=${plausible(declaration, filter)}`);
        expect([name, param, status]).to.deep.equal([name, param, 200]);
      }
    }
  });
});

function plausible({ columns }: Resource, filter: Filter): string {
  if ("flag" in filter || "only" in filter || "positive" in filter) return "true";
  if ("words" in filter) return filter.words?.[0] ?? "";
  return columns[filter.column] === "flag" ? "true" : "1";
}
