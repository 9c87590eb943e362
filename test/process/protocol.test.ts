/** What is said on stdout, held against what platforms ask of a source. */
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect } from "chai";
import { discovered, type Message, messages } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { loadCatalog, loadSchema, loadSpec } from "../../src/config/files.ts";
import { streams } from "../../src/streams/table.ts";
import { read as readHere } from "../support/here.ts";
import { NOW } from "../support/now.ts";
import { CREDENTIALS, command, differences, type ReadOutcome, read } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

interface Said {
  readonly type: string;
  readonly trace?: {
    readonly stream_status?: { readonly status: string; readonly stream_descriptor: { readonly name: string } };
  };
  readonly record?: { readonly stream: string };
  readonly state?: {
    readonly type: string;
    readonly stream: { readonly stream_descriptor: { readonly name: string }; readonly stream_state: object };
    readonly sourceStats: { readonly recordCount: number };
  };
}

/** Each message's stream and what it is: a status, RECORD or STATE. */
function events(lines: readonly string[]): (readonly [stream: string, event: string])[] {
  return (messages(lines) as unknown as Said[]).flatMap(({ type, trace, record, state }) => {
    if (record !== undefined) return [[record.stream, type]] as const;
    if (state !== undefined) return [[state.stream.stream_descriptor.name, type]] as const;
    const { stream_status: status } = trace ?? {};
    return status === undefined ? [] : [[status.stream_descriptor.name, status.status] as const];
  });
}

describe("spec", () => {
  it("prints exactly spec.json, without a configuration", async () => {
    const { lines, code, stderr } = await command(undefined, "spec");
    expect(messages(lines)).to.deep.equal([{ type: "SPEC", spec: loadSpec() }]);
    expect([code, stderr]).to.deep.equal([0, ""]);
  });
});

describe("discover", () => {
  const discover = async (config: object) =>
    discovered((await command(undefined, "discover", { config: { ...CREDENTIALS, ...config } })).lines);

  it("prints every stream with its schema, without a call to Mailjet", async () => {
    const expected = loadCatalog().map((stream) => ({ ...stream, json_schema: loadSchema(stream.name) }));
    expect(await discover({})).to.deep.equal(expected);
  });

  it("prints only the reports that were chosen", async () => {
    const found = await discover({ reports: ["messages", "contacts"] });
    expect(found.map(({ name }) => name)).to.deep.equal(["contacts", "messages"]);
  });
});

