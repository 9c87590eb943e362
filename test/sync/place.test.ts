/** Where a state goes on, for each kind of stream. */
import { expect } from "chai";
import type { Reading } from "../../src/airbyte/state.ts";
import { each, type Partition } from "../../src/sync/partitions.ts";
import { knownPartitions, placeOf } from "../../src/sync/place.ts";
import type { Situation } from "../../src/sync/plan.ts";
import { instantOf } from "../support/dates.ts";
import { declaration, settings } from "../support/settings.ts";

const AT = instantOf("2026-01-31T10:00:00Z");
const DAY_S = 86_400;

interface Given {
  readonly config?: object;
  readonly cursor?: number;
  readonly partitions?: readonly Partition[] | undefined;
  readonly finished?: Reading["finished"];
  readonly positions?: Reading["positions"];
  readonly open?: Reading["open"];
  readonly through?: string;
}

function place(stream: string, given: Given = {}): string {
  const { config = {}, cursor, finished = new Map(), positions = new Map(), open, through } = given;
  const declared = declaration(stream, config);
  const situation: Situation = { declaration: declared, dates: { lookbackDays: 7 }, cursor, until: AT + DAY_S };
  const partitions = "partitions" in given ? given.partitions : knownPartitions(declared, settings(config));
  return placeOf({ situation, partitions, reading: { finished, positions, through, ...(open && { open }) } });
}

describe("where a state goes on", () => {
  const campaigns = each("CampaignID", [{ id: "7" }, { id: "9" }, { id: "123" }]);

  it("is the beginning or the look-back where nothing was read, whatever the stream", () => {
    for (const stream of ["open_events", "contacts", "segmentation"]) {
      expect(place(stream), stream).to.equal("from the beginning");
    }
    expect(place("open_events", { cursor: AT })).to.equal("from 2026-01-24T10:00:00Z");
    expect(place("contacts", { cursor: AT })).to.equal("from 2026-01-24T10:00:00Z");
    expect(place("top_links", { partitions: campaigns })).to.equal("from the first campaign (0 of 3 done)");
  });

  it("is an instant in a stream that is read by time, with what is left behind it", () => {
    const finished = new Map([["", [{ start: 0, end: AT }]]]);
    expect(place("open_events", { finished })).to.equal("from 2026-01-31T10:00:00Z");
    const apart = [
      { start: 0, end: AT },
      { start: AT + 60, end: AT + 120 },
    ];
    expect(place("open_events", { finished: new Map([["", apart]]) })).to.equal(
      "from 2026-01-31T10:00:00Z, and 1 later span of time",
    );
  });

  it("is a row in a window that was begun", () => {
    const after = { passed: 3_000, id: "5" };
    const window = { start: AT - 9 * DAY_S, end: AT + DAY_S + 1, after };
    const finished = new Map([["", [{ start: 0, end: window.start }]]]);
    expect(place("open_events", { finished, open: new Map([["", [window]]]) })).to.equal(
      "behind row 3,000 of those from 2026-01-22T10:00:00Z on",
    );
    expect(place("open_events", { open: new Map([["", [{ ...window, start: 0 }]]]) })).to.equal("behind row 3,000");
  });

  it("is a row in a list", () => {
    const positions = new Map([["", { passed: 4_000, id: "12" }]]);
    expect(place("contacts", { positions, cursor: AT })).to.equal("behind row 4,000");
    expect(place("segmentation", { positions })).to.equal("behind row 4,000");
  });

  it("is a campaign in a stream that is read by campaigns, and a row in it where it was begun", () => {
    const done = { partitions: campaigns, through: "CampaignID=9" };
    expect(place("top_links", done)).to.equal("behind campaign 9 (2 of 3 done)");
    const positions = new Map([["CampaignID=123", { passed: 1_980, id: "5" }]]);
    expect(place("message_outcomes", { ...done, positions })).to.equal(
      "in campaign 123 behind row 1,980 (2 of 3 done)",
    );
    const apart = new Map([["CampaignID=123", "done" as const]]);
    expect(place("top_links", { partitions: campaigns, positions: apart })).to.equal(
      "from the first campaign (1 of 3 done)",
    );
  });

  it("is a list, a sender, a time in a campaign", () => {
    const config = { filter: { filter_type: "contact_lists_and_sent_dates", contact_lists: [4, 5] } };
    expect(place("list_recipients", { config, through: "ContactsList=4" })).to.equal(
      "behind contact list 4 (1 of 2 done)",
    );
    const counters = { counter_source: "Sender" };
    const senders = each("SourceID", [{ id: "1" }, { id: "2" }]);
    expect(place("stat_counters", { config: counters, partitions: senders, through: "SourceID=1" })).to.equal(
      "behind sender 1 (1 of 2 done)",
    );
    const slices = { counter_source: "Campaign", counter_resolution: "Day" };
    const source = each("SourceID", [{ id: "7" }]);
    const finished = new Map([["SourceID=7", [{ start: 0, end: instantOf("2026-01-30T00:00:00Z") }]]]);
    expect(place("stat_counters", { config: slices, partitions: source, finished })).to.equal(
      "in campaign 7 from 2026-01-30T00:00:00Z (0 of 1 done)",
    );
  });

  it("is a part of those that are asked for in several ways", () => {
    const config = { include_archived_drafts_and_ab_tests: true };
    const positions = new Map([["All=true", "done" as const]]);
    expect(place("campaign_overview", { config, positions })).to.equal("behind part All=true (1 of 3 done)");
  });

  it("is what the state names as long as the campaigns are not looked up", () => {
    const unknown = { partitions: undefined };
    expect(place("top_links", unknown)).to.equal("from the beginning");
    expect(place("top_links", { ...unknown, through: "CampaignID=9" })).to.equal("behind campaign 9");
    const positions = new Map([["CampaignID=9", "done" as const]]);
    expect(place("top_links", { ...unknown, positions })).to.equal("with the campaigns that were not read yet");
  });

  it("is the end where all was read", () => {
    expect(place("contacts", { positions: new Map([["", "done" as const]]) })).to.equal(
      "at its end: all rows were read",
    );
    const finished = new Map([["", [{ start: 0, end: AT + 9 * DAY_S }]]]);
    expect(place("open_events", { finished })).to.equal("at its end: all rows were read");
    expect(place("top_links", { partitions: [] })).to.equal("at its end: all rows were read");
  });
});
