/** The menus on the tables beside the reports: figures per campaign, statistics, drafts, the overview, subscriptions. */
import { expect } from "chai";
import type { RowIn } from "../../sandbox/account.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { instantOf, isBetween, sortedDates } from "../support/dates.ts";
import { expectRows as expectRowsOf } from "../support/here.ts";
import { testSandbox } from "../support/sandboxes.ts";

type Campaign = RowIn<"campaign">;

/** Rows of one campaign each, by their CampaignID. */
const OF_CAMPAIGNS = {
  geo_statistics: "geostatistics",
  link_clicks: "statistics/link-click",
  mailbox_providers: "statistics/recipient-esp",
  message_information: "messageinformation",
  message_outcomes: "messagesentstatistics",
  top_links: "toplinkclicked",
  user_agent_statistics: "useragentstatistics",
} as const;

describe("the menus, on the other tables", () => {
  let sandbox: Sandbox;
  before(async () => {
    // Most of these tables are read campaign by campaign.
    sandbox = await testSandbox({ size: { campaigns: 50 } });
  });
  after(() => sandbox.close());

  const kept = ({ IsDeleted }: Campaign) => !IsDeleted;
  const campaigns = () => Array.from(sandbox.account.campaign);

  const expectRows = (config: object, expected: Readonly<Record<string, readonly string[]>>) =>
    expectRowsOf(sandbox, config, expected);

  /** The rows that belong to wanted campaigns. */
  function ofCampaigns(isWanted: (campaign: Campaign) => boolean): Record<string, string[]> {
    const ids = new Set(
      campaigns()
        .filter(isWanted)
        .map(({ ID }) => ID),
    );
    const rowsOf = (table: (typeof OF_CAMPAIGNS)[keyof typeof OF_CAMPAIGNS]) =>
      expectedRows(sandbox.account, table, ({ CampaignID }) => ids.has(CampaignID));
    return Object.fromEntries(Object.entries(OF_CAMPAIGNS).map(([stream, table]) => [stream, rowsOf(table)]));
  }

  const chosen = () =>
    campaigns()
      .filter(({ IsDeleted, ListID }) => !IsDeleted && ListID > 0)
      .slice(2, 6);
  const filterOf = () => ({ filter_type: "campaigns_and_event_dates", campaigns: chosen().map(({ ID }) => ID) });
  const lists = () => [...new Set(chosen().map(({ ListID }) => ListID))];
  const listFilter = () => ({ filter_type: "contact_lists_and_sent_dates", contact_lists: lists() });
  const day = (daysAgo: number) =>
    `${new Date(sandbox.now().getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10)}T08:30:00Z`;

  it("leave out what belongs to deleted campaigns, unless it is wanted", async () => {
    await expectRows({}, ofCampaigns(kept));
    await expectRows(
      { include_deleted_campaigns: true },
      ofCampaigns(() => true),
    );
  });

  it("narrow to starred campaigns, and leave out those of the newsletter tool", async () => {
    await expectRows(
      { starred: "starred" },
      ofCampaigns((one) => kept(one) && one.IsStarred),
    );
    const isOther = (one: Campaign) => kept(one) && one.NewsLetterID === 0;
    await expectRows({ include_newsletter_tool_campaigns: false }, ofCampaigns(isOther));
  });

  it("bring what belongs to chosen campaigns, whenever they were sent", async () => {
    const ids = new Set(filterOf().campaigns);
    const expected = ofCampaigns(({ ID }) => ids.has(ID));
    await expectRows({ filter: filterOf() }, expected);
    await expectRows({ filter: filterOf(), start_date: day(1) }, expected);
  });

  it("bring what belongs to campaigns sent within the dates, to the second", async () => {
    const times = sortedDates(
      campaigns()
        .filter(kept)
        .map(({ SendStartAt }) => SendStartAt),
    );
    const [start = "", end = ""] = [times[Math.floor(times.length / 4)], times[Math.floor(times.length / 2)]];
    const isSent = (one: Campaign) => kept(one) && isBetween(one.SendStartAt, start, end);
    await expectRows({ start_date: start, end_date: end }, ofCampaigns(isSent));
  });

  it("bring what was sent to the chosen lists, within the sent dates", async () => {
    const isSentTo = (one: Campaign) => kept(one) && lists().includes(one.ListID);
    await expectRows({ filter: listFilter() }, ofCampaigns(isSentTo));
    const start = day(400);
    const isSent = (one: Campaign) => isSentTo(one) && instantOf(one.SendStartAt) >= instantOf(start);
    await expectRows({ filter: listFilter(), start_date: start }, ofCampaigns(isSent));
  });

  it("narrow the statistics of campaigns, which Mailjet cannot, and those of lists", async () => {
    const { account } = sandbox;
    const statistics = (isWanted: (campaign: Campaign) => boolean) => {
      const ids = new Set(
        campaigns()
          .filter(isWanted)
          .map(({ ID }) => ID),
      );
      return {
        campaign_statistics: expectedRows(account, "campaignstatistics", ({ CampaignID }) => ids.has(CampaignID)),
      };
    };
    await expectRows({}, statistics(kept));
    await expectRows(
      { starred: "starred" },
      statistics((one) => kept(one) && one.IsStarred),
    );
    await expectRows(
      { filter: filterOf() },
      statistics(({ ID }) => filterOf().campaigns.includes(ID)),
    );
    await expectRows(
      { filter: listFilter() },
      statistics((one) => kept(one) && lists().includes(one.ListID)),
    );
    const ofLists = (isWanted: (row: RowIn<"liststatistics">) => boolean) => ({
      list_statistics: expectedRows(account, "liststatistics", isWanted),
    });
    await expectRows(
      {},
      ofLists(({ IsDeleted }) => !IsDeleted),
    );
    const config = { filter: listFilter(), include_deleted_lists: true };
    await expectRows(
      config,
      ofLists(({ ID }) => lists().includes(ID)),
    );
  });

  it("bound the statistics by their last activity", async () => {
    const [start, end] = [day(60), day(2)];
    // What was never active lies outside of no dates.
    const isWithin = ({ LastActivityAt: at }: { readonly LastActivityAt: string }) =>
      at === "" || isBetween(at, start, end);
    await expectRows(
      { start_date: start, end_date: end, include_deleted_campaigns: true, include_deleted_lists: true },
      {
        campaign_statistics: expectedRows(sandbox.account, "campaignstatistics", isWithin),
        contact_statistics: expectedRows(sandbox.account, "contactstatistics", isWithin),
        list_statistics: expectedRows(sandbox.account, "liststatistics", isWithin),
      },
    );
  });

  it("narrow subscriptions and properties to the lists, a contact's on two of them once", async () => {
    const { account } = sandbox;
    const all = Array.from(account.listrecipient);
    const ofSomebody = new Map<number, number[]>();
    for (const { ContactID, ListID } of all) {
      ofSomebody.set(ContactID, [...(ofSomebody.get(ContactID) ?? []), ListID]);
    }
    const both =
      Array.from(ofSomebody.values())
        .find(({ length }) => length > 1)
        ?.slice(0, 2) ?? [];
    const contacts = new Set(all.filter(({ ListID }) => both.includes(ListID)).map(({ ContactID }) => ContactID));
    await expectRows(
      { filter: { filter_type: "contact_lists_and_sent_dates", contact_lists: both } },
      {
        list_recipients: expectedRows(account, "listrecipient", ({ ListID }) => both.includes(ListID)),
        contact_properties: expectedRows(account, "contactdata", ({ ContactID }) => contacts.has(ContactID)),
      },
    );
    const ids = new Set(filterOf().campaigns);
    const recipients = new Set(
      Array.from(account.message)
        .filter(({ CampaignID }) => ids.has(CampaignID))
        .map(({ ContactID }) => ContactID),
    );
    await expectRows(
      { filter: filterOf() },
      { contact_properties: expectedRows(account, "contactdata", ({ ContactID }) => recipients.has(ContactID)) },
    );
  });

  it("bring drafts and the overview with or without a star", async () => {
    const { account } = sandbox;
    for (const starred of ["starred", "not_starred"] as const) {
      const isWanted = starred === "starred";
      await expectRows(
        { starred, include_archived_drafts_and_ab_tests: true },
        {
          campaign_drafts: expectedRows(account, "campaigndraft", ({ IsStarred }) => IsStarred === isWanted),
          campaign_overview: expectedRows(account, "campaignoverview", ({ Starred }) => Starred === isWanted),
        },
      );
    }
  });

  it("show archived campaigns, drafts and A/B tests in the overview only when they are wanted", async () => {
    const overview = (isWanted: (row: RowIn<"campaignoverview">) => boolean) => ({
      campaign_overview: expectedRows(sandbox.account, "campaignoverview", isWanted),
    });
    const isPlain = ({ IDType, Status }: RowIn<"campaignoverview">) =>
      IDType !== "AX" && Status !== -1 && !(IDType === "NL" && Status === 0);
    await expectRows({}, overview(isPlain));
    const all = overview(() => true);
    expect(all.campaign_overview.length).to.be.above(overview(isPlain).campaign_overview.length);
    await expectRows({ include_archived_drafts_and_ab_tests: true }, all);
  });
});