describe("read, as a platform sees it", () => {
  let sandbox: Sandbox;
  let full: ReadOutcome;
  before(async () => {
    sandbox = await testSandbox();
    full = await read(sandbox);
  });
  after(() => sandbox.close());

  it("prints nothing but messages", () => {
    const types = new Set(messages(full.lines).map(({ type }) => type));
    expect([...types]).to.have.members(["LOG", "TRACE", "RECORD", "STATE"]);
    expect(full.stderr).to.equal("");
  });

  it("says of each stream STARTED, RUNNING before its first record, and COMPLETE last", () => {
    const byStream = Map.groupBy(events(full.lines), ([stream]) => stream);
    expect([...byStream.keys()]).to.have.members([...streams.keys()]);
    for (const [stream, said] of byStream) {
      const [first, second, ...others] = said.map(([, event]) => event);
      expect([first, second, others.pop()], stream).to.deep.equal(["STARTED", "RUNNING", "COMPLETE"]);
      expect(new Set(others), stream).to.deep.equal(new Set(["RECORD", "STATE"]));
    }
  });

  it("ends each stream with a STATE, and counts the records before each one rightly", () => {
    const since = new Map<string, number>();
    const last = new Map<string, string>();
    for (const { record, state } of messages(full.lines) as unknown as Said[]) {
      if (record !== undefined) since.set(record.stream, (since.get(record.stream) ?? 0) + 1);
      if (record !== undefined) last.set(record.stream, "RECORD");
      if (state === undefined) continue;
      const { name } = state.stream.stream_descriptor;
      expect(state.type).to.equal("STREAM");
      expect(state.sourceStats.recordCount, name).to.equal(since.get(name) ?? 0);
      since.set(name, 0);
      last.set(name, "STATE");
    }
    expect(new Set(last.values())).to.deep.equal(new Set(["STATE"]));
    expect([...last.keys()]).to.have.members([...streams.keys()]);
  });

  for (const [name, declaration] of streams) {
    it(`gives ${name} rows that fit their schema to the letter, with a key that is never null`, () => {
      const ajv = new Ajv({ keywords: ["airbyte_type"], allowUnionTypes: true });
      formats.default(ajv);
      // A column that the schema lacks would be lost on platforms that only load what is declared.
      const validate = ajv.compile({ ...loadSchema(name), additionalProperties: false });
      const rows = full.rows.get(name) ?? [];
      expect(rows).to.not.be.empty;
      for (const row of rows) {
        const data: Record<string, unknown> = JSON.parse(row);
        expect(validate(data), `${JSON.stringify(validate.errors)} in ${row}`).to.equal(true);
        const key = declaration.primaryKey.map((column) => data[column]);
        expect(key.every((part) => part !== null && part !== undefined)).to.equal(true);
      }
    });
  }

  it("reads everything twice in full refresh, whatever an incremental state says", async () => {
    const again = await read(sandbox, { syncMode: "full_refresh", state: full.states });
    for (const [name, rows] of full.rows) expect(differences(again.rows.get(name), rows), name).to.deep.equal({});
  });

  it("takes 'incremental' for a full refresh where a stream cannot do better", async () => {
    const options = { streams: ["contacts_list", "segmentation"], syncMode: "incremental" } as const;
    const outcome = await readHere(sandbox, options);
    expect(outcome.code).to.equal(0);
    for (const { stream } of outcome.states) {
      expect(stream.stream_state).to.deep.equal({ __ab_no_cursor_state_message: true });
    }
    expect(outcome.rows.size).to.equal(2);
  });

  const cursor = { OpenedAt: NOW.toISOString().replace(".000Z", "Z") };
  const stream = { stream_descriptor: { name: "open_events", namespace: null }, stream_state: cursor };
  for (const [form, state] of Object.entries({
    "Singer's bookmarks": { bookmarks: { open_events: cursor } },
    "STATE messages, one a line": `{"type":"LOG"}\n${JSON.stringify({ type: "STATE", state: { stream } })}\n`,
    "a GLOBAL state among nulls": [{ type: "GLOBAL", stream: null, global: { stream_states: [null, stream] } }],
    "full STATE messages": [{ type: "STATE", state: { type: "STREAM", stream, sourceStats: { recordCount: 1 } } }],
    "a GLOBAL state": [{ type: "GLOBAL", global: { shared_state: null, stream_states: [stream] } }],
    "a LEGACY state": { type: "LEGACY", data: { open_events: cursor } },
    "the bare form": { open_events: cursor },
  })) {
    it(`goes on from ${form}`, async () => {
      const config = { lookback_days: 0 };
      const outcome = await readHere(sandbox, { streams: ["open_events"], config, state });
      expect(outcome.code).to.equal(0);
      expect(outcome.rows.get("open_events") ?? []).to.have.length.below(5);
      expect(outcome.states.map((each) => each.stream.stream_state)).to.deep.equal([cursor]);
    });
  }

  for (const [what, state] of Object.entries({
    "an empty list": [],
    null: null,
    "an empty file": "",
    "an empty object": {},
  })) {
    it(`begins anew with ${what} for a state`, async () => {
      const outcome = await readHere(sandbox, { streams: ["open_events"], state });
      expect(differences(outcome.rows.get("open_events"), full.rows.get("open_events") ?? [])).to.deep.equal({});
    });
  }

  it("says what it asked, with --debug, and nothing of it without", async () => {
    const outcome = await read(sandbox, { streams: ["contacts_list"], args: ["--debug"] });
    const logs = ({ lines }: ReadOutcome) =>
      messages(lines, "LOG").map(({ log }: Message) => log as { level: string; message: string });
    expect(logs(outcome).some(({ level, message }) => level === "DEBUG" && message.includes("contactslist?"))).to.equal(
      true,
    );
    expect(logs(full).some(({ level }) => level === "DEBUG")).to.equal(false);
  });
});

describe("read, of many windows", () => {
  it("delivers from any STATE on all that came after it", async () => {
    // Where nothing lasts, the stream is divided into windows of a page each, and says so in its states.
    const sandbox = await testSandbox({
      size: { opens: 6_000, messages: 400, burst: 1_100 },
      order: "shuffled",
    });
    try {
      const options = { streams: ["open_events"], config: { lookback_days: 0 } };
      const full = await readHere(sandbox, options);
      const marks = events(full.lines).flatMap(([, event], index) => (event === "STATE" ? [index] : []));
      expect(marks.length).to.be.at.least(4);
      const texts = full.lines.filter((line) => /^\{"type":"(RECORD|STATE)"/.test(line));
      const states = texts.flatMap((line, index) => (line.startsWith('{"type":"STATE"') ? [index] : []));
      const [sizes, after]: [number[], number[]] = [[], []];
      const some = states.slice(0, -1).filter((_, index) => index % Math.ceil(states.length / 4) === 0);
      for (const index of some) {
        const state = [JSON.parse(texts[index] ?? "").state];
        const resumed = await readHere(sandbox, { ...options, state });
        expect(resumed.code).to.equal(0);
        const had = new Set(resumed.rows.get("open_events"));
        const later = texts.slice(index).filter((line) => line.includes('"RECORD"'));
        after.push(later.length);
        for (const line of later) expect(had.has(/"data":(.*),"emitted_at"/.exec(line)?.[1] ?? "")).to.equal(true);
        sizes.push(had.size);
      }
      expect(Math.max(...after)).to.be.above(1_000);
      // What was finished before it does not come again.
      expect(Math.min(...sizes)).to.be.below((full.rows.get("open_events")?.length ?? 0) / 2);
    } finally {
      await sandbox.close();
    }
  });
});
