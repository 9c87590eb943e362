/** What somebody sees who watches a read: in the log, and in a real terminal. */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { EXECUTABLE, type Message, messages } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { inTerminal, type TerminalOptions } from "../../scripts/terminal.ts";
import { streams } from "../../src/streams/table.ts";
import { CREDENTIALS, read } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

const logs = (lines: readonly string[]) =>
  messages(lines, "LOG").map(({ log }) => log as { level: string; message: string });
const texts = (lines: readonly string[]) => logs(lines).map(({ message }) => message);

const SIZE = { campaigns: 5, opens: 4_500, messages: 300, contacts: 3_000, clicks: 10, bounces: 10 };

describe("the log of a read", () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  it("says how each stream begins and what it took, the next time too", async () => {
    sandbox = await testSandbox({ size: SIZE });
    const config = { include_deleted_campaigns: true };
    const first = await read(sandbox, { config, streams: ["open_events", "segmentation"] });
    expect(texts(first.lines)).to.include("open_events: incremental, the first read");
    expect(texts(first.lines)).to.include("segmentation: full refresh, the only mode of this stream");
    const calls = sandbox.calls.filter(({ path }) => path.includes("openinformation")).length;
    const rows = first.rows.get("open_events")?.length.toLocaleString("en");
    const end = texts(first.lines).find((text) => text.startsWith("open_events: finished"));
    expect(end).to.match(
      new RegExp(`^open_events: finished; ${rows} rows, ${calls} calls, 0 retries, [\\d.]+ s waited, `),
    );
    const second = await read(sandbox, { config, streams: ["open_events"], state: first.states });
    expect(texts(second.lines).join("\n")).to.match(
      /^open_events: incremental from \S+Z: the state's \S+Z less 7 days of /m,
    );
  });

  it("warns where the catalog asks for incremental, and the stream has none", async () => {
    sandbox = await testSandbox({ size: SIZE });
    const { lines, code } = await read(sandbox, { streams: ["segmentation"], syncMode: "incremental" });
    expect(code).to.equal(0);
    expect(logs(lines)).to.deep.include({
      level: "WARN",
      message:
        "segmentation: the catalog asks for incremental, which this stream does not have: it is read as a full refresh",
    });
  });

  it("tells platforms how many rows come, without a call of its own, before the first row behind a page", async () => {
    sandbox = await testSandbox({ size: SIZE });
    const { lines, rows } = await read(sandbox, { streams: ["contacts", "segmentation"], syncMode: "full_refresh" });
    const estimates = messages(lines.filter((line) => line.includes('"ESTIMATE"'))).map(({ trace }: Message) => trace);
    expect(estimates).to.have.length(1);
    expect(estimates[0]).to.deep.include({
      type: "ESTIMATE",
      estimate: { name: "contacts", type: "STREAM", row_estimate: rows.get("contacts")?.length },
    });
  });

  it("says that a rate limit bites, and that it is over", async () => {
    const faults = [{ kind: "status", status: 429, retryAfter: "1", onCalls: [0], resource: "contactfilter" }] as const;
    sandbox = await testSandbox({ faults });
    const said = texts((await read(sandbox, { streams: ["segmentation"] })).lines);
    const bites = said.findIndex((text) => text.startsWith("The rate limit of this API key was reached"));
    const over = said.indexOf("The rest for the rate limit is over: requests go on");
    expect(bites).to.be.at.least(0);
    expect(over).to.be.above(bites);
    expect(said.at(-1)).to.match(/^segmentation: finished; .* 1 retry, [12]\.\d s waited, /);
  });

  it("says of each stream that it rests for the rate limit, whichever was refused", async () => {
    const faults = [{ kind: "status", status: 429, retryAfter: "1", onCalls: [0], resource: "contactfilter" }] as const;
    sandbox = await testSandbox({ size: SIZE, faults, latencyMs: 100 });
    const streams = ["contacts", "segmentation"];
    const { lines } = await read(sandbox, { streams, config: { max_concurrency: 1 } });
    const ends = texts(lines).filter((text) => text.includes(": finished; "));
    const waited = (retries: string) => new RegExp(`, ${retries}, [1-9]\\.\\d s waited, `);
    expect(ends.find((text) => text.startsWith("contacts"))).to.match(waited("0 retries"));
    expect(ends.find((text) => text.startsWith("segmentation"))).to.match(waited("1 retry"));
    const limited = lines.filter((line) => line.includes("RATE_LIMITED"));
    for (const stream of streams)
      expect(
        limited.filter((line) => line.includes(`"name":"${stream}"`)),
        stream,
      ).to.have.length(1);
  });

  it("says at a signal what the last STATE goes on from", async () => {
    sandbox = await testSandbox({ size: { ...SIZE, contacts: 20_000 }, latencyMs: 200 });
    let isStopped = false;
    const { lines } = await read(sandbox, {
      streams: ["contacts"],
      onLine: (line, kill) => {
        if (isStopped || !line.startsWith('{"type":"RECORD"')) return;
        isStopped = true;
        kill("SIGINT");
      },
    });
    const said = texts(lines);
    expect(said.join("\n")).to.match(/^contacts: stopped; the last STATE goes on behind row [\d,]+$/m);
    expect(said.at(-1)).to.match(/^contacts: stopped before its end; /);
  });

  for (const [stream, place] of [
    ["messages", "behind row [\\d,]+"],
    ["top_links", "behind campaign \\d+ \\(\\d+ of \\d+ done\\)"],
    ["list_recipients", "behind row [\\d,]+"],
    ["stat_counters", "(?:behind campaign \\d+|from the first campaign) \\(\\d+ of \\d+ done\\)"],
  ] as const) {
    it(`says where ${stream} was stopped, and the next time where it goes on`, async () => {
      // More pages are left at the signal than are in flight, on a busy machine too.
      const size = { ...SIZE, messages: 20_000, contacts: 20_000, campaigns: 40 };
      sandbox = await testSandbox({ size, latencyMs: 100 });
      let states = 0;
      const options = { streams: [stream], config: { include_deleted_campaigns: true, max_concurrency: 2 } };
      const cut = await read(sandbox, {
        ...options,
        onLine: (line, kill) => {
          if (line.startsWith('{"type":"STATE"') && ++states === 2) kill("SIGINT");
        },
      });
      const stopped = texts(cut.lines).find((text) => text.startsWith(`${stream}: stopped; `)) ?? "";
      expect(stopped).to.match(new RegExp(`^${stream}: stopped; the last STATE goes on ${place}$`));
      const rest = await read(sandbox, {
        ...options,
        state: cut.states,
        onLine: (line, kill) => {
          if (line.startsWith('{"type":"STATE"')) kill("SIGINT");
        },
      });
      const [, named = ""] = /goes on (.*?)(?: \(|$)/.exec(stopped) ?? [];
      const resumes = texts(rest.lines).find((text) => text.includes("resumes a read that was cut off: it goes on"));
      expect(resumes).to.include(named.startsWith("from the first") ? "campaigns that were not read yet" : named);
    });
  }

  it("says that no STATE was written where it is stopped before the first stream", async () => {
    const faults = [{ kind: "slow-first-byte", probability: 1, resource: "contactslist" }] as const;
    sandbox = await testSandbox({ faults });
    // The warning of an unknown option comes before the first call.
    const { lines } = await read(sandbox, {
      config: { nonsense: 1 },
      streams: ["contacts"],
      onLine: (line, kill) => {
        if (line.includes('"WARN"')) kill("SIGINT");
      },
    });
    expect(texts(lines)).to.include("Stopped; no STATE was written yet: the next read begins as this one did");
  });

  it("has each call with --debug, with its rows and without a secret", async () => {
    sandbox = await testSandbox({ size: SIZE });
    const { lines } = await read(sandbox, { streams: ["contacts"], args: ["--debug"] });
    const calls = logs(lines).filter(({ level }) => level === "DEBUG");
    expect(calls).to.have.length(sandbox.calls.length);
    expect(calls.at(-1)?.message).to.match(/^GET \/v3\/REST\/contact\?\S+ 200, \d+ rows \(\d+ ms\)$/);
    for (const secret of Object.values(CREDENTIALS)) expect(lines.join("\n")).not.to.include(secret);
  });
});

