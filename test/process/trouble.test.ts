/** Bad days: refusals, faults of the network, kills and closed pipes. What is left is a clear word, and a way on. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { addContact } from "../../sandbox/changes.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import { committedBy, configure, EXECUTABLE, messages, startConnector } from "../../sandbox/platform.ts";
import type { Sandbox, SandboxOptions } from "../../sandbox/sandbox.ts";
import { mixedFaults } from "../../sandbox/settings.ts";
import { loadCatalog } from "../../src/config/files.ts";
import { read } from "../support/here.ts";
import { CREDENTIALS, differences, read as readInAProcess } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";
import { errorsOf, statusesOf } from "../support/traces.ts";

/** What a container ends with. */
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const;

describe("read, on a bad day", () => {
  let sandbox: Sandbox;
  const start = async (options: SandboxOptions) => {
    sandbox = await testSandbox(options);
    return sandbox;
  };
  afterEach(() => sandbox.close());

  it("reads the other streams when this key may not read one", async () => {
    await start({ forbidden: ["message"] });
    const outcome = await read(sandbox, { streams: ["contacts_list", "messages", "open_events"] });
    const [error, ...others] = errorsOf(outcome);
    expect(others).to.be.empty;
    expect(error).to.include({ failure_type: "config_error" });
    expect(error?.stream_descriptor).to.deep.equal({ name: "messages" });
    expect(error?.message).to.match(
      /^Mailjet says "Operation not allowed" \(reading 'message'\); ask Mailjet .* or leave the stream out$/,
    );
    expect([...outcome.rows.keys()]).to.have.members(["contacts_list", "open_events"]);
    expect(statusesOf(outcome, "messages")).to.deep.equal(["STARTED", "INCOMPLETE"]);
    expect(statusesOf(outcome, "open_events").at(-1)).to.equal("COMPLETE");
    expect(outcome.code).to.equal(1);
  });

  it("fails only those streams that are read by what this key may not read", async () => {
    await start({ forbidden: ["workflow"] });
    const outcome = await read(sandbox, { streams: ["geo_statistics", "workflow_statistics"] });
    const [error, ...others] = errorsOf(outcome);
    expect(others).to.be.empty;
    expect(error).to.deep.include({ failure_type: "config_error", stream_descriptor: { name: "workflow_statistics" } });
    expect(error?.message).to.include("'workflow'");
    expect([...outcome.rows.keys()]).to.deep.equal(["geo_statistics"]);
  });

  it("takes a key that may not read contact lists: it has shown that it is a key", async () => {
    await start({ forbidden: ["contactslist"] });
    const outcome = await read(sandbox, { streams: ["open_events"] });
    expect(outcome.code).to.equal(0);
  });

  it("tries passing faults of all kinds again, and delivers every row once all the same", async () => {
    // One of each kind, on every other call from the second on: retries are calls too.
    const passing = mixedFaults(1).filter((fault) => !("status" in fault && fault.status === 429));
    const faults = passing.map((fault, index) => ({ ...fault, onCalls: [1 + 2 * index] }));
    await start({ faults, size: { opens: 4_000, messages: 4_000, contacts: 3_000 } });
    const config = { include_deleted_campaigns: true, max_concurrency: 8 };
    const outcome = await read(sandbox, { streams: ["open_events", "messages", "contacts"], config });
    expect(outcome.code).to.equal(0);
    const met = new Set(sandbox.calls.map(({ fault }) => fault).filter((fault) => fault !== undefined));
    expect([...met]).to.have.members([...new Set(faults.map(({ kind }) => kind))]);
    for (const [name, resource] of [
      ["open_events", "openinformation"],
      ["messages", "message"],
      ["contacts", "contact"],
    ] as const) {
      expect(differences(outcome.rows.get(name), expectedRows(sandbox.account, resource)), name).to.deep.equal({});
    }
  });

  it("delivers a row that does not fit its schema as it is, and counts it in a warning", async () => {
    await start({});
    const [first, second] = Array.from(sandbox.account.contact);
    if (first === undefined || second === undefined) throw new Error("The sandbox has no contacts");
    sandbox.account.contact.change(first, { CreatedAt: "long ago" });
    sandbox.account.contact.change(second, { CreatedAt: "later" });
    const outcome = await read(sandbox, { streams: ["contacts", "contacts_list"] });
    expect(outcome.code).to.equal(0);
    expect(outcome.rows.get("contacts")?.filter((row) => row.includes('"long ago"'))).to.have.length(1);
    expect(outcome.rows.get("contacts")).to.have.length(sandbox.account.contact.size);
    const warnings = messages(outcome.lines, "LOG")
      .map(({ log }) => log as { level: string; message: string })
      .filter(({ level }) => level === "WARN");
    expect(warnings.map(({ message }) => message)).to.deep.equal([
      "Delivered 2 rows of stream 'contacts' that do not fit its schema, as they are: 'CreatedAt' in 2",
    ]);
  });

  it("passes hostile values through, less what databases refuse, and is not broken by them", async () => {
    await start({ size: { contacts: 3 } });
    const names = ["\u0000\u0001\u001f\u007f\u2028\r\n", "\ud800 lone \udfff", `"}],"Data":[{`, "x".repeat(10_000_000)];
    for (const Name of names) addContact(sandbox.account, sandbox.now(), { Name });
    const outcome = await read(sandbox, { streams: ["contacts"] });
    expect([outcome.code, outcome.stderr]).to.deep.equal([0, ""]);
    const stored = (row: string) => row.replaceAll("\\u0000", "").replace(/\\ud800|\\udfff/g, "\ufffd");
    const expected = expectedRows(sandbox.account, "contact").map(stored);
    expect(differences(outcome.rows.get("contacts"), expected)).to.deep.equal({});
    expect(outcome.lines.filter((line) => line.includes('"meta":{"changes":[{"field":"Name",'))).to.have.length(2);
    expect(
      outcome.lines.some((line) => line.includes("databases refuse in 2 rows of stream 'contacts': 'Name' in 2")),
    ).to.equal(true);
  });

  for (const [name, resource, options] of [
    ["messages", "message", { size: { opens: 0, messages: 20_000, burst: 500 }, latencyMs: 5 }],
    [
      "open_events",
      "openinformation",
      { size: { opens: 12_000, messages: 1_000, burst: 500 }, order: "shuffled", latencyMs: 5 },
    ],
  ] as const) {
    it(`goes on, after a crash in the middle of ${name}, with what is missing`, () => crash(name, resource, options));
  }

  async function crash(name: string, resource: "message" | "openinformation", how: SandboxOptions): Promise<void> {
    await start(how);
    const options = { streams: [name], config: { lookback_days: 0, include_deleted_campaigns: true } };
    const expected = expectedRows(sandbox.account, resource);
    let [records, isCommitted] = [0, false];
    const first = await readInAProcess(sandbox, {
      ...options,
      program: EXECUTABLE,
      onLine: (line, kill) => {
        if (line.startsWith('{"type":"RECORD"')) records++;
        if (line.startsWith('{"type":"STATE"')) isCommitted ||= records > 1_000;
        else if (isCommitted) kill("SIGKILL");
      },
    });
    expect(first.signal).to.equal("SIGKILL");
    const second = await read(sandbox, { ...options, state: first.states });
    expect(second.code).to.equal(0);
    // A platform commits what came before the last STATE; the next read brings all else.
    const committed = committedBy(first.lines).get(name) ?? [];
    const again = second.rows.get(name) ?? [];
    expect(again.length).to.be.below(expected.length);
    const union = [...new Set([...committed, ...again])];
    expect(differences(union, expected)).to.deep.equal({});
  }

  it("goes on within a full refresh after a crash, and passes over what is done when another stream failed", async () => {
    await start({ size: { contacts: 6_000, messages: 6_000 }, latencyMs: 5 });
    const config = { include_deleted_campaigns: true };
    const options = { streams: ["contacts", "messages"], syncMode: "full_refresh", config } as const;
    let records = 0;
    const first = await readInAProcess(sandbox, {
      ...options,
      onLine: (line, kill) => {
        if (line.startsWith('{"type":"RECORD"') && ++records === 6_000) kill("SIGKILL");
      },
    });
    const committed = committedBy(first.lines);
    const second = await read(sandbox, { ...options, state: first.states });
    expect(second.code).to.equal(0);
    const again = committedBy(second.lines);
    for (const [name, resource] of Object.entries({ contacts: "contact", messages: "message" } as const)) {
      const [before = [], after = []] = [committed.get(name), again.get(name)];
      expect(before, name).to.not.be.empty;
      const union = [...new Set([...before, ...after])];
      expect(differences(union, expectedRows(sandbox.account, resource)), name).to.deep.equal({});
      expect(before.length + after.length, name).to.be.below(1.15 * union.length);
    }
    const third = await read(sandbox, { ...options, state: second.states });
    expect([third.code, third.rows.size]).to.deep.equal([0, 0]);
    expect(third.states.map(({ stream }) => stream)).to.have.deep.members(second.states.map(({ stream }) => stream));
    expect(statusesOf(third, "contacts")).to.deep.equal(["STARTED", "COMPLETE"]);
  });

  it("says so where what was begun was in the other mode, and reads all", async () => {
    await start({ size: { messages: 20_000 }, latencyMs: 5 });
    const options = { streams: ["messages"], config: { include_deleted_campaigns: true } };
    const first = await readInAProcess(sandbox, {
      ...options,
      syncMode: "full_refresh",
      onLine: (line, kill) => {
        if (line.startsWith('{"type":"STATE"')) kill("SIGKILL");
      },
    });
    const second = await read(sandbox, { ...options, state: first.states });
    const words =
      "Passing over what stream 'messages' had begun to read: that was a full refresh, and this read is incremental";
    expect(second.lines.filter((line) => line.includes(words))).to.have.length(1);
    expect(differences(second.rows.get("messages") ?? [], expectedRows(sandbox.account, "message"))).to.deep.equal({});
  });

  it("passes over a stream without a cursor that this very job has done, and reads it in any other", async () => {
    await start({});
    const streams = ["list_recipients", "geo_statistics"];
    const run = async (sync_id: number | undefined, state?: unknown) =>
      read(sandbox, { streams, syncMode: "full_refresh", state, configured: { sync_id } });
    const first = await run(7);
    expect([...first.rows.keys()]).to.have.members(streams);
    for (const { stream } of first.states)
      expect(stream.stream_state).to.deep.equal({ __ab_full_refresh_sync_complete: true, sync_id: 7 });
    expect((await run(7, first.states)).rows.size, "the next attempt").to.equal(0);
    expect((await run(8, first.states)).rows, "the next job").to.have.all.keys(streams);
    const untold = await run(undefined, first.states);
    expect(untold.rows, "nobody tells of jobs").to.have.all.keys(streams);
    for (const { stream } of untold.states)
      expect(stream.stream_state).to.deep.equal({ __ab_no_cursor_state_message: true });
  });

  it("reads no faster than its output is taken, and never asks for more than that meanwhile", async () => {
    await start({ size: { opens: 40_000, messages: 3_000, contacts: 20_000 } });
    let [taken, most] = [0, 0];
    const outcome = await readInAProcess(sandbox, {
      streams: ["open_events", "contacts"],
      onLine: async (line, kill) => {
        if (!line.startsWith('{"type":"RECORD"')) return;
        taken++;
        if (taken <= 15) await sleep(100);
        most = sandbox.calls.reduce((rows, call) => rows + call.rows, 0);
        if (taken === 15) kill("SIGKILL");
      },
    });
    expect(outcome.signal).to.equal("SIGKILL");
    // Two windows of a page for each request that may be in flight, and the pages of the list that were fetched ahead.
    expect(most).to.be.below(20_000);
  });

  for (const signals of [
    ["SIGTERM"],
    ["SIGINT"],
    // What ends others may signal the process and then its group.
    ["SIGINT", "SIGINT", "SIGTERM"],
  ] as const) {
    it(`writes what is complete at ${signals.join(" and ")}, with its STATE, and takes the signal's effect`, async () => {
      await start({ size: { opens: 15_000, messages: 1_000 }, latencyMs: 20 });
      let isStopped = false;
      const outcome = await readInAProcess(sandbox, {
        streams: ["open_events", "contacts"],
        onLine: (line, kill) => {
          if (isStopped || !line.startsWith('{"type":"RECORD"')) return;
          isStopped = true;
          for (const signal of signals) kill(signal);
        },
      });
      expect(outcome.signal ?? outcome.code).to.be.oneOf(signals.flatMap((signal) => [signal, EXIT_CODES[signal]]));
      for (const line of outcome.lines) expect(() => JSON.parse(line)).to.not.throw();
      expect(errorsOf(outcome)).to.be.empty;
      expect(statusesOf(outcome, "open_events").at(-1)).to.equal("INCOMPLETE");
      expect(outcome.states.map(({ stream }) => stream.stream_descriptor.name)).to.include("open_events");
      expect(outcome.stderr).to.equal("");
    });
  }

  it("ends quietly and soon when nobody reads its output any more", async () => {
    await start({ size: { opens: 10_000, messages: 1_000 } });
    const folder = await mkdtemp(join(tmpdir(), "source-mailjet-test-"));
    await writeFile(join(folder, "config.json"), JSON.stringify(CREDENTIALS));
    await writeFile(join(folder, "catalog.json"), JSON.stringify(configure(loadCatalog())));
    const args = ["read", "--config", join(folder, "config.json"), "--catalog", join(folder, "catalog.json")];
    const child = startConnector(args, { env: { MAILJET_API_URL: sandbox.url }, clock: sandbox.now() });
    const said = text(child.stderr);
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [code] = await once(child, "close");
    await rm(folder, { recursive: true });
    expect([code, await said]).to.deep.equal([1, ""]);
  });
});

