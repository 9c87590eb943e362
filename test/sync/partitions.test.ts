import { expect } from "chai";
import { streams } from "../../src/streams/table.ts";
import { each, ownDates, select, WHOLE } from "../../src/sync/partitions.ts";
import { declaration, settings } from "../support/settings.ts";

const JANUARY = Date.UTC(2026, 0, 1) / 1_000;
const ofCampaigns = (campaigns: number[]) => ({ filter: { filter_type: "campaigns_and_event_dates", campaigns } });
const ofLists = (contact_lists: number[]) => ({
  filter: { filter_type: "contact_lists_and_sent_dates", contact_lists },
});
const dates = { start_date: "2026-01-01T00:00:00Z" };

/** The parameters by which a stream is asked for, one set per partition. */
function asked(name: string, config: object) {
  const selection = select(declaration(name, config), settings(config));
  return selection.kind === "partitions" ? selection.partitions.map(({ params }) => params) : selection;
}

const NARROWED = ["bounce_events", "click_events", "open_events", "messages", "sent_campaigns", "contacts"];

describe("select()", () => {
  it("does not divide a stream when all campaigns are wanted", () => {
    for (const name of streams.keys()) {
      if (declaration(name).each !== undefined) continue;
      expect(asked(name, {})).to.deep.equal([{}]);
      expect(asked(name, ofCampaigns([]))).to.deep.equal([{}]);
    }
  });

  it("asks per campaign for figures that the API has of one campaign, whichever are wanted", () => {
    for (const name of ["geo_statistics", "top_links", "link_clicks", "mailbox_providers", "message_outcomes"]) {
      const asks = (isDated: boolean) => ({
        kind: "each parent",
        param: "CampaignID",
        parents: { of: "sent_campaigns", isDated, begins: undefined },
      });
      // They have no time of their own: the dates can only bound the campaigns.
      expect(asked(name, dates)).to.deep.equal(asks(true));
      expect(asked(name, ofLists([5]))).to.deep.equal(asks(true));
      expect(asked(name, { ...ofCampaigns([7]), ...dates })).to.deep.equal(asks(false));
    }
  });

  it("asks for counters per campaign, list or sender, as the menu says, or once for the API key", () => {
    const sources = { Campaign: "sent_campaigns", List: "contacts_list", Sender: "senders" };
    for (const [counter_source, of] of Object.entries(sources))
      expect(asked("stat_counters", { counter_source }))
        .to.deep.include({ kind: "each parent", param: "SourceID" })
        .and.to.have.nested.property("parents.of", of);
    expect(asked("stat_counters", { counter_source: "APIKey" })).to.deep.equal([{}]);
  });

  it("chooses the lists to count for by their menu", () => {
    expect(asked("stat_counters", { counter_source: "List", ...ofLists([5]) }))
      .to.have.nested.property("parents.only")
      .that.deep.equals(["5"]);
    expect(asked("stat_counters", { counter_source: "Sender", ...ofLists([5]) })).to.not.have.nested.property(
      "parents.only",
    );
  });

  it("looks up the campaigns of a day's messages where only their send time can be bounded", () => {
    expect(asked("message_information", {})).to.deep.equal([{}]);
    expect(asked("message_information", dates)).to.deep.include({ kind: "each parent", param: "CampaignID" });
    expect(asked("message_information", { ...ofCampaigns([7]), ...dates })).to.deep.equal([{ CampaignID: "7" }]);
  });

  it("picks the chosen campaigns' rows where the API cannot", () => {
    const picked = { kind: "rows of parents", column: "CampaignID" };
    expect(asked("campaign_statistics", ofCampaigns([7]))).to.deep.include(picked);
    expect(asked("campaign_statistics", ofLists([5]))).to.deep.include(picked);
  });

  it("asks in several ways for what none of them covers", () => {
    expect(asked("campaign_overview", { include_archived_drafts_and_ab_tests: true })).to.deep.equal([
      { All: "true" },
      { Archived: "true" },
      { Drafts: "true" },
    ]);
  });

  it("asks campaign by campaign, each once", () => {
    const params: Record<string, string> = { messages: "Campaign", contacts: "Campaign" };
    for (const name of NARROWED) {
      const param = params[name] ?? "CampaignID";
      expect(asked(name, ofCampaigns([7, 8])), name).to.deep.equal([{ [param]: "7" }, { [param]: "8" }]);
    }
  });

  it("asks list by list where the resource knows lists", () => {
    expect(asked("open_events", ofLists([5]))).to.deep.equal([{ ContactsList: "5" }]);
    expect(asked("sent_campaigns", ofLists([5]))).to.deep.equal([{ ContactsListID: "5" }]);
    expect(asked("contacts", { ...ofLists([5, 6]), ...dates })).to.deep.equal([
      { ContactsList: "5" },
      { ContactsList: "6" },
    ]);
  });

  it("finds the lists' campaigns first where it does not, or where their send time is bounded", () => {
    const found = { kind: "each parent", parents: { of: "sent_campaigns", isDated: true } };
    expect(asked("messages", ofLists([5]))).to.deep.equal({ ...found, param: "Campaign" });
    expect(asked("open_events", { ...ofLists([5]), ...dates })).to.deep.equal({ ...found, param: "CampaignID" });
    expect(asked("sent_campaigns", { ...ofLists([5]), ...dates })).to.deep.equal([{ ContactsListID: "5" }]);
  });

  it("leaves streams alone that neither campaigns nor lists concern", () => {
    for (const name of ["contacts_list", "segmentation"]) expect(asked(name, ofCampaigns([7]))).to.deep.equal([{}]);
  });

  it("names each partition for the state, the undivided stream by nothing", () => {
    expect(WHOLE.key).to.equal("");
    const parents = ["10", "8", "10"].map((id) => ({ id }));
    expect(each("CampaignID", parents).map(({ key }) => key)).to.deep.equal(["CampaignID=8", "CampaignID=10"]);
  });
});

describe("ownDates()", () => {
  it("are the dates of the rows themselves, unless they bound the sending of the rows' campaigns", () => {
    const own = (name: string, config: object) =>
      ownDates(declaration(name, config), settings({ ...dates, ...config })).start;
    for (const name of NARROWED) expect(own(name, {}), name).to.equal(JANUARY);
    expect(own("open_events", ofCampaigns([7]))).to.equal(JANUARY);
    expect(own("sent_campaigns", ofLists([5]))).to.equal(JANUARY);
    for (const name of ["open_events", "messages", "stat_counters"])
      expect(own(name, ofLists([5])), name).to.equal(undefined);
    expect(own("stat_counters", { counter_source: "Sender", ...ofLists([5]) })).to.equal(JANUARY);
  });
});
