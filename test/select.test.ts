import { expect } from "chai";
import { each, ownDates, select, WHOLE } from "../src/select.ts";
import { streams } from "../src/streams.ts";
import { declaration, settings } from "./support/settings.ts";

const JANUARY = Date.UTC(2026, 0, 1) / 1_000;
const ofCampaigns = (campaigns: number[]) => ({ filter: { filter_type: "campaigns_and_event_dates", campaigns } });
const ofLists = (contact_lists: number[]) => ({
  filter: { filter_type: "contact_lists_and_sent_dates", contact_lists },
});
const dates = { start_date: "2026-01-01T00:00:00Z" };

/** The parameters by which a stream is asked for, one set per partition. */
function asked(name: string, config: object) {
  const selection = select(declaration(name), settings(config));
  return selection.kind === "partitions" ? selection.partitions.map(({ params }) => params) : selection;
}

const NARROWED = ["bounce_events", "click_events", "open_events", "messages", "sent_campaigns", "contacts"];

describe("select()", () => {
  it("does not divide a stream when all campaigns are wanted", () => {
    for (const name of streams.keys()) {
      expect(asked(name, {})).to.deep.equal([{}]);
      expect(asked(name, ofCampaigns([]))).to.deep.equal([{}]);
    }
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
    const found = { kind: "campaigns of lists", lists: ["5"] };
    expect(asked("messages", ofLists([5]))).to.deep.equal({ ...found, param: "Campaign" });
    expect(asked("open_events", { ...ofLists([5]), ...dates })).to.deep.equal({ ...found, param: "CampaignID" });
    expect(asked("sent_campaigns", { ...ofLists([5]), ...dates })).to.deep.equal([{ ContactsListID: "5" }]);
  });

  it("leaves streams alone that neither campaigns nor lists concern", () => {
    for (const name of ["contacts_list", "segmentation"]) expect(asked(name, ofCampaigns([7]))).to.deep.equal([{}]);
  });

  it("names each partition for the state, the undivided stream by nothing", () => {
    expect(WHOLE.key).to.equal("");
    expect(each("CampaignID", ["7", "8", "7"]).map(({ key }) => key)).to.deep.equal(["CampaignID=7", "CampaignID=8"]);
  });
});

describe("ownDates()", () => {
  it("are the dates of the rows themselves, unless they bound the sending of the rows' campaigns", () => {
    const own = (name: string, config: object) => ownDates(declaration(name), settings({ ...dates, ...config })).start;
    for (const name of NARROWED) expect(own(name, {}), name).to.equal(JANUARY);
    expect(own("open_events", ofCampaigns([7]))).to.equal(JANUARY);
    expect(own("sent_campaigns", ofLists([5]))).to.equal(JANUARY);
    for (const name of ["open_events", "messages"]) expect(own(name, ofLists([5])), name).to.equal(undefined);
  });
});
