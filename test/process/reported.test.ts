/** What people report of connectors, by kind: each case with the right behaviour beside it. */
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { RowIn } from "../../sandbox/account.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import type { Fault } from "../../sandbox/faults.ts";
import {
  configure,
  lastStates,
  messages,
  type Outcome,
  recordOf,
  recordsByStream,
  startConnector,
} from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { loadCatalog } from "../../src/config/files.ts";
import { instantOf } from "../support/dates.ts";
import { command, read } from "../support/here.ts";
import { CREDENTIALS, command as commandInAProcess, differences, read as readInAProcess } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";
import { serve } from "../support/server.ts";
import { errorsOf } from "../support/traces.ts";

interface Catalog {
  readonly streams: readonly { readonly name: string; readonly source_defined_primary_key: readonly string[][] }[];
}

interface Status {
  readonly status: string;
  readonly message?: string;
}

function statusOf({ lines }: Outcome): Status {
  const [first, ...others] = messages(lines, "CONNECTION_STATUS");
  expect(others).to.be.empty;
  return first?.connectionStatus as Status;
}

/** Status, headers and body of every answer; what `check` says of it. */
const ANSWERS: readonly (readonly [string, number, Readonly<Record<string, string>>, string, RegExp])[] = [
  [
    "a login page",
    200,
    { "content-type": "text/html" },
    "<html><title>Sign in</title></html>",
    /^Something other.*"Sign in"/,
  ],
  ["an empty body", 200, {}, "", /^Something other than Mailjet's API answered/],
  ["another API's JSON", 200, {}, '{"status":"ok"}', /^Something other than Mailjet's API answered/],
  [
    "Mailjet's error with 200",
    200,
    {},
    '{"ErrorInfo":"","ErrorMessage":"Locked","StatusCode":403}',
    /^Mailjet says "Locked"/,
  ],
  ["a redirect", 301, { location: "https://login.example/?a=b" }, "", /^Something other.*redirect to login.example/],
  ["no content", 204, {}, "", /^Something other than Mailjet's API answered/],
  ["a page that is not there", 404, {}, "<html></html>", /^Something other than Mailjet's API answered/],
  ["a proxy's login", 407, { "proxy-authenticate": "Basic" }, "", /^The proxy .*407/],
  ["a firewall", 403, {}, "<html>Access denied</html>", /^Something other than Mailjet's API answered/],
  ["another realm", 401, { "www-authenticate": "NTLM" }, "", /^Something other than Mailjet's API answered/],
  ["Mailjet's empty 401", 401, {}, "", /^The API key or the secret key is wrong/],
];

describe("what people report: odd answers", () => {
  const answers = new Map<string, Outcome>();
  // All at once: some are asked for again for as long as `check` waits.
  before(async () => {
    await Promise.all(
      ANSWERS.map(async ([what, status, headers, body]) => {
        const server = await serve((_, response) => void response.writeHead(status, headers).end(body));
        answers.set(what, await command(server, "check", { config: CREDENTIALS }));
        await server.close();
      }),
    );
  });

  for (const [what, , , , words] of ANSWERS) {
    it(`check fails in words: ${what}`, () => {
      const outcome = answers.get(what);
      if (outcome === undefined) throw new Error("The check was not run");
      expect(statusOf(outcome).status).to.equal("FAILED");
      expect(statusOf(outcome).message)
        .to.match(words)
        .and.not.match(/contactslist|STATE/);
      expect([outcome.code, outcome.stderr]).to.deep.equal([0, ""]);
    });
  }
});

/** By the path below `/v3/REST/`; every other resource has nothing in it. */
function serveResources(answers: Readonly<Record<string, readonly [number, string, string | Buffer]>>) {
  return serve(({ url = "" }, response) => {
    const name = new URL(url, "http://127.0.0.1").pathname.replace("/v3/REST/", "");
    const [status, type, body] = answers[name] ?? [
      200,
      "application/json",
      '{ "Count" : 0, "Data" : [], "Total" : 0 }',
    ];
    response.writeHead(status, { "content-type": type }).end(body);
  });
}

const catalogOf = (...names: string[]) => configure(loadCatalog().filter(({ name }) => names.includes(name)));

describe("what people report: odd values", () => {
  const JSON_TYPE = "application/json";
  const reading = async (answers: Parameters<typeof serveResources>[0], ...names: string[]) => {
    const server = await serveResources(answers);
    const outcome = await command(server, "read", { config: CREDENTIALS, catalog: catalogOf(...names) });
    await server.close();
    return { ...outcome, rows: recordsByStream(outcome.lines) };
  };

  it("a body in another charset is decoded by its header", async () => {
    const body = '{ "Count" : 1, "Data" : [ { "ID" : 1, "Name" : "\u00c9t\u00e9" } ], "Total" : 1 }';
    for (const [charset, bytes] of [
      ["iso-8859-1", Buffer.from(body, "latin1")],
      ["UTF-16LE", Buffer.from(body, "utf16le")],
      ['"utf-8"', Buffer.from(body)],
    ] as const) {
      const { rows } = await reading(
        { contactslist: [200, `${JSON_TYPE}; charset=${charset}`, bytes] },
        "contacts_list",
      );
      expect(rows.get("contacts_list"), charset).to.deep.equal(['{ "ID" : 1, "Name" : "\u00c9t\u00e9" }']);
    }
  });

  it("'Data' null with a count of 0 is an empty list", async () => {
    const page = '{ "Count" : 0, "Data" : null, "Total" : 0 }';
    const { code, rows } = await reading({ contactslist: [200, JSON_TYPE, page] }, "contacts_list");
    expect([code, rows.size]).to.deep.equal([0, 0]);
  });

  it("410 in Mailjet's words is not for this account: check names the stream, in a read it fails alone", async () => {
    const gone = '{"ErrorInfo":"","ErrorMessage":"endpoint has been deprecated for new users","StatusCode":410}';
    const server = await serveResources({ template: [410, JSON_TYPE, gone] });
    const checked = await command(server, "check", { config: CREDENTIALS });
    await server.close();
    expect(statusOf(checked)).to.deep.include({ status: "SUCCEEDED" });
    expect(statusOf(checked).message).to.match(/1 of the streams: 'templates'/);
    const outcome = await reading({ template: [410, JSON_TYPE, gone] }, "templates", "contacts_list");
    expect(errorsOf(outcome).map(({ failure_type }) => failure_type)).to.deep.equal(["config_error"]);
    expect(errorsOf(outcome)[0]?.message).to.match(/deprecated for new users/);
  });
});

describe("what people report: odd configurations", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await testSandbox();
  });
  after(() => sandbox.close());

  /** What is configured beside, or in place of, the credentials; the status, and what is said in it or in a WARN. */
  const CONFIGURATIONS: readonly (readonly [string, object, Status["status"], RegExp | undefined])[] = [
    ["null where something is optional", { start_date: null, filter: null, starred: null }, "SUCCEEDED", undefined],
    ["blanks in dates and choices", { end_date: "", region: "", starred: " " }, "SUCCEEDED", undefined],
    ["a day alone", { start_date: "2012-01-01", end_date: "2012-01-31" }, "SUCCEEDED", undefined],
    [
      "no zone, fractions, offsets",
      { start_date: "2012-01-01T10:00:00.5", end_date: "2012-01-31 10:00+0100" },
      "SUCCEEDED",
      undefined,
    ],
    ["a line end behind the secret", { api_secret: `${CREDENTIALS.api_secret}\r\n` }, "SUCCEEDED", undefined],
    ["unseen characters around the key", { api_key: `\u200b ${CREDENTIALS.api_key}\u00a0` }, "SUCCEEDED", undefined],
    ["a blank inside the secret", { api_secret: "sandbox secret" }, "FAILED", /'api_secret' has .* at position 8/],
    [
      "a name that is not quite right",
      { startdate: "2026-01-01" },
      "SUCCEEDED",
      /'startdate' \(did you mean 'start_date'\?\)/,
    ],
    [
      "an ID that no number can hold",
      { filter: { filter_type: "campaigns_and_event_dates", campaigns: [1e20] } },
      "FAILED",
      /^The 1st entry of 'filter.campaigns' is a number out of range/,
    ],
    ["a start in the future", { start_date: "2199-01-01" }, "SUCCEEDED", /'start_date' .*in the future/],
  ];
  for (const [what, config, status, words] of CONFIGURATIONS) {
    it(`check answers ${status}: ${what}`, async () => {
      const outcome = await command(sandbox, "check", { config: { ...CREDENTIALS, ...config } });
      const warnings = outcome.lines.filter((line) => line.includes('"level":"WARN"'));
      expect(statusOf(outcome).status).to.equal(status);
      expect(`${statusOf(outcome).message} ${warnings}`).to.match(words ?? /^undefined $/);
      expect([outcome.code, outcome.stderr]).to.deep.equal([0, ""]);
    });
  }

  /** What is given as state; what is said of it, in a WARN or in an error. */
  const STATES: readonly (readonly [string, unknown, "WARN" | "ERROR", RegExp])[] = [
    [
      "a cursor without its stream",
      { OpenedAt: "2026-01-31T10:00:00Z" },
      "ERROR",
      /names no stream.*\\"open_events\\"/,
    ],
    [
      "a stream that is not there",
      [{ type: "LEGACY", data: { opens: {} } }],
      "ERROR",
      /'opens'.*names no stream|names no stream.*'opens'/,
    ],
    [
      "another engine's state",
      { open_events: { state_type: "date-range", slices: [] } },
      "WARN",
      /'state_type', 'slices'/,
    ],
    [
      "a cursor in the wrong case",
      { open_events: { openedat: "2026-01-31T10:00:00Z" } },
      "ERROR",
      /did you mean 'OpenedAt'/,
    ],
    [
      "the cursor of another stream",
      { open_events: { ClickedAt: "2026-01-31T10:00:00Z" } },
      "ERROR",
      /has 'ClickedAt'.* is 'OpenedAt'/,
    ],
    [
      "of other streams only",
      { contacts: { LastUpdateAt: "2026-01-31T10:00:00Z" } },
      "WARN",
      /none of the streams that/,
    ],
    ["a line that was cut off", '{"type":"LOG"}\n{"type":"STATE","sta', "WARN", /last line .* cut off/],
    [
      "a cursor in the future",
      { open_events: { OpenedAt: "2999-01-01T00:00:00Z" } },
      "WARN",
      /in the future.*brought back/,
    ],
  ];
  for (const [what, state, level, words] of STATES) {
    it(`read says so: ${what}`, async () => {
      const outcome = await read(sandbox, { streams: ["open_events"], state });
      const said = outcome.lines.filter((line) => line.includes(`"${level}"`) && words.test(line));
      expect(said, outcome.lines.filter((line) => !line.includes('"RECORD"')).join("\n")).to.have.length(1);
      expect(outcome.code).to.equal(level === "ERROR" ? 1 : 0);
    });
  }
});

describe("what people report: odd endings", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`${signal} while nobody reads: the process dies of it, before its clients lose patience`, async () => {
      const sandbox = await testSandbox({ size: { opens: 10_000, messages: 3_000, contacts: 10_000 } });
      const folder = await mkdtemp(join(tmpdir(), "source-mailjet-test-"));
      const [config, catalog] = [join(folder, "config.json"), join(folder, "catalog.json")];
      await writeFile(config, JSON.stringify(CREDENTIALS));
      await writeFile(catalog, JSON.stringify(configure(loadCatalog())));
      const options = { env: { MAILJET_API_URL: sandbox.url }, clock: sandbox.now() };
      const child = startConnector(["read", "--config", config, "--catalog", catalog], options);
      await once(child.stdout, "readable");
      // Long enough for the pipe to be full: then the program waits for its reader.
      await sleep(1_500);
      const ended = once(child, "exit");
      child.kill(signal);
      const impatient = setTimeout(() => child.kill("SIGKILL"), CLIENT_PATIENCE_MS);
      expect(await ended).to.deep.equal([null, signal]);
      clearTimeout(impatient);
      child.stdout.destroy();
      await sandbox.close();
      await rm(folder, { recursive: true });
    });
  }
});

