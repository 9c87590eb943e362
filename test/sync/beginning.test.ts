/** The sentences at the beginning of a stream, and at its stop. */
import { expect } from "chai";
import { streams } from "../../src/streams/table.ts";
import { beginning, type Resumed, stopped } from "../../src/sync/beginning.ts";
import { instantOf } from "../support/dates.ts";

const AT = instantOf("2026-01-31T10:00:00Z");

function sentence(
  name: string,
  given: {
    cursor?: number;
    start?: number;
    updatedSince?: number;
    lookbackDays?: number;
    mode?: "full_refresh";
    resumed?: Resumed;
  },
) {
  const declaration = streams.get(name);
  if (declaration === undefined) throw new Error(`There is no stream '${name}'`);
  const { cursor, start, updatedSince, lookbackDays = 7, mode: syncMode = "incremental" } = given;
  const situation = { declaration, dates: { start, lookbackDays }, cursor, updatedSince, until: AT + 86_400 };
  return beginning({ name, syncMode, situation, resumed: given.resumed });
}

describe("the sentence at the beginning of a stream", () => {
  it("says from when an incremental read goes on, and why", () => {
    expect(sentence("open_events", { cursor: AT })).to.equal(
      "open_events: incremental from 2026-01-24T10:00:00Z: the state's 2026-01-31T10:00:00Z less 7 days of look-back",
    );
    expect(sentence("open_events", { cursor: AT, lookbackDays: 1 })).to.include("less 1 day of look-back");
    expect(sentence("open_events", { cursor: AT, lookbackDays: 0 })).to.equal(
      "open_events: incremental from 2026-01-31T10:00:00Z: the state's 2026-01-31T10:00:00Z",
    );
  });

  it("names the start date where that decides", () => {
    const start = AT - 3_600;
    expect(sentence("open_events", { cursor: AT, start })).to.equal(
      "open_events: incremental from 2026-01-31T09:00:00Z: the start date",
    );
    expect(sentence("open_events", { start })).to.equal(
      "open_events: incremental, the first read, from 2026-01-31T09:00:00Z: the start date",
    );
  });

  it("names the date of the update filter, or the look-back, of contacts", () => {
    const updatedSince = AT - 3_600;
    expect(sentence("contacts", { updatedSince })).to.equal(
      "contacts: incremental, the first read, from 2026-01-31T09:00:00Z: the configuration's updated_since",
    );
    expect(sentence("contacts", { cursor: AT, start: AT, lookbackDays: 1 })).to.equal(
      "contacts: incremental from 2026-01-30T10:00:00Z: the state's 2026-01-31T10:00:00Z less 1 day of look-back",
    );
  });

  it("says where a read goes on that was cut off", () => {
    expect(sentence("contacts", { resumed: { place: "behind row 4,000", records: 3_990 } })).to.equal(
      "contacts: incremental, resumes a read that was cut off: it goes on behind row 4,000; 3,990 rows were read before",
    );
  });

  it("says that a full refresh is what the catalog asks for", () => {
    expect(sentence("contacts", { mode: "full_refresh" })).to.equal("contacts: full refresh, as the catalog asks");
  });
});

describe("the sentence of a stream that was stopped", () => {
  it("says what the last STATE goes on from", () => {
    expect(stopped("messages", "from 2026-01-31T10:00:00Z")).to.equal(
      "messages: stopped; the last STATE goes on from 2026-01-31T10:00:00Z",
    );
  });
});