describe("a read in a terminal", () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeEach(async () => {
    sandbox = await testSandbox({ size: SIZE, latencyMs: 100 });
    folder = await mkdtemp(join(tmpdir(), "source-mailjet-terminal-"));
    await writeFile(join(folder, "config.json"), JSON.stringify(CREDENTIALS));
  });
  afterEach(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  /** Runs a read with its stdout in a file, unless something else is said. */
  function watched(
    options: Partial<TerminalOptions> = {},
    into = `> ${folder}/out.jsonl`,
    streams = "contacts,open_events",
  ) {
    const named = streams === "" ? "" : `--streams ${streams}`;
    const command = `${process.execPath} ${EXECUTABLE} read --config ${folder}/config.json ${named} ${into}`;
    const env = { MAILJET_API_URL: sandbox.url, NODE_OPTIONS: undefined, ...options.env };
    return inTerminal(command, { columns: 100, lines: 24, ...options, env });
  }
  const output = async () => (await readFile(`${folder}/out.jsonl`, "utf8")).trimEnd().split("\n");

  it("shows each stream with its share while it runs, and a tick at its end; stdout has messages alone", async () => {
    const seen: string[] = [];
    const { text, code } = await watched({ onScreen: ({ text: now }) => void seen.push(now) });
    expect(code).to.equal(0);
    expect(seen.some((now) => /^▸ contacts +[\d,]+ rows +[\d,]+\/s +\d+ %/m.test(now))).to.equal(true);
    expect(text).to.match(/^✓ contacts +3,000 rows +[\d,]+\/s +100 %/m);
    expect(text).to.match(/^✓ open_events/m);
    expect(text.split("\n").at(-1)).to.match(/^ {2}2 of 2 streams done: [\d,]+ rows, /);
    expect(messages(await output(), "RECORD")).to.not.be.empty;
  });

  it("says why it ends where the disk is full, once", async function () {
    if (!existsSync("/dev/full")) return this.skip();
    const { text, code } = await watched({ columns: 200 }, "> /dev/full");
    expect(code).to.equal(1);
    expect(text.match(/The output cannot be written/g)).to.have.length(1);
    expect(text.split("\n").at(-1)).to.match(
      /^source-mailjet: The output .* \(ENOSPC\); make room, and run it again: /,
    );
  });

  it("fits all streams on a small terminal, without scrolling anything away", async () => {
    const { text, raw } = await watched({ lines: 10, columns: 40 }, undefined, "");
    expect(text.split("\n")).to.have.length(9);
    expect(text).to.include(`${streams.size} of ${streams.size} done`);
    expect(raw).not.to.include("\u001B[?25l");
  });

  it("leaves nothing behind where the window is made narrower", async () => {
    let isResized = false;
    const { text } = await watched({
      onScreen: ({ text: now, resize }) => {
        if (isResized || !/contacts +[1-9]/.test(now)) return;
        isResized = true;
        resize(42, 24);
      },
    });
    expect(isResized).to.equal(true);
    const lines = text.split("\n");
    expect(lines.filter((line) => line.includes("contacts"))).to.have.length(1);
    expect(lines.slice(-3).map((line) => line.slice(0, 6))).to.deep.equal(["✓ cont", "✓ open", "  2 of"]);
  });

  it("stops at Ctrl-C with its last STATE written, and leaves the cursor as it was", async () => {
    await sandbox.close();
    sandbox = await testSandbox({ size: { ...SIZE, contacts: 8_000 }, latencyMs: 300 });
    let isTyped = false;
    const { raw, text } = await watched({
      onScreen: ({ text: now, type }) => {
        if (isTyped || !/contacts +[1-9]/.test(now)) return;
        isTyped = true;
        type("\u0003");
      },
    });
    expect(isTyped).to.equal(true);
    expect(text).to.match(/^■ contacts .* stopped$/m);
    expect(raw).not.to.include("\u001B[?25l");
    const lines = await output();
    expect(texts(lines).join("\n")).to.include("contacts: stopped; the last STATE goes on behind row ");
    expect(messages(lines, "STATE")).to.not.be.empty;
  });

  it("shows streams as stopped where nobody reads the messages any more", async () => {
    const { text } = await watched({}, "| head -5 > /dev/null");
    expect(text).to.match(/^■ contacts .* stopped$/m);
    expect(text).to.match(/^ {2}0 of 2 streams done, 2 stopped: /m);
  });

  it("has no colours with NO_COLOR, and no display with TERM=dumb", async () => {
    const plain = await watched({ env: { NO_COLOR: "1" } });
    expect(plain.raw).to.include("✓ contacts");
    for (const colour of ["31", "32", "33", "36", "90"]) expect(plain.raw).not.to.include(`\u001B[${colour}m`);
    const dumb = await watched({ env: { TERM: "dumb" } });
    expect(dumb.raw).to.equal("");
  });

  it("says above the streams why one failed, in colour, once and without a secret, as the messages do", async () => {
    await sandbox.close();
    sandbox = await testSandbox({ size: SIZE, latencyMs: 100, forbidden: ["sender"] });
    const { text, raw, code } = await watched({ columns: 160 }, undefined, "contacts,senders");
    expect(code).to.equal(1);
    const lines = text.split("\n");
    expect(lines.slice(0, -3).filter((line) => line.startsWith("✗"))).to.deep.equal([
      "✗ Mailjet says \"Operation not allowed\" (reading 'sender'); ask Mailjet to open it for this API key, or leave the stream out",
    ]);
    expect(lines.at(-2)).to.match(/^✗ senders .* failed$/);
    expect(raw).to.include("\u001B[31m✗\u001B[39m Mailjet says");
    for (const secret of Object.values(CREDENTIALS)) expect(raw).not.to.include(secret);
  });

  it("says what is wrong with a configuration, where no stream begins", async () => {
    await writeFile(join(folder, "config.json"), JSON.stringify({ ...CREDENTIALS, start_date: "tomorrow" }));
    const { text, code } = await watched();
    expect(code).to.equal(1);
    expect(text).to.match(/^✗ .*start_date/);
    const dumb = await watched({ env: { TERM: "dumb" } });
    expect(dumb.raw).to.equal("");
  });

  it("has no display where the messages go to the same terminal: it is told once that they are for a file", async () => {
    const { raw } = await watched({}, "", "segmentation");
    expect(raw).to.include("the messages of a read are for a file or a pipe");
    expect(raw).to.include('{"type":"RECORD"');
    expect(raw).not.to.include("✓");
  });
});
