/** A user's mistakes: each is one clear sentence, and stdout holds nothing but messages. */
import { expect } from "chai";
import { configure, discovered, messages, type Outcome } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { streams } from "../../src/streams/table.ts";
import { command, read } from "../support/here.ts";
import { CREDENTIALS } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";
import { errorsOf } from "../support/traces.ts";

const connection = ({ lines }: Outcome) =>
  messages(lines, "CONNECTION_STATUS").map(
    ({ connectionStatus }) => connectionStatus as { status: string; message?: string },
  );

describe("check", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await testSandbox();
  });
  after(() => sandbox.close());

  it("says SUCCEEDED for good credentials, with one cheap call, and one for each stream that is offered", async () => {
    for (const reports of [[], ["messages", "contacts"]]) {
      const calls = sandbox.calls.length;
      const outcome = await command(sandbox, "check", { config: { ...CREDENTIALS, reports } });
      expect(connection(outcome)).to.deep.equal([{ status: "SUCCEEDED" }]);
      expect(outcome.code).to.equal(0);
      // Messages are read by the campaigns that the menus leave out.
      expect(sandbox.calls.length - calls).to.equal(1 + (reports.length === 0 ? streams.size : reports.length + 1));
      expect(Math.max(...sandbox.calls.slice(calls).map(({ rows }) => rows))).to.be.at.most(1);
    }
  });

  it("names the streams that the key may not read, and succeeds all the same", async () => {
    const closed = await testSandbox({ forbidden: ["workflow", "messagesentstatistics", "contactslist"] });
    try {
      const outcome = await command(closed, "check", { config: CREDENTIALS });
      const [{ status, message } = { status: "none" }] = connection(outcome);
      expect([status, outcome.code]).to.deep.equal(["SUCCEEDED", 0]);
      expect(message).to.include(
        "4 of the streams: 'contacts_list', 'message_outcomes', 'workflow_statistics', 'workflows'",
      );
      expect(outcome.lines.some((line) => line.includes('"WARN"') && line.includes("'workflows'"))).to.equal(true);
      const chosen = await command(closed, "check", { config: { ...CREDENTIALS, reports: ["contacts"] } });
      expect(connection(chosen)).to.deep.equal([{ status: "SUCCEEDED" }]);
    } finally {
      await closed.close();
    }
  });

  it("does not wait for a Mailjet that fails at some resources", async () => {
    const bad = await testSandbox({ faults: [{ kind: "status", status: 503, resource: "template", probability: 1 }] });
    try {
      const outcome = await command(bad, "check", { config: CREDENTIALS });
      expect(connection(outcome)).to.deep.equal([{ status: "SUCCEEDED" }]);
    } finally {
      await bad.close();
    }
  });

  const mistakes: readonly (readonly [string, unknown, RegExp])[] = [
    ["a missing field", { api_key: "k" }, /'api_secret' is missing/],
    [
      "a field of the wrong type",
      { ...CREDENTIALS, max_concurrency: "many" },
      /'max_concurrency' is "many": it must be a whole number$/,
    ],
    ["a value that the menu lacks", { ...CREDENTIALS, starred: "both" }, /'starred' is "both".*"not_starred"/],
    ["a date that does not exist", { ...CREDENTIALS, start_date: "2026-02-30T00:00:00Z" }, /'start_date'.*2026-02-30/],
    [
      "an end before the start",
      { ...CREDENTIALS, start_date: "2026-02-02T00:00:00Z", end_date: "2026-02-01T00:00:00Z" },
      /'end_date' is before 'start_date'/,
    ],
    ["a filter that does not exist", { ...CREDENTIALS, filter: { filter_type: "some" } }, /filter_type/],
    [
      "a filter without its lists",
      { ...CREDENTIALS, filter: { filter_type: "contact_lists_and_sent_dates" } },
      /'filter.contact_lists' is missing/,
    ],
    [
      "counters that do not go together",
      { ...CREDENTIALS, counter_timing: "Event" },
      /'counter_resolution'.*'counter_timing'/,
    ],
    ["wrong credentials", { api_key: "sandbox-key", api_secret: "a-wrong-one" }, /api_key.*api_secret/],
    ["a configuration that is no object", [1], /not a JSON object/],
    ["broken JSON", '{ "api_key": "k", ', /^The configuration in '.*' is not valid JSON/],
    ["an empty file", "", /^The configuration in '.*' is empty$/],
    [
      "a file in UTF-16",
      Buffer.from(`\uFEFF${JSON.stringify(CREDENTIALS)}`, "utf16le"),
      /is in UTF-16; save it as UTF-8/,
    ],
    [
      "a number that is too large",
      '{"api_key":"k","api_secret":"s","lookback_days":1e400}',
      /'lookback_days' is a number/,
    ],
    ["a key with a blank in it", { ...CREDENTIALS, api_key: "sand box" }, /^'api_key' has a blank at position 5/],
    [
      "key and secret in one",
      { api_key: "sandbox-key:secret" },
      /1: 'api_key' has a colon at position 12.* 2: 'api_secret' is missing; add it\.$/,
    ],
    ["a misspelt key", { apiKey: "k", api_secret: "s" }, /^'api_key' is missing; add it \(you have 'apiKey'\)$/],
  ];
  for (const [what, config, words] of mistakes) {
    it(`says FAILED in one sentence, and exits 0, for ${what}`, async () => {
      const outcome = await command(sandbox, "check", { config });
      const [{ status, message } = { status: "none" }, ...others] = connection(outcome);
      expect(status).to.equal("FAILED");
      expect(others).to.be.empty;
      expect(message).to.match(words).and.not.include("\n");
      expect(outcome.code).to.equal(0);
      expect(outcome.stderr).to.equal("");
    });
  }

  describe("of chosen IDs", () => {
    const chosen = (campaigns: readonly unknown[]) => ({
      ...CREDENTIALS,
      filter: { filter_type: "campaigns_and_event_dates", campaigns },
    });
    const idsOf = (rows: Iterable<{ readonly ID: number }>) => Array.from(rows, ({ ID }) => ID);
    const warningsOf = ({ lines }: Outcome) =>
      messages(lines, "LOG")
        .map(({ log }) => log as { readonly level: string; readonly message: string })
        .filter(({ level }) => level === "WARN")
        .map(({ message }) => message);
    const ABSENT =
      "'filter.campaigns': campaign 999999999 is not in this account; the IDs are in column ID of sent_campaigns";

    it("says FAILED for a campaign that is not in the account, and names it, in quotes or not", async () => {
      const known = idsOf(sandbox.account.campaign);
      for (const campaigns of [
        [known[0], 999_999_999],
        [...known.slice(0, 30), "999999999"],
      ]) {
        const outcome = await command(sandbox, "check", { config: chosen(campaigns) });
        expect(connection(outcome)).to.deep.equal([{ status: "FAILED", message: ABSENT }]);
        expect(outcome.code).to.equal(0);
      }
    });

    it("says SUCCEEDED for campaigns that are there, whatever the menus and dates leave out", async () => {
      const deleted = idsOf(Array.from(sandbox.account.campaign).filter(({ IsDeleted }) => IsDeleted));
      expect(deleted).to.not.be.empty;
      const config = { ...chosen([...deleted.slice(0, 2).map(String)]), start_date: "2100-01-01" };
      const outcome = await command(sandbox, "check", { config });
      expect(connection(outcome)).to.deep.equal([{ status: "SUCCEEDED" }]);
      const warned =
        `'filter.campaigns': campaigns ${deleted.slice(0, 2).join(", ")} are left out by 'include_deleted_campaigns', ` +
        "and their rows do not come; change that to have them";
      expect(warningsOf(outcome)).to.include(warned);
    });

    it("warns in a read of those that a menu leaves out, one by one or among many", async () => {
      const all = Array.from(sandbox.account.campaign);
      const [deleted] = all.filter(({ IsDeleted }) => IsDeleted);
      const kept = all.filter(({ IsDeleted }) => !IsDeleted);
      for (const others of [kept.slice(0, 1), kept.slice(0, 30)]) {
        const config = chosen([deleted?.ID, ...idsOf(others)]);
        const outcome = await read(sandbox, { config, streams: ["sent_campaigns"] });
        expect(warningsOf(outcome)).to.deep.equal([
          `'filter.campaigns': campaign ${deleted?.ID} is left out by 'include_deleted_campaigns', ` +
            "and its rows do not come; change that to have it",
        ]);
        expect(outcome.rows.get("sent_campaigns")).to.have.length(others.length);
        const all = await read(sandbox, { config: { ...config, include_deleted_campaigns: true }, streams: [] });
        expect(warningsOf(all)).to.be.empty;
      }
    });

    it("names lists, and counts what is too many to name", async () => {
      const ids = Array.from({ length: 12 }, (_, index) => index + 1);
      const filter = { filter_type: "contact_lists_and_sent_dates", contact_lists: ids };
      const [answer] = connection(await command(sandbox, "check", { config: { ...CREDENTIALS, filter } }));
      expect(answer?.message).to.equal(
        "'filter.contact_lists': contact lists 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more are not in this account; " +
          "the IDs are in column ID of contacts_list",
      );
    });

    it("warns of them in a read, and reads what is there", async () => {
      const [first] = idsOf(sandbox.account.campaign);
      const config = chosen([first, 999_999_999]);
      const outcome = await read(sandbox, { config, streams: ["sent_campaigns"] });
      expect(warningsOf(outcome)).to.deep.equal([ABSENT]);
      expect([outcome.code, outcome.rows.get("sent_campaigns")?.length]).to.deep.equal([0, 1]);
    });

    it("says nothing of them where Mailjet does not tell", async () => {
      const closed = await testSandbox({ forbidden: ["campaign"] });
      try {
        const outcome = await command(closed, "check", { config: { ...chosen([999_999_999]), reports: ["contacts"] } });
        expect(connection(outcome)).to.deep.equal([{ status: "SUCCEEDED" }]);
      } finally {
        await closed.close();
      }
    });
  });

  it("takes what platforms and people send: nulls, blanks, days, and what a copy brings along with the key", async () => {
    const keys = {
      api_key: `\uFEFF "${CREDENTIALS.api_key}"\r\n`,
      api_secret: `\u00A0${CREDENTIALS.api_secret}\u200B`,
    };
    const dates = { start_date: "2012-01-01", end_date: "", updated_since: "2012-01-01 10:00" };
    const config = { ...keys, ...dates, starred: "", region: null, filter: { filter_type: null }, reports: null };
    const outcome = await command(sandbox, "check", { config });
    expect(connection(outcome)).to.deep.equal([{ status: "SUCCEEDED" }]);
    expect(messages(outcome.lines, "LOG")).to.be.empty;
  });

  it("names the options that do nothing in one WARN, and succeeds", async () => {
    const config = { ...CREDENTIALS, startdate: "2026-01-01", _platform: 1, unicorns: true };
    const outcome = await command(sandbox, "check", { config });
    const logs = messages(outcome.lines, "LOG").map(({ log }) => log as { level: string; message: string });
    expect(logs.map(({ level }) => level)).to.deep.equal(["WARN"]);
    expect(logs[0]?.message)
      .to.match(/'startdate' \(did you mean 'start_date'\?\), 'unicorns'/)
      .and.not.include("_platf");
    expect(connection(outcome)).to.deep.equal([{ status: "SUCCEEDED" }]);
  });

  it("says FAILED for a file that is not there", async () => {
    const outcome = await command(sandbox, "check", {}, { args: ["--config", "/nowhere/config.json"] });
    expect(connection(outcome)).to.have.length(1);
    expect(connection(outcome)[0]?.message).to.match(/\/nowhere\/config.json.*no such file/);
  });

  it("never shows the secret, not even with --debug", async () => {
    const secrets = { api_key: "sandbox-key", api_secret: "s3cret/with+signs=" };
    const forms = [
      secrets.api_secret,
      encodeURIComponent(secrets.api_secret),
      btoa(`sandbox-key:${secrets.api_secret}`),
    ];
    const padded = { api_key: " sandbox-key\n", api_secret: `"${secrets.api_secret}"` };
    const mistaken = { ...padded, start_date: `"${secrets.api_secret}"`, starred: secrets.api_secret };
    for (const config of [secrets, padded, mistaken, `{"api_secret":"${secrets.api_secret}"`]) {
      const { lines, stderr } = await command(sandbox, "check", { config }, { args: ["--debug"] });
      for (const form of forms) expect(lines.join("\n") + stderr).to.not.include(form);
    }
  });
});