/** Clients of the ecosystem kill a source that has not ended so long after its signal, in milliseconds. */
const CLIENT_PATIENCE_MS = 10_000;

const [MINUTE_MS, DAY_MS] = [60_000, 86_400_000];

describe("what people report: the sandbox's account", () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.close());
  const config = { include_deleted_campaigns: true };

  for (const [what, clock] of [
    ["the machine's clock runs ahead", (now: number) => now + 400 * DAY_MS],
    ["the machine's clock runs behind", (now: number) => now - 40 * DAY_MS],
    ["the machine's clock has forgotten the date", () => MINUTE_MS],
  ] as const) {
    it(`no cursor is ahead of what was read: ${what}`, async () => {
      const now = sandbox.now().getTime();
      const machine = clock(now);
      const env = { MACHINE_CLOCK: new Date(machine).toISOString() };
      const outcome = await readInAProcess(sandbox, { streams: ["open_events"], config, env });
      expect(outcome.code).to.equal(0);
      const cursor = Date.parse(String(outcome.states[0]?.stream.stream_state.OpenedAt));
      // A clock from before Mailjet's launch counts for nothing; of two others the earlier one does.
      const believed = machine === MINUTE_MS ? now : Math.min(now, machine);
      expect(cursor).to.be.within(believed - MINUTE_MS, believed + MINUTE_MS);
      expect(differences(outcome.rows.get("open_events"), expectedRows(sandbox.account, "openinformation"))).to.be
        .empty;
    });
  }

  for (const [what, date] of [
    ["Mailjet's clock runs ahead", (now: number) => now + 400 * DAY_MS],
    ["Mailjet's clock runs behind", (now: number) => now - 400 * DAY_MS],
    ["Mailjet's clock is wrong in every other answer", (now: number, call: number) => now + (call % 2) * 400 * DAY_MS],
  ] as const) {
    it(`no cursor is ahead of what was read: ${what}`, async () => {
      const now = sandbox.now().getTime();
      let calls = 0;
      const between = await serve(async ({ url = "", headers: { authorization = "" } }, response) => {
        const answer = await fetch(`${sandbox.url}${url}`, { headers: { authorization } });
        const body = await answer.text();
        const type = answer.headers.get("content-type") ?? "";
        const sent = { "content-type": type, date: new Date(date(now, calls++)).toUTCString() };
        response.writeHead(answer.status, sent).end(body);
      });
      const files = { config: { ...CREDENTIALS, ...config }, catalog: catalogOf("open_events") };
      const outcome = await command(between, "read", files, { clock: new Date(now) });
      await between.close();
      const cursor = Date.parse(String(lastStates(outcome.lines)[0]?.stream.stream_state.OpenedAt));
      expect(cursor).to.be.at.most(now + MINUTE_MS);
      const rows = recordsByStream(outcome.lines).get("open_events");
      expect(differences(rows, expectedRows(sandbox.account, "openinformation"))).to.be.empty;
    });
  }

  it("a row from the future is delivered, and no cursor goes with it", async () => {
    const now = sandbox.now().getTime();
    const [contact] = sandbox.account.contact;
    if (contact === undefined) throw new Error("An empty account");
    sandbox.account.contact.change(contact, { LastUpdateAt: "2999-01-01T00:00:00Z" });
    const first = await read(sandbox, { streams: ["contacts"] });
    expect(differences(first.rows.get("contacts"), expectedRows(sandbox.account, "contact"))).to.be.empty;
    const cursor = Date.parse(String(first.states[0]?.stream.stream_state.LastUpdateAt));
    expect(cursor).to.be.at.most(now + MINUTE_MS);
  });

  it("statistics of what was never active come with a start date, too", async () => {
    const start_date = new Date(sandbox.now().getTime() - 10 * DAY_MS).toISOString();
    const isWanted = ({ IsDeleted, LastActivityAt: at }: RowIn<"liststatistics">) =>
      !IsDeleted && (at === "" || instantOf(at) >= instantOf(start_date));
    const expected = expectedRows(sandbox.account, "liststatistics", isWanted);
    expect(expected.filter((row) => row.includes('"LastActivityAt" : null'))).to.not.be.empty;
    const outcome = await read(sandbox, { streams: ["list_statistics"], config: { start_date } });
    expect(differences(outcome.rows.get("list_statistics"), expected)).to.be.empty;
  });

  it("the menus choose messages by their campaigns, as they choose everything else of a campaign", async () => {
    const wanted = new Set(
      Array.from(sandbox.account.campaign)
        .filter(({ IsDeleted, IsStarred }) => !IsDeleted && IsStarred)
        .map(({ ID }) => ID),
    );
    const outcome = await read(sandbox, { streams: ["messages"], config: { starred: "starred" } });
    const expected = expectedRows(sandbox.account, "message", ({ CampaignID }) => wanted.has(CampaignID));
    expect(expected).to.not.be.empty;
    expect(differences(outcome.rows.get("messages"), expected)).to.be.empty;
  });

  it("the key of bounces tells two of one message in one second apart", async () => {
    const discovered = await command(undefined, "discover", { config: CREDENTIALS });
    const [found] = messages(discovered.lines, "CATALOG");
    const catalog = found?.catalog as Catalog | undefined;
    const key = catalog?.streams.find(({ name }) => name === "bounce_events")?.source_defined_primary_key ?? [];
    const { bouncestatistics } = sandbox.account;
    const [bounce] = bouncestatistics;
    if (bounce === undefined) throw new Error("An empty account");
    bouncestatistics.add({ ...bounce, IsStatePermanent: !bounce.IsStatePermanent });
    const { rows } = await read(sandbox, { streams: ["bounce_events"], config });
    // By their text: `JSON.parse` would round the IDs.
    const keys = (columns: readonly string[][]) =>
      new Set(
        rows
          .get("bounce_events")
          ?.map((row) => columns.map(([name]) => row.split(`"${name}" : `)[1]?.split(/, "| }/)[0]).join()),
      );
    expect(keys(key).size).to.equal(new Set(rows.get("bounce_events")).size);
    expect(keys(key.slice(0, 2)).size).to.be.below(keys(key).size);
  });

  it("characters that databases refuse are replaced, and the row says so", async () => {
    const [list] = sandbox.account.contactslist;
    if (list === undefined) throw new Error("An empty account");
    sandbox.account.contactslist.change(list, { Name: "a\u0000b\ud800c" });
    const outcome = await read(sandbox, { streams: ["contacts_list"], config: { include_deleted_lists: true } });
    const changed = outcome.lines.filter((line) => line.includes('"meta":{"changes":[{"field":"Name",'));
    expect(changed).to.have.length(1);
    expect(recordOf(changed[0] ?? "")?.data).to.include('"Name" : "ab\ufffdc"');
    expect(outcome.lines.filter((line) => line.includes('"WARN"') && line.includes("databases refuse"))).to.have.length(
      1,
    );
  });

  it("a key that stays null ends the stream, by the column and the row", async () => {
    const [contact] = sandbox.account.contact;
    if (contact === undefined) throw new Error("An empty account");
    Object.assign(contact, { ID: null });
    const outcome = await read(sandbox, { streams: ["contacts", "contacts_list"] });
    expect(errorsOf(outcome)[0]?.message).to.match(/^The key column 'ID' is null, in row \d+ of the list/);
    expect([outcome.code, [...outcome.rows.keys()]]).to.deep.equal([1, ["contacts_list"]]);
  });

  it("the first retry of a kind says what came back", async () => {
    const faults: Fault[] = [{ kind: "status", status: 502, onCalls: [0, 2], resource: "template" }];
    const faulty = await testSandbox({ faults });
    const outcome = await read(faulty, { streams: ["templates"] });
    await faulty.close();
    const told = outcome.lines.filter((line) => line.includes("status 502"));
    expect(told).to.have.length(1);
    expect(told[0]).to.match(
      /"INFO".*Mailjet's gateway had a bad answer \(status 502, .*\): trying 'template' again in/,
    );
    expect(outcome.code).to.equal(0);
  });

  for (const [status, words] of [
    [407, /^The proxy .*wants a login \(status 407\)/],
    [403, /^The proxy .*does not let requests through/],
  ] as const) {
    it(`a proxy that refuses with ${status} is named, at once, without its password`, async () => {
      const proxy = createServer();
      proxy.on("connect", (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`));
      proxy.listen(0, "127.0.0.1");
      await once(proxy, "listening");
      const address = proxy.address();
      const port = typeof address === "object" ? address?.port : 0;
      const env = { HTTP_PROXY: `http://somebody:pr0xy-pass@127.0.0.1:${port}` };
      const outcome = await commandInAProcess(sandbox, "check", { config: CREDENTIALS }, { env, args: ["--debug"] });
      proxy.close();
      expect(statusOf(outcome)).to.deep.include({ status: "FAILED" });
      expect(statusOf(outcome).message).to.match(words);
      expect(outcome.lines.join("\n")).to.not.include("pr0xy-pass").and.not.include("tried again for");
    });
  }

  it("proxies are honoured without a switch", async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on("connect", ({ url = "" }, socket) => {
      asked.push(url);
      const target = new URL(`http://${url}`);
      const to = connect(Number(target.port), target.hostname, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        to.pipe(socket).pipe(to);
      });
      for (const end of [to, socket]) end.on("error", () => end.destroy());
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const address = proxy.address();
    const env = { HTTP_PROXY: `127.0.0.1:${typeof address === "object" ? address?.port : ""}` };
    const through = await commandInAProcess(sandbox, "check", { config: CREDENTIALS }, { env });
    const besides = await commandInAProcess(
      sandbox,
      "check",
      { config: CREDENTIALS },
      { env: { ...env, NO_PROXY: "127.0.0.1" } },
    );
    proxy.close();
    expect([statusOf(through).status, statusOf(besides).status]).to.deep.equal(["SUCCEEDED", "SUCCEEDED"]);
    expect(asked).to.not.be.empty;
  });
});
