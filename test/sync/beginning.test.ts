/** The sentences at the beginning of a stream, and at its stop. */
import { expect } from "chai";
import { streams } from "../../src/streams/table.ts";
import { beginning, stopped } from "../../src/sync/beginning.ts";
import { instantOf } from "../support/dates.ts";

const AT = instantOf("2026-01-31T10:00:00Z");

function sentence(
  name: string,
  given: { cursor?: number; start?: number; lookbackDays?: number; mode?: "full_refresh" },
) {
  const declaration = streams.get(name);
  if (declaration === undefined) throw new Error(`There is no stream '${name}'`);
  const { cursor, start, lookbackDays = 7, mode: syncMode = "incremental" } = given;
  const situation = { declaration, dates: { start, lookbackDays }, cursor, until: AT + 86_400 };
  return beginning({ name, syncMode, situation, resumedAfter: undefined });
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

  it("says that a full refresh is what the catalog asks for", () => {
    expect(sentence("contacts", { mode: "full_refresh" })).to.equal("contacts: full refresh, as the catalog asks");
  });
});

describe("the sentence of a stream that was stopped", () => {
  it("says what the last STATE goes on from", () => {
    const reading = {
      syncMode: "incremental",
      asOf: AT,
      finished: new Map(),
      positions: new Map(),
      records: 0,
    } as const;
    expect(stopped("messages", {})).to.equal("messages: stopped; the last STATE goes on from the beginning");
    expect(stopped("messages", { cursor: AT, reading })).to.equal(
      "messages: stopped; the last STATE goes on from 2026-01-31T10:00:00Z",
    );
    const finished = new Map([["", [{ start: 0, end: 9 }]]]);
    expect(stopped("messages", { reading: { ...reading, finished, records: 12 } })).to.equal(
      "messages: stopped; the last STATE goes on from there, 12 records were read",
    );
  });
});