describe("check, of a Mailjet that is not there", () => {
  it("says FAILED, and why, and exits 0", async () => {
    const outcome = await command({ url: "http://127.0.0.1:5" }, "check", { config: CREDENTIALS });
    expect(connection(outcome)).to.have.length(1);
    expect(connection(outcome)[0]?.message).to.match(/^The connection failed \(ECONNREFUSED.*try it again later$/);
    expect(errorsOf(outcome)).to.be.empty;
    expect(outcome.code).to.equal(0);
  });
});

describe("read, of bad input", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await testSandbox();
  });
  after(() => sandbox.close());

  const catalogOf = async (...names: string[]) => {
    const all = discovered((await command(sandbox, "discover", { config: CREDENTIALS })).lines);
    return configure(all.filter(({ name }) => names.includes(name)));
  };

  const refusals: readonly (readonly [string, Readonly<Record<string, unknown>>, RegExp])[] = [
    ["a catalog that is none", { catalog: { nothing: 1 } }, /catalog failed.*'streams'/],
    ["a catalog that is broken JSON", { catalog: "{" }, /catalog in .* not valid JSON/],
    ["a state that is broken JSON", { state: "[{" }, /^The state in .* it is not valid JSON/],
    ["a state that is no state", { state: [42] }, /^The state cannot be used: entry 1 is not an object/],
    [
      "a configuration with a mistyped field",
      { config: { ...CREDENTIALS, lookback_days: -1 } },
      /'lookback_days' is -1/,
    ],
    ["wrong credentials", { config: { ...CREDENTIALS, api_secret: "no" } }, /api_secret/],
  ];
  for (const [what, files, words] of refusals) {
    it(`ends with one config_error and exit code 1 for ${what}`, async () => {
      const good = { config: CREDENTIALS, catalog: await catalogOf("contacts_list") };
      const outcome = await command(sandbox, "read", { ...good, ...files });
      expect(errorsOf(outcome).map(({ failure_type }) => failure_type)).to.deep.equal(["config_error"]);
      expect(errorsOf(outcome)[0]?.message).to.match(words).and.not.include("\n");
      expect(outcome.code).to.equal(1);
      expect(outcome.stderr).to.equal("");
    });
  }

  it("reads the other streams when the catalog names one that does not exist, and exits 1", async () => {
    const known = await catalogOf("contacts_list");
    const unknown = {
      stream: { name: "unicorns", json_schema: {} },
      sync_mode: "INVALID",
      destination_sync_mode: "INVALID",
    };
    const catalog = { streams: [unknown, ...(known as { streams: unknown[] }).streams] };
    const outcome = await command(sandbox, "read", { config: CREDENTIALS, catalog });
    expect(errorsOf(outcome).map((error) => error.stream_descriptor?.name)).to.deep.equal(["unicorns"]);
    expect(messages(outcome.lines, "RECORD")).to.not.be.empty;
    expect(outcome.code).to.equal(1);
  });

  it("refuses one stream's nonsense state and reads the others", async () => {
    const state = { open_events: { OpenedAt: "yesterday" } };
    const outcome = await read(sandbox, { state, streams: ["open_events", "contacts_list"] });
    expect(errorsOf(outcome)[0]?.message).to.match(/open_events.*'OpenedAt' is "yesterday"/);
    expect([...outcome.rows.keys()]).to.deep.equal(["contacts_list"]);
    expect(outcome.code).to.equal(1);
  });
});
