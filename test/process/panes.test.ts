/** The menus of the configuration: each brings the rows that it says, no more and no fewer. */
import { expect } from "chai";
import type { RowIn } from "../../sandbox/account.ts";
import { campaignOf, expectedRows } from "../../sandbox/expected.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { instantOf, isBetween, sortedDates } from "../support/dates.ts";
import { expectRows as expectRowsOf } from "../support/here.ts";
import { testSandbox } from "../support/sandboxes.ts";

const TIMES = {
  bouncestatistics: (row: RowIn<"bouncestatistics">) => row.BouncedAt,
  clickstatistics: (row: RowIn<"clickstatistics">) => row.ClickedAt,
  openinformation: (row: RowIn<"openinformation">) => row.OpenedAt,
  message: (row: RowIn<"message">) => row.ArrivedAt,
};

type Campaign = RowIn<"campaign">;

describe("the menus of the configuration", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await testSandbox();
  });
  after(() => sandbox.close());

  const day = (daysAgo: number) =>
    `${new Date(sandbox.now().getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10)}T08:30:00Z`;

  const expectRows = (config: object, expected: Readonly<Record<string, readonly string[]>>) =>
    expectRowsOf(sandbox, config, expected);

  /** The rows of the three event streams whose campaign and time are wanted. */
  function events(isWanted: (campaign: Campaign | undefined) => boolean, isTime: (at: string) => boolean = () => true) {
    const { account } = sandbox;
    return {
      bounce_events: expectedRows(
        account,
        "bouncestatistics",
        (row) => isWanted(campaignOf(account, row)) && isTime(TIMES.bouncestatistics(row)),
      ),
      click_events: expectedRows(
        account,
        "clickstatistics",
        (row) => isWanted(campaignOf(account, row)) && isTime(TIMES.clickstatistics(row)),
      ),
      open_events: expectedRows(
        account,
        "openinformation",
        (row) => isWanted(campaignOf(account, row)) && isTime(TIMES.openinformation(row)),
      ),
    };
  }

  const kept = (campaign: Campaign | undefined) => campaign?.IsDeleted === false;

  /** The campaigns that are wanted, and all that belongs to them. */
  const ofCampaigns = (isWanted: (campaign: Campaign | undefined) => boolean) => ({
    ...events(isWanted),
    messages: expectedRows(sandbox.account, "message", ({ CampaignID }) =>
      isWanted(campaignOf(sandbox.account, { CampaignID })),
    ),
    sent_campaigns: expectedRows(sandbox.account, "campaign", isWanted),
  });

  describe("all campaigns", () => {
    it("bounds each row's own time by the dates, both seconds included", async () => {
      const { account } = sandbox;
      const times = sortedDates(Array.from(account.openinformation, TIMES.openinformation));
      // Real instants of real rows: the bounds themselves must be in.
      const [start = "", end = ""] = [times[Math.floor(times.length / 3)], times[Math.floor(times.length / 2)]];
      const isTime = (at: string) => isBetween(at, start, end);
      await expectRows(
        { start_date: start, end_date: end, include_deleted_campaigns: true },
        {
          ...events(() => true, isTime),
          messages: expectedRows(account, "message", (row) => isTime(row.ArrivedAt)),
          sent_campaigns: expectedRows(account, "campaign", (row) => isTime(row.SendStartAt)),
        },
      );
    });

    it("leaves out deleted campaigns, their messages and their events", async () => {
      await expectRows({}, ofCampaigns(kept));
    });

    it("leaves out campaigns made with the newsletter tool, their messages and their events", async () => {
      const isWanted = (campaign: Campaign | undefined) => kept(campaign) && campaign?.NewsLetterID === 0;
      await expectRows({ include_newsletter_tool_campaigns: false }, ofCampaigns(isWanted));
    });

    for (const starred of ["starred", "not_starred"] as const) {
      it(`brings what is ${starred}`, async () => {
        const isWanted = (campaign: Campaign | undefined) =>
          kept(campaign) && campaign?.IsStarred === (starred === "starred");
        await expectRows({ starred }, ofCampaigns(isWanted));
      });
    }
  });

  describe("campaigns and event dates", () => {
    const chosen = () =>
      Array.from(sandbox.account.campaign)
        .filter((one) => !one.IsDeleted)
        .slice(-4, -1)
        .map(({ ID }) => ID);
    const filter = () => ({ filter_type: "campaigns_and_event_dates", campaigns: chosen() });

    it("brings all that belongs to the chosen campaigns", async () => {
      const { account } = sandbox;
      const ids = new Set(chosen());
      const isWanted = (campaign: Campaign | undefined) => campaign !== undefined && ids.has(campaign.ID);
      const messages = Array.from(account.message).filter(({ CampaignID }) => ids.has(CampaignID));
      const contacts = new Set(messages.map(({ ContactID }) => ContactID));
      await expectRows(
        { filter: filter() },
        {
          ...events(isWanted),
          messages: expectedRows(account, "message", ({ CampaignID }) => ids.has(CampaignID)),
          sent_campaigns: expectedRows(account, "campaign", isWanted),
          contacts: expectedRows(account, "contact", ({ ID }) => contacts.has(ID)),
        },
      );
    });

    it("bounds the event's own time by the dates", async () => {
      const ids = new Set(chosen());
      const isWanted = (campaign: Campaign | undefined) => campaign !== undefined && ids.has(campaign.ID);
      const opens = Array.from(sandbox.account.openinformation).filter(({ CampaignID }) => ids.has(CampaignID));
      const times = sortedDates(opens.map(({ OpenedAt }) => OpenedAt));
      const start = times[Math.floor(times.length / 2)] ?? "";
      const { open_events } = events(isWanted, (at) => instantOf(at) >= instantOf(start));
      await expectRows({ filter: filter(), start_date: start }, { open_events });
    });

    it("means all campaigns where none is chosen", async () => {
      const { open_events } = events(kept);
      await expectRows({ filter: { filter_type: "campaigns_and_event_dates", campaigns: [] } }, { open_events });
    });
  });

  describe("contact lists and sent dates", () => {
    const chosen = () => {
      const used = Map.groupBy(
        Array.from(sandbox.account.campaign).filter(({ ListID }) => ListID > 0),
        ({ ListID }) => ListID,
      );
      return [...used]
        .sort(([, a], [, b]) => b.length - a.length)
        .slice(0, 6)
        .map(([id]) => id);
    };
    const filter = () => ({ filter_type: "contact_lists_and_sent_dates", contact_lists: chosen() });

    for (const isDated of [false, true]) {
      it(`brings what was sent to the lists${isDated ? ", within the sent dates" : ""}`, async () => {
        const { account } = sandbox;
        const lists = new Set(chosen());
        const [start, end] = [day(300), day(20)];
        const isWanted = (campaign: Campaign | undefined) =>
          kept(campaign) &&
          campaign !== undefined &&
          lists.has(campaign.ListID) &&
          (!isDated || isBetween(campaign.SendStartAt, start, end));
        const config = { filter: filter(), ...(isDated && { start_date: start, end_date: end }) };
        await expectRows(config, {
          ...events(isWanted),
          messages: expectedRows(account, "message", (row) =>
            isWanted(campaignOf(account, { CampaignID: row.CampaignID })),
          ),
          sent_campaigns: expectedRows(account, "campaign", isWanted),
        });
      });
    }

    it("brings a contact that is on two lists once", async () => {
      const { account } = sandbox;
      const lists = new Set(chosen());
      const places = Array.from(account.listrecipient).filter(({ ListID }) => lists.has(ListID));
      const contacts = new Set(places.map(({ ContactID }) => ContactID));
      expect(contacts.size, "some contacts are on both").to.be.below(places.length);
      await expectRows(
        { filter: filter() },
        { contacts: expectedRows(account, "contact", ({ ID }) => contacts.has(ID)) },
      );
    });
  });

  it("updated_since brings contacts that were created or changed since", async () => {
    const since = day(30);
    const contacts = expectedRows(sandbox.account, "contact", (row) =>
      [
        row.CreatedAt,
        row.LastUpdateAt,
        row.LastActivityAt,
        row.UnsubscribedAt,
        row.ExclusionFromCampaignsUpdatedAt,
      ].some((at) => instantOf(at) >= instantOf(since)),
    );
    expect(contacts).to.have.length.below(sandbox.account.contact.size);
    await expectRows({ updated_since: since }, { contacts });
  });

  for (const statuses of [["used"], ["unused", "deleted"], ["deleted"]]) {
    it(`segment_status brings segments that are ${statuses.join(" or ")}`, async () => {
      const segmentation = expectedRows(sandbox.account, "contactfilter", ({ Status }) => statuses.includes(Status));
      await expectRows({ segment_status: statuses }, { segmentation });
    });
  }

  for (const include of [false, true]) {
    it(`include_deleted_lists ${include} brings ${include ? "all lists" : "those that are not deleted"}`, async () => {
      const contacts_list = expectedRows(sandbox.account, "contactslist", ({ IsDeleted }) => include || !IsDeleted);
      await expectRows({ include_deleted_lists: include }, { contacts_list });
    });
  }
});
