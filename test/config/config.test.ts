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
    [{ ...secrets, api_key: 7 }, /'api_key': it must be a text$/],
    [
      { ...secrets, reports: ["open_event"] },
      /^The 1st entry of 'reports' is "open_event": did you mean "open_events"\?$/,
    ],
    [{ ...secrets, starred: "star" }, /^'starred' is "star": it must be one of "all", "starred", "not_starred"$/],
    [{ ...secrets, starred: "stared" }, /"not_starred"; did you mean "starred"\?$/],
    [
      { ...secrets, reports: ["unicorns"] },
      /The 1st entry of 'reports' is "unicorns": it must be one of "bounce_events"/,
    ],
    [{ ...secrets, segment_status: ["used", "used"] }, /^'segment_status': "used" is there twice; delete one$/],
    [{ ...secrets, lookback_days: 91 }, /'lookback_days' is 91: it must be at most 90/],
    [{ ...secrets, starred: true }, /^'starred' is true: it must be one of "all", "starred", "not_starred"$/],
    [{ ...secrets, include_deleted_lists: "yes" }, /^'include_deleted_lists' is "yes": it must be true or false$/],
    [{ ...secrets, reports: "contacts" }, /^'reports' is "contacts": it must be a list, e.g. \["contacts"\]$/],
    [
      { ...secrets, segment_status: "open" },
      /^'segment_status' is "open": it must be a list, e.g. \["used", "unused"\]$/,
    ],
    [
      { ...secrets, filter: "all" },
      /^'filter' is "all": it must be a choice such as \{"filter_type":"all_campaigns"\}$/,
    ],
    [{ ...secrets, lookback_days: -0.5 }, /^'lookback_days' is -0.5: it must be at least 0$/],
    [{ ...secrets, lookback_days: 0.5 }, /'lookback_days' is 0.5: it must be a whole number$/],
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
      /The 1st entry of 'filter.contact_lists' is a number out of range: it must be at most 9007/,
    ],
    [
      { ...secrets, filter: lists(-(2 ** 53)) },
      /The 1st entry of 'filter.contact_lists' is a number out of range: it must be at least 1/,
    ],
    [
      { ...secrets, filter: lists(7, Number.POSITIVE_INFINITY) },
      /The 2nd entry of 'filter.contact_lists' is a number out of range/,
    ],
    [
      { ...secrets, filter: lists("9007199254740993") },
      /The 1st entry of 'filter.contact_lists' is "9007199254740993": it must be at most 9007/,
    ],
    [{ ...secrets, filter: lists("99999999999999999999") }, /"99999999999999999999": it must be at most 9007/],
    [{ ...secrets, filter: { ...lists(), contact_lists: 7_300_000_019 } }, /must be a list, e.g. \[7300000019\]$/],
    [{ ...secrets, filter: { ...lists(), contact_lists: -7 } }, /must be a list, e.g. \[12345, 12346\]$/],
    [
      { ...secrets, filter: { ...lists(), contact_lists: "7, 8" } },
      /"7, 8": it must be a list, e.g. \[12345, 12346\]$/,
    ],
    [{ ...secrets, filter: lists("0") }, /The 1st entry of 'filter.contact_lists' is 0: it must be at least 1/],
    [{ ...secrets, filter: lists("-7") }, /The 1st entry of 'filter.contact_lists' is "-7": it must be at least 1$/],
    [{ ...secrets, filter: lists("7", 7) }, /^'filter.contact_lists': 7 is there twice; delete one$/],
    [{ ...secrets, filter: lists(1.5) }, /The 1st entry of 'filter.contact_lists' is 1.5: it must be a whole number$/],
    [
      { ...secrets, filter: lists(null) },
      /The 1st entry of 'filter.contact_lists' is null: it must be a whole number$/,
    ],
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
      /The 1st entry of 'filter.campaigns' is "7a": it must be a whole number$/,
    ],
    [
      { ...secrets, start_date: "2026-01-02T00:00:00Z", end_date: "2026-01-01T00:00:00Z" },
      /'end_date' is before 'start_date'/,
    ],
    [{ ...secrets, counter_timing: "Event" }, /'counter_resolution' "Lifetime" with 'counter_timing' "Event"/],
  ];
  const messageOf = (content: unknown) => {
    try {
      loadConfig(content);
    } catch (error) {
      if (error instanceof ConnectorError) return error.message;
      throw error;
    }
    throw new Error("The configuration was taken");
  };
  for (const [content, words] of mistakes) {
    it(`names what is wrong with ${JSON.stringify(content)}`, () => {
      expect(() => loadConfig(content))
        .to.throw(words)
        .that.includes({ failureType: "config_error" })
        .and.has.property("message")
        .that.matches(/^(?:'|The (?:configuration|\d+(?:st|nd) entry of '[^']+') |Mailjet has )[^\n]+$/);
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
          `4: 'start_date' is "2026-02-30": it is not a date that exists, e.g. 2026-01-31 or 2026-01-31T00:00:00Z. ` +
          `5: Mailjet has no counters for 'counter_resolution' "Lifetime" with 'counter_timing' "Event"; ` +
          `set 'counter_timing' to "Message", or choose another 'counter_resolution'. ` +
          `6: The 1st entry of 'reports' is "open_event": did you mean "open_events"? ` +
          "7: The configuration has options that are ignored: 'enddate' (did you mean 'end_date'?).",
      );
  });

  const wrongIds = (count: number) => lists(...Array.from({ length: count }, (_, index) => `x${index}`));

  it("tells twenty of many mistakes, and counts the others", () => {
    const message = (count: number) => messageOf({ ...secrets, filter: wrongIds(count) });
    expect(message(11)).to.match(
      /^The configuration has 11 mistakes\. 1: .* 11: The 11th entry of '[^']+' is [^.]+\.$/,
    );
    expect(message(20)).to.match(/ 20: The 20th entry of '[^']+' is [^.]+\.$/);
    expect(message(21)).to.match(/^The configuration has 21 mistakes\. 1: .* 20: .*\. There is 1 more\.$/);
    expect(message(500)).to.match(/^The configuration has 500 mistakes\. 1: .* 20: .*\. There are 480 more\.$/);
  });

  it("tells what is wrong with other fields before the entries of lists, however many there are", () => {
    const message = messageOf({
      ...secrets,
      filter: wrongIds(500),
      reports: ["unicorns"],
      starred: "yes",
      start_date: "2026-13-01",
      counter_timing: "Event",
    });
    const places = ["1: 'starred'", "2: 'start_date'", "3: Mailjet has no counters", "4: The 1st entry of 'filter.c"];
    for (const place of places) expect(message).to.include(place);
  });

  it("tells a mistake beside each other one that can be told without Mailjet", () => {
    const filters: readonly (readonly [unknown, RegExp])[] = [
      [lists("7a"), / The 1st entry of 'filter.contact_lists' is "7a": it must be a whole number\./],
      [lists(7, 8, 7), / 'filter.contact_lists': 7 is there twice; delete one\./],
      [{ filter_type: "contact_lists_and_sent_dates" }, / 'filter.contact_lists' is missing; add it\./],
      [{ filter_type: "campaigns_and_event_dates", campaigns: 7 }, / 'filter.campaigns' is 7: it must be a list/],
      [{ filter_type: "some" }, / 'filter.filter_type' is "some": /],
    ];
    for (const [filter, words] of filters) {
      const message = messageOf({ api_secret: "***", start_date: "2026-13-01", starred: 7, filter });
      expect(message).to.match(
        /^The configuration has 5 mistakes\. 1: 'api_secret' is masked by .*'api_key' is missing/,
      );
      expect(message)
        .to.match(/'starred' is 7: it must be one of "all", "starred"/)
        .and.match(/'start_date' is "2026-13-01": it is not a date that exists/)
        .and.match(words);
    }
  });

  it("names each entry that is there more than once", () => {
    const ids = Array.from({ length: 9 }, (_, index) => 7_300_000_011 + index);
    const campaigns = (...more: unknown[]) => ({
      filter_type: "campaigns_and_event_dates",
      campaigns: [...ids, ...more],
    });
    expect(messageOf({ ...secrets, filter: campaigns(7_300_000_019) })).to.equal(
      "'filter.campaigns': 7300000019 is there twice; delete one",
    );
    expect(messageOf({ ...secrets, filter: campaigns("7300000019", 7_300_000_019, 7_300_000_011) })).to.equal(
      "The configuration has 2 mistakes. 1: 'filter.campaigns': 7300000011 is there twice; delete one. " +
        "2: 'filter.campaigns': 7300000019 is there 3 times; keep one of them.",
    );
  });

  it("does not call wrong entries the same: numbers that are too large are rounded", () => {
    const message = messageOf({ ...secrets, filter: lists(2 ** 53, 2 ** 53) });
    expect(message).to.match(/^The configuration has 2 mistakes\. 1: The 1st entry .* 2: The 2nd entry /);
    expect(message).not.to.include("twice");
  });

  it("names the choices of a list once, and asks where one is near", () => {
    const message = messageOf({ ...secrets, reports: ["senders", "unicorns", "open_event", "dragons"] });
    expect(message.match(/"user_agent_statistics"/g)).to.have.length(1);
    expect(message)
      .to.match(/ 1: The 2nd entry of 'reports' is "unicorns": it must be one of "bounce_events", /)
      .and.include(`2: The 3rd entry of 'reports' is "open_event": did you mean "open_events"? `)
      .and.include(`3: The 4th entry of 'reports' is "dragons": it must be one of those named before.`);
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

  it("refuses a menu's option that stands beside the menu: all would be read", () => {
    const content = { api_key: "key", api_secret: "secret", filter_type: "all_campaigns", campaigns: [7] };
    expect(() => loadConfig(content)).to.throw(
      /1: 'filter_type' stands outside of 'filter': put it into 'filter'\. 2: 'campaigns' stands outside of 'filter'/,
    );
    expect(() => loadConfig({ ...content, filter_type: null, campaigns: null })).not.to.throw();
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
