/** Bad days: refusals, faults of the network, kills and closed pipes. What is left is a clear word, and a way on. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { expectedRows } from "../../sandbox/expected.ts";
import { configure, EXECUTABLE, messages, SOURCE } from "../../sandbox/platform.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/sandbox.ts";
import { mixedFaults } from "../../sandbox/settings.ts";
import { loadCatalog } from "../../src/files.ts";
import { CREDENTIALS, differences, read } from "../support/runs.ts";
import { errorsOf, statusesOf } from "../support/traces.ts";

describe("read, on a bad day", () => {
  let sandbox: Sandbox;
  const start = async (options: SandboxOptions) => {
    sandbox = await startSandbox({ clock: "frozen", ...options });
    return sandbox;
  };
  afterEach(() => sandbox.close());

  it("reads the other streams when this key may not read one", async () => {
    await start({ forbidden: ["message"] });
    const outcome = await read(sandbox, { streams: ["contacts_list", "messages", "open_events"], program: SOURCE });
    const [error, ...others] = errorsOf(outcome);
    expect(others).to.be.empty;
    expect(error).to.include({ failure_type: "config_error" });
    expect(error?.stream_descriptor).to.deep.equal({ name: "messages" });
    expect(error?.message).to.match(/'message'.*"Operation not allowed"; ask Mailjet .* or leave the stream out$/);
    expect([...outcome.rows.keys()]).to.have.members(["contacts_list", "open_events"]);
    expect(statusesOf(outcome, "messages")).to.deep.equal(["STARTED", "INCOMPLETE"]);
    expect(statusesOf(outcome, "open_events").at(-1)).to.equal("COMPLETE");
    expect(outcome.code).to.equal(1);
  });

  it("takes a key that may not read contact lists: it has shown that it is a key", async () => {
    await start({ forbidden: ["contactslist"] });
    const outcome = await read(sandbox, { streams: ["open_events"], program: SOURCE });
    expect(outcome.code).to.equal(0);
  });

  it("tries passing faults of all kinds again, and delivers every row once all the same", async () => {
    // One of each kind, on every other call from the second on: retries are calls too.
    const passing = mixedFaults(1).filter((fault) => !("status" in fault && fault.status === 429));
    const faults = passing.map((fault, index) => ({ ...fault, onCalls: [1 + 2 * index] }));
    await start({ faults, size: { opens: 4_000, messages: 4_000, contacts: 3_000 } });
    const config = { include_deleted_campaigns: true, max_concurrency: 8 };
    const outcome = await read(sandbox, { streams: ["open_events", "messages", "contacts"], config, program: SOURCE });
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

  it("slows down for a 429, says until when, and goes on", async () => {
    await start({ faults: [{ kind: "status", status: 429, onCalls: [1, 2] }] });
    const outcome = await read(sandbox, { streams: ["contacts_list"], program: SOURCE });
    expect(outcome.code).to.equal(0);
    const limited = messages(outcome.lines, "TRACE").filter((message) =>
      JSON.stringify(message).includes("RATE_LIMITED"),
    );
    expect(limited).to.not.be.empty;
    expect(outcome.rows.get("contacts_list")).to.not.be.empty;
  });

  it("goes on, after a crash in the middle, with what is missing", async () => {
    await start({ size: { opens: 50_000, messages: 3_000, burst: 500 } });
    const options = { streams: ["open_events"], config: { lookback_days: 0, include_deleted_campaigns: true } };
    let records = 0;
    const first = await read(sandbox, {
      ...options,
      program: EXECUTABLE,
      onLine: (line, kill) => {
        if (line.startsWith('{"type":"RECORD"') && ++records === 25_000) kill("SIGKILL");
      },
    });
    expect(first.signal).to.equal("SIGKILL");
    expect(first.states).to.have.length(1);
    const second = await read(sandbox, { ...options, state: first.states, program: SOURCE });
    expect(second.code).to.equal(0);
    // A platform commits what came before the last STATE; the next read brings all else.
    const lastState = first.lines.findLastIndex((line) => line.startsWith('{"type":"STATE"'));
    const committed = first.lines
      .slice(0, lastState)
      .flatMap((line) => /"data":(.*),"emitted_at"/.exec(line)?.[1] ?? []);
    const again = second.rows.get("open_events") ?? [];
    expect(again.length).to.be.below(50_000);
    const union = [...new Set([...committed, ...again])];
    expect(differences(union, expectedRows(sandbox.account, "openinformation"))).to.deep.equal({});
  });

  for (const [signal, code] of [
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const) {
    it(`writes what is complete at a ${signal}, with its STATE, and takes the signal's effect`, async () => {
      await start({ size: { opens: 60_000, messages: 3_000 }, latencyMs: 5 });
      let isStopped = false;
      const outcome = await read(sandbox, {
        streams: ["open_events", "contacts"],
        onLine: (line, kill) => {
          if (isStopped || !line.startsWith('{"type":"RECORD"')) return;
          isStopped = true;
          kill(signal);
        },
      });
      expect(outcome.signal ?? outcome.code).to.be.oneOf([signal, code]);
      for (const line of outcome.lines) expect(() => JSON.parse(line)).to.not.throw();
      expect(errorsOf(outcome)).to.be.empty;
      expect(statusesOf(outcome, "open_events").at(-1)).to.equal("INCOMPLETE");
      expect(outcome.states.map(({ stream }) => stream.stream_descriptor.name)).to.include("open_events");
      expect(outcome.stderr).to.equal("");
    });
  }

  it("ends quietly and soon when nobody reads its output any more", async () => {
    await start({ size: { opens: 60_000, messages: 3_000 } });
    const folder = await mkdtemp(join(tmpdir(), "source-mailjet-test-"));
    await writeFile(join(folder, "config.json"), JSON.stringify(CREDENTIALS));
    await writeFile(join(folder, "catalog.json"), JSON.stringify(configure(loadCatalog())));
    const args = ["read", "--config", join(folder, "config.json"), "--catalog", join(folder, "catalog.json")];
    const env = { ...process.env, MAILJET_API_URL: sandbox.url };
    const child = spawn(process.execPath, [EXECUTABLE, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    const said = text(child.stderr);
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [code] = await once(child, "close");
    await rm(folder, { recursive: true });
    expect([code, await said]).to.deep.equal([1, ""]);
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
