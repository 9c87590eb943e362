import { expect } from "chai";
import type { Reading } from "../../src/airbyte/state.ts";
import { scopeOf, within } from "../../src/sync/scope.ts";
import { declaration, settings } from "../support/settings.ts";

const scope = (stream: string, config: object = {}) => scopeOf(declaration(stream, config), settings(config));
const reading = (asked?: string): Reading => ({
  syncMode: "incremental",
  asOf: 1_000,
  records: 0,
  finished: new Map(),
  positions: new Map(),
  through: "SourceID=20",
  ...(asked !== undefined && { asked }),
});
const lists = (...contact_lists: number[]) => ({
  filter: { filter_type: "contact_lists_and_sent_dates", contact_lists },
});

describe("scopeOf()", () => {
  it("differs by what chooses rows, and by nothing else", () => {
    const { asked } = scope("contacts");
    const same = [{ api_key: "other" }, { lookback_days: 9 }, { max_concurrency: 9 }, { reports: ["contacts"] }];
    for (const config of same) expect(scope("contacts", config).asked, JSON.stringify(config)).to.equal(asked);
    const others = [lists(5), lists(1), { starred: "starred" }, { end_date: "2026-01-01T00:00:00Z" }];
    const all = others.map((config) => scope("contacts", config).asked);
    expect(new Set([asked, ...all]).size).to.equal(5);
  });

  it("names the menus only of a stream whose rows they make others", () => {
    expect(scope("contacts").menus).to.equal(undefined);
    expect(scope("segmentation").menus).to.equal(undefined);
    expect(scope("stat_counters", { counter_resolution: "Hour" }).menus).to.equal(
      "CounterSource=Campaign&CounterTiming=Message&CounterResolution=Hour",
    );
  });
});

describe("within()", () => {
  const here = scope("stat_counters", { counter_resolution: "Day" });
  const menus = here.menus ?? "";

  it("leaves a state as it is that was made by the same choice, or typed by hand", () => {
    for (const state of [{}, { cursor: 5 }, { cursor: 5, menus, reading: reading(here.asked) }, { reading: reading() }])
      expect(within(state, here)).to.equal(state);
  });

  it("takes nothing from a state that other menus made", () => {
    expect(within({ cursor: 5, menus: "CounterSource=List", isRefreshed: true }, here)).to.deep.equal({});
  });

  it("keeps the cursor, and not what was under way, of another configuration", () => {
    expect(within({ cursor: 5, menus, reading: reading("another") }, here)).to.deep.equal({ cursor: 5, menus });
  });
});