describe("stdout that takes nothing any more", () => {
  const ADVICE = "and run it again: a read goes on from its last STATE\n";
  /** Runs the executable by a shell. Without the listener, the signal that comes with EFBIG ends the process. */
  const byShell = async (command: string) => {
    const listening = "data:text/javascript,process.on('SIGXFSZ',()=>{})";
    const program = `exec ${process.execPath} --import ${JSON.stringify(listening)} ${EXECUTABLE}`;
    const child = spawn("sh", ["-c", command.replace("PROGRAM", program)], { stdio: ["ignore", "pipe", "pipe"] });
    const [err] = await Promise.all([text(child.stderr), once(child, "close")]);
    return [child.exitCode, err];
  };

  it("is told on stderr where the disk is full, with exit code 1", async function () {
    if (!existsSync("/dev/full")) return this.skip();
    expect(await byShell("PROGRAM spec > /dev/full")).to.deep.equal([
      1,
      `source-mailjet: The output cannot be written: no space is left on the disk (ENOSPC); make room, ${ADVICE}`,
    ]);
  });

  it("is told where the file took only the beginning of what was written", async () => {
    const folder = await mkdtemp(join(tmpdir(), "source-mailjet-test-"));
    const file = join(folder, "out.jsonl");
    const outcome = await byShell(`ulimit -f 1; PROGRAM spec > ${file}`);
    const { size } = await stat(file);
    await rm(folder, { recursive: true });
    expect(size).to.be.oneOf([512, 1_024]);
    expect(outcome).to.deep.equal([
      1,
      "source-mailjet: The output cannot be written: the file may not grow any larger (EFBIG); " +
        `have it written to another place, ${ADVICE}`,
    ]);
  });
});

describe("the executable, on a Node that is too old", () => {
  it("says so in one sentence and exits 1", async () => {
    const pretend = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})";
    const child = spawn(process.execPath, ["--import", pretend, EXECUTABLE, "spec"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    expect(out).to.equal("");
    expect(err).to.equal("source-mailjet needs Node 24 or newer: this is Node 20.20.2\n");
    expect(child.exitCode).to.equal(1);
  });
});
