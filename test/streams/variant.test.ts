import { expect } from "chai";
import { loadCatalog, loadSchema } from "../../src/config/files.ts";
import { entryOf } from "../../src/streams/catalogEntry.ts";
import { streams } from "../../src/streams/table.ts";
import { declaration } from "../support/settings.ts";

const CHOICES = [
  ...["Lifetime", "Day", "Hour", "Highest"].flatMap((counter_resolution) =>
    ["APIKey", "Campaign", "Sender"].map((counter_source) => ({ counter_resolution, counter_source })),
  ),
  { counter_source: "List" },
  { include_archived_drafts_and_ab_tests: true },
];

describe("declaredFor()", () => {
  it("has no cursor and no time in the key of lifetime counters, and both for all others", () => {
    const { cursor, primaryKey, window } = declaration("stat_counters");
    expect([cursor, window]).to.deep.equal([undefined, undefined]);
    expect(primaryKey).to.deep.equal(["SourceID", "CounterSource", "CounterTiming", "CounterResolution"]);
    const hourly = declaration("stat_counters", { counter_resolution: "Hour" });
    expect(hourly.cursor).to.equal("Timeslice");
    expect(hourly.primaryKey.slice(0, 2)).to.deep.equal(["SourceID", "Timeslice"]);
    expect(hourly.window).to.deep.include({ sliceS: 3_600 });
  });

  it("leaves other streams as they are declared", () => {
    for (const [name, declared] of streams) {
      if (declared.variants === undefined) expect(declaration(name)).to.deep.equal(declared);
    }
  });

  it("gives keys and cursors that the schemas have, whatever is chosen", () => {
    for (const [name, { variants }] of streams) {
      if (variants === undefined) continue;
      const columns = Object.keys(loadSchema(name).properties);
      for (const choice of CHOICES) {
        const { primaryKey, cursor, stamp = [] } = declaration(name, choice);
        expect(columns, name).to.include.members([...primaryKey, ...stamp, ...(cursor === undefined ? [] : [cursor])]);
      }
    }
  });
});

describe("entryOf()", () => {
  it("is what the catalog has, for the menus as they are by default", () => {
    for (const entry of loadCatalog()) expect(entryOf(entry.name, declaration(entry.name))).to.deep.equal(entry);
  });

  it("says resumable where an interrupted full refresh goes on", () => {
    const resumable = (name: string) => entryOf(name, declaration(name)).is_resumable;
    for (const name of ["contacts", "geo_statistics", "list_recipients", "message_outcomes", "stat_counters"])
      expect(resumable(name), name).to.equal(true);
    for (const name of ["contacts_list", "segmentation", "templates", "campaign_overview"])
      expect(resumable(name), name).to.equal(false);
  });
});
