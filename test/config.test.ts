import { expect } from "chai";
import fc from "fast-check";
import { datesAhead, loadConfig, unknownOptions } from "../src/config.ts";
import { settings } from "./support/settings.ts";

const JANUARY = Date.UTC(2026, 0, 1) / 1_000;

describe("loadConfig()", () => {
  it("fills in what was left out", () => {
    expect(settings()).to.deep.equal({
      api_key: "key",
      api_secret: "secret",
      reports: [],
      filter: { filter_type: "all_campaigns" },
      include_deleted_lists: false,
      include_deleted_campaigns: false,
      include_newsletter_tool_campaigns: true,
      starred: "all",
      segment_status: ["used", "unused"],
      include_archived_drafts_and_ab_tests: false,
      counter_resolution: "Lifetime",
      counter_timing: "Message",
      counter_source: "Campaign",
      updated_since: undefined,
      start_date: undefined,
      end_date: undefined,
      lookback_days: 1,
      region: "global",
      max_concurrency: 4,
    });
  });

  it("ignores fields it does not know, as platforms add their own", () => {
    expect(settings({ __injected: true, note: 1 })).to.deep.equal({ ...settings(), __injected: true, note: 1 });
  });

  it("does not change what it was given", () => {
    const content = { api_key: "k", api_secret: "s" };
    loadConfig(content);
    expect(content).to.deep.equal({ api_key: "k", api_secret: "s" });
  });

  it("reads dates as instants, in UTC where no zone is said", () => {
    const config = { start_date: "2026-01-01T01:00:00+01:00", end_date: "2026-01-01T00:00:00Z" };
    expect(settings(config)).to.include({ start_date: JANUARY, end_date: JANUARY });
  });

  it("begins with the first whole second of a date with a fraction, and ends with the last", () => {
    const config = { start_date: "2025-12-31T23:59:59.5Z", end_date: "2026-01-01T00:00:00.5Z" };
    expect(settings(config)).to.include({ start_date: JANUARY, end_date: JANUARY });
  });

  it("takes null and blanks for what was left out", () => {
    const optional = Object.keys(settings()).filter((name) => name !== "api_key" && name !== "api_secret");
    for (const blank of [null, "", "  "]) {
      const config = Object.fromEntries(optional.map((name) => [name, blank]));
      expect(settings(config)).to.deep.equal(settings());
      expect(settings({ filter: { filter_type: blank } })).to.deep.equal(settings());
    }
    expect(settings({ filter: {} })).to.deep.equal(settings());
  });

  it("takes a day alone, a time without a zone or seconds, fractions and offsets", () => {
    const forms = ["2026-01-01", "2026-01-01T00:00", "2026-01-01 00:00:00", "2026-01-01T00:00:00.000Z", " 2026-01-01 "];
    for (const start_date of [...forms, "2026-01-01T01:00:00+0100", "2025-12-31T19:00:00-05"])
      expect(settings({ start_date }).start_date, start_date).to.equal(JANUARY);
    expect(settings({ end_date: "2026-01-01" }).end_date).to.equal(JANUARY + 86_399);
  });

  it("takes a key without what a copy brings along", () => {
    for (const api_key of [" key", "key\r\n", "\ufeffkey\u00a0", '"key"', "'key'\n", "\u200bkey\u200b", "\tkey"])
      expect(settings({ api_key }).api_key, JSON.stringify(api_key)).to.equal("key");
  });

  it("names options that it does not know, and which was meant", () => {
    expect(unknownOptions({ ...settings(), __injected: 1 })).to.equal(undefined);
    expect(unknownOptions({ startdate: 1, workspace: 2 })).to.match(
      /'startdate', did you mean 'start_date'\?, 'workspace'$/,
    );
    const filter = { filter_type: "all_campaigns", campaigns: [1] };
    expect(unknownOptions({ filter })).to.match(/'filter.campaigns'$/);
  });

  it("names dates in the future", () => {
    expect(datesAhead(settings({ start_date: "2026-01-01" }), JANUARY)).to.be.empty;
    expect(datesAhead(settings({ start_date: "2026-01-01" }), JANUARY - 1)).to.have.length(1);
  });

  it("takes IDs of campaigns and lists as text, digit for digit", () => {
    const filter = { filter_type: "campaigns_and_event_dates", campaigns: [7_654_321] };
    expect(settings({ filter }).filter).to.deep.equal({ ...filter, campaigns: ["7654321"] });
  });

  const secrets = { api_key: "key", api_secret: "secret" };
  const mistakes: readonly (readonly [unknown, RegExp])[] = [
    [null, /^The configuration is not a JSON object/],
    [[], /^The configuration is not a JSON object/],
    [{}, /'api_key' is missing; add it/],
    [{ ...secrets, api_secret: "" }, /'api_secret': it is empty/],
    [{ ...secrets, api_key: 7 }, /'api_key': it must be of type string/],
    [{ ...secrets, reports: ["unicorns"] }, /'reports.0' is "unicorns": it must be one of "bounce_events"/],
    [{ ...secrets, segment_status: ["used", "used"] }, /'segment_status'.*same entry twice/],
    [{ ...secrets, lookback_days: 91 }, /'lookback_days' is 91: it must be at most 90/],
    [{ ...secrets, lookback_days: 0.5 }, /'lookback_days' is 0.5: it must be of type integer/],
    [{ ...secrets, max_concurrency: 0 }, /'max_concurrency' is 0: it must be at least 1/],
    [{ ...secrets, start_date: "2026-02-30T00:00:00Z" }, /'start_date' is "2026-02-30T00:00:00Z"/],
    [{ ...secrets, start_date: "yesterday" }, /'start_date' is "yesterday"/],
    [{ ...secrets, api_key: " \u200b\n" }, /'api_key' holds nothing but blanks/],
    [{ ...secrets, api_secret: "ab cd" }, /'api_secret' holds at place 3 a character that no key has/],
    [{ ...secrets, api_secret: "******" }, /'api_secret' is a mask/],
    [{ ...secrets, api_key: "key:secret" }, /'api_key' holds a colon/],
    [{ ...secrets, start_date: "2026-02-30" }, /'start_date' is "2026-02-30": it is not a date that exists/],
    [{ ...secrets, lookback_days: Number.POSITIVE_INFINITY }, /'lookback_days' is Infinity: it must be/],
    [
      { ...secrets, filter: { filter_type: "campaigns_and_event_dates", campaigns: [12345678901234567000] } },
      /'filter.campaigns.0' is 12345678901234567000: it must be at most 9007199254740991/,
    ],
    [
      { ...secrets, filter: { filter_type: "campaigns_and_event_dates", campaigns: [null] } },
      /'filter.campaigns.0' is null: it must be of type integer/,
    ],
    [{ ...secrets, filter: { filter_type: "all" } }, /'filter.filter_type' is "all"/],
    [{ ...secrets, filter: { filter_type: "contact_lists_and_sent_dates" } }, /'filter.contact_lists' is missing/],
    [
      { ...secrets, filter: { filter_type: "contact_lists_and_sent_dates", contact_lists: [] } },
      /'filter.contact_lists' is \[\]: it must have at least 1 entry/,
    ],
    [
      { ...secrets, filter: { filter_type: "campaigns_and_event_dates", campaigns: ["7"] } },
      /'filter.campaigns.0' is "7": it must be of type integer/,
    ],
    [
      { ...secrets, start_date: "2026-01-02T00:00:00Z", end_date: "2026-01-01T00:00:00Z" },
      /'end_date' is before 'start_date'/,
    ],
    [{ ...secrets, counter_timing: "Event" }, /'counter_resolution' "Lifetime" with 'counter_timing' "Event"/],
  ];
  for (const [content, words] of mistakes) {
    it(`names what is wrong with ${JSON.stringify(content)}`, () => {
      expect(() => loadConfig(content))
        .to.throw(words)
        .that.includes({ failureType: "config_error" })
        .and.has.property("message")
        .that.matches(/^[^\n]+$/);
    });
  }

  it("answers any value at all with settings or with one sentence that does not show the secret", () => {
    const field = fc.constantFrom("filter", "start_date", "api_key", "api_secret", "reports", "lookback_days");
    fc.assert(
      fc.property(field, fc.jsonValue(), (name, value) => {
        const config = { api_key: "key", api_secret: "tops3cret", [name]: value };
        try {
          loadConfig(config);
        } catch (error) {
          expect(error).to.include({ failureType: "config_error" });
          expect(String(error)).to.not.include("tops3cret").and.not.include("\n");
        }
      }),
    );
  });
});
