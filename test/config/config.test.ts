import { expect } from "chai";
import fc from "fast-check";
import { ConnectorError } from "../../src/airbyte/errors.ts";
import { loadConfig } from "../../src/config/config.ts";
import { settings } from "../support/settings.ts";

const JANUARY = Date.UTC(2026, 0, 1) / 1_000;

describe("loadConfig()", () => {
  const secrets = { api_key: "key", api_secret: "secret" };

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
      region: "global",
      max_concurrency: 4,
    });
  });

  it("lets fields pass that it does not know, as platforms add their own, and leaves them out", () => {
    const config = { ...secrets, _injected: true, __trace: { deep: [1] }, note: null };
    expect(loadConfig(config)).to.deep.equal({ settings: settings(secrets), warnings: [] });
  });

  it("warns once of all options that do nothing", () => {
    const config = { ...secrets, startdate: "2026-01-01", filter: { filter_type: "all_campaigns", campaigns: [7] } };
    const { warnings } = loadConfig(config);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/'startdate' \(did you mean 'start_date'\?\).*'filter.campaigns' \(it does not apply/);
  });

  const leftOut = [null, "", "  ", "\u00A0\n"];
  for (const name of ["starred", "start_date", "filter", "reports", "lookback_days", "include_deleted_lists"]) {
    it(`takes null and blank text in '${name}' as left out`, () => {
      for (const value of leftOut) expect(settings({ [name]: value })).to.deep.equal(settings());
    });
  }

  it("takes a filter in which nothing is chosen as all campaigns", () => {
    for (const filter of [{}, { filter_type: null }, { filter_type: "", campaigns: null }, { _platform: 1 }]) {
      expect(settings({ filter }), JSON.stringify(filter)).to.deep.equal(settings());
    }
    const filter = { filter_type: "campaigns_and_event_dates", campaigns: null };
    expect(settings({ filter }).filter).to.deep.equal({ ...filter, campaigns: [] });
  });

  it("takes off what is around dates and choices", () => {
    const config = { starred: " starred\n", start_date: "\u00A02026-01-01 ", reports: [" contacts"] };
    const filter = { filter_type: " campaigns_and_event_dates ", campaigns: [7] };
    expect(settings({ ...config, filter })).to.deep.include({
      starred: "starred",
      start_date: JANUARY,
      reports: ["contacts"],
      filter: { filter_type: "campaigns_and_event_dates", campaigns: ["7"] },
    });
  });

  it("begins with the midnight of a day, and ends with its last second", () => {
    const day = "2026-01-01";
    const dates = { updated_since: JANUARY, start_date: JANUARY, end_date: JANUARY + 86_399 };
    expect(settings({ updated_since: day, start_date: day, end_date: day })).to.include(dates);
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

  it("takes IDs of campaigns and lists as text, digit for digit", () => {
    const filter = { filter_type: "campaigns_and_event_dates", campaigns: [7_654_321] };
    expect(settings({ filter }).filter).to.deep.equal({ ...filter, campaigns: ["7654321"] });
    const quoted = { ...filter, campaigns: ["7654321", " 007\n", 8] };
    expect(settings({ filter: quoted }).filter).to.deep.equal({ ...filter, campaigns: ["7654321", "7", "8"] });
    expect(settings({ lookback_days: "7" })).to.include({ lookback_days: 7 });
  });

  const lists = (...contact_lists: unknown[]) => ({ filter_type: "contact_lists_and_sent_dates", contact_lists });
  const mistakes: readonly (readonly [unknown, RegExp])[] = [
    [null, /^The configuration is not a JSON object/],
    [[], /^The configuration is not a JSON object/],
    [{}, /^The configuration has 2 mistakes\. 1: 'api_key' is missing; add it\. 2: 'api_secret' is missing; add it\.$/],
    [{ ...secrets, api_key: null }, /^'api_key' is missing; add it$/],
    [{ apiKey: "key", api_secret: "secret" }, /^'api_key' is missing; add it \(you have 'apiKey'\)$/],
    [{ ...secrets, api_secret: "" }, /^'api_secret' is empty; /],
    [{ ...secrets, api_secret: "a\u200Bb" }, /^'api_secret' has a zero-width space \(U\+200B\) at position 2; /],
    [{ ...secrets, api_key: 7 }, /'api_key': it must be of type string/],
    [{ ...secrets, reports: ["open_event"] }, /^'reports.0' is "open_event": did you mean "open_events"\?$/],
    [{ ...secrets, starred: "star" }, /^'starred' is "star": it must be one of "all", "starred", "not_starred"$/],
    [{ ...secrets, starred: "stared" }, /"not_starred"; did you mean "starred"\?$/],
    [{ ...secrets, reports: ["unicorns"] }, /'reports.0' is "unicorns": it must be one of "bounce_events"/],
    [{ ...secrets, segment_status: ["used", "used"] }, /'segment_status'.*same entry twice/],
    [{ ...secrets, lookback_days: 91 }, /'lookback_days' is 91: it must be at most 90/],
    [{ ...secrets, lookback_days: 0.5 }, /'lookback_days' is 0.5: it must be of type integer/],
    [{ ...secrets, max_concurrency: 0 }, /'max_concurrency' is 0: it must be at least 1/],
    [{ ...secrets, start_date: "2026-02-30T00:00:00Z" }, /'start_date' is "2026-02-30T00:00:00Z"/],
    [{ ...secrets, start_date: "yesterday" }, /'start_date' is "yesterday"/],
    [{ ...secrets, start_date: "2026-02-30" }, /'start_date' is "2026-02-30": it is not a date that exists, e.g. 2026/],
    [{ ...secrets, end_date: "2026-01-01T25:00" }, /'end_date' is "2026-01-01T25:00": it is not a date that exists/],
    [{ ...secrets, start_date: 1_767_225_600 }, /'start_date' is 1767225600: it must be a date as text, e.g. 2026/],
    [
      { ...secrets, start_date: "1767225600" },
      /'start_date' is "1767225600": it must look like YYYY-MM-DD or .*e.g. 2026/,
    ],
    [{ ...secrets, start_date: "-002026-01-01" }, /'start_date' is "-002026-01-01": it must look like YYYY-MM-DD/],
    [{ ...secrets, start_date: "2026-01-02", end_date: "2026-01-01" }, /'end_date' is before 'start_date'/],
    [{ ...secrets, lookback_days: 1e300 }, /'lookback_days' is a number out of range: it must be at most 90/],
    [{ ...secrets, max_concurrency: Number.POSITIVE_INFINITY }, /'max_concurrency' is a number out of range/],
    [
      { ...secrets, filter: lists(2 ** 53) },
      /'filter.contact_lists.0' is a number out of range: it must be at most 9007/,
    ],
    [
      { ...secrets, filter: lists(-(2 ** 53)) },
      /'filter.contact_lists.0' is a number out of range: it must be at least 1/,
    ],
    [{ ...secrets, filter: lists(7, Number.POSITIVE_INFINITY) }, /'filter.contact_lists.1' is a number out of range/],
    [
      { ...secrets, filter: lists("9007199254740993") },
      /'filter.contact_lists.0' is "9007199254740993": it must be of/,
    ],
    [{ ...secrets, filter: lists("0") }, /'filter.contact_lists.0' is 0: it must be at least 1/],
    [{ ...secrets, filter: lists("-7") }, /'filter.contact_lists.0' is "-7": it must be of type integer/],
    [{ ...secrets, filter: lists("7", 7) }, /'filter.contact_lists'.*same entry twice/],
    [{ ...secrets, filter: lists(1.5) }, /'filter.contact_lists.0' is 1.5: it must be of type integer/],
    [{ ...secrets, filter: lists(null) }, /'filter.contact_lists.0' is null: it must be of type integer/],
    [
      { ...secrets, filter: { filter_type: null, campaigns: [7] } },
      /'filter.filter_type' is missing; choose one of "all_/,
    ],
    [
      { ...secrets, filter: { filterType: "all_campaigns" } },
      /'filter.filter_type' is missing;.*you have 'filter.filterT/,
    ],
    [
      { ...secrets, filter: { ...lists(), contact_lists: null, contactLists: [7] } },
      /is missing.*'filter.contactLists'/,
    ],
    [{ ...secrets, filter: { filter_type: "all" } }, /'filter.filter_type' is "all"/],
    [{ ...secrets, filter: { filter_type: "contact_lists_and_sent_dates" } }, /'filter.contact_lists' is missing/],
    [
      { ...secrets, filter: { filter_type: "contact_lists_and_sent_dates", contact_lists: [] } },
      /'filter.contact_lists' is \[\]: it must have at least 1 entry/,
    ],
    [
      { ...secrets, filter: { filter_type: "campaigns_and_event_dates", campaigns: ["7a"] } },
      /'filter.campaigns.0' is "7a": it must be of type integer/,
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
        .that.matches(/^(?:'|The configuration |Mailjet has )[^\n]+$/);
    });
  }

  it("tells every mistake at once, and what would be ignored", () => {
    const config = {
      api_secret: "***",
      reports: ["open_event", "contacts"],
      starred: "yes",
      start_date: "2026-02-30",
      counter_timing: "Event",
      enddate: "2026-01-01",
    };
    expect(() => loadConfig(config))
      .to.throw()
      .with.property("message")
      .that.equals(
        "The configuration has 7 mistakes. " +
          "1: 'api_secret' is masked by asterisks or dots; copy the real one from your Mailjet account. " +
          "2: 'api_key' is missing; add it. " +
          `3: 'starred' is "yes": it must be one of "all", "starred", "not_starred". ` +
          `4: 'reports.0' is "open_event": did you mean "open_events"? ` +
          `5: 'start_date' is "2026-02-30": it is not a date that exists, e.g. 2026-01-31 or 2026-01-31T00:00:00Z. ` +
          `6: Mailjet has no counters for 'counter_resolution' "Lifetime" with 'counter_timing' "Event"; ` +
          `set 'counter_timing' to "Message", or choose another 'counter_resolution'. ` +
          "7: The configuration has options that are ignored: 'enddate' (did you mean 'end_date'?).",
      );
  });

  it("tells ten of many mistakes, and counts the others", () => {
    const config = { ...secrets, filter: lists(...Array.from({ length: 500 }, () => null)) };
    expect(() => loadConfig(config)).to.throw(
      /^The configuration has 50\d mistakes\. 1: .* 10: .*There are 49\d more\.$/,
    );
  });

  /** Settings, or one sentence that does not show the secret. */
  const isAnswered = (config: unknown) => {
    try {
      loadConfig(config);
    } catch (error) {
      expect(error).to.be.instanceOf(ConnectorError).and.to.include({ failureType: "config_error" });
      expect(String(error))
        .to.not.include("tops3cret")
        .and.not.match(/[\n\r\u2028]/);
    }
  };
  const names = [
    ...Object.keys(settings()),
    "startdate",
    "_platform",
    "__proto__",
    "constructor",
    "filter_type",
    "campaigns",
  ];
  const field = fc.constantFrom(...names);
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, "", " ", Number.POSITIVE_INFINITY, 2 ** 53, -0, "2026-01-01", "\uD800", "a\u2028b\n"),
  );
  const members = fc.array(fc.tuple(field, value)).map((entries) => Object.fromEntries(entries));
  const filterType = fc.constantFrom(
    "all_campaigns",
    "campaigns_and_event_dates",
    "contact_lists_and_sent_dates",
    null,
    "x",
  );
  const filter = fc.tuple(filterType, members).map(([filter_type, others]) => ({ ...others, filter_type }));

  it("answers any value at all", () => {
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), value), isAnswered));
  });

  it("answers any value in any field, nulls, blanks and unknown ones among them", () => {
    const secret = { api_key: "key", api_secret: " tops3cret\n" };
    fc.assert(
      fc.property(members, filter, (given, filter) => isAnswered({ ...secret, ...given, filter })),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(members, (given) => isAnswered({ ...secret, ...given })),
      { numRuns: 500 },
    );
  });

  it("answers a value in more brackets than can be walked through", () => {
    const deep: unknown = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
    for (const name of names) isAnswered({ ...secrets, [name]: deep });
    for (const name of names) isAnswered({ ...secrets, [name]: [deep], filter: { campaigns: deep, [name]: deep } });
  });

  it("refuses a filter for campaigns whose list is under another name: all would be read", () => {
    for (const [other, words] of [
      ["campaign", "'filter.campaigns' is missing; add it (you have 'filter.campaign')"],
      ["contact_lists", "'filter.campaigns' is missing"],
    ] as const) {
      const filter = { filter_type: "campaigns_and_event_dates", [other]: [7_300_000_019] };
      expect(() => loadConfig({ api_key: "key", api_secret: "secret", filter })).to.throw(words);
    }
  });

  it("takes a filter for campaigns without any, as 0.2.0 could save it, for all campaigns, and warns", () => {
    for (const chosen of [{ campaigns: [] }, {}]) {
      const filter = { filter_type: "campaigns_and_event_dates", ...chosen };
      const { settings, warnings } = loadConfig({ api_key: "key", api_secret: "secret", filter });
      expect(settings.filter).to.deep.equal({ filter_type: "campaigns_and_event_dates", campaigns: [] });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.include("choose the filter type 'all_campaigns'");
    }
  });
});
