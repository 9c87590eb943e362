/** What a person types: a read without a file made by hand, one that goes on from its own output, and nonsense. */
import { expect } from "chai";
import { addOpen } from "../../sandbox/changes.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import { lastStates, type Outcome, recordsByStream } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { EVERYTHING, rowsOfStream } from "../../sandbox/streams.ts";
import { loadVersion } from "../../src/config/files.ts";
import { streams } from "../../src/streams/table.ts";
import { CREDENTIALS, command, differences } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";
import { errorsOf } from "../support/traces.ts";

const only = (...names: string[]) => ({ args: ["--streams", names.join(",")] });
const rowsIn = ({ lines }: Outcome) => recordsByStream(lines);

describe("read, as a person types it", () => {
  const config = { ...CREDENTIALS, ...EVERYTHING };
  let sandbox: Sandbox;
  let first: Outcome;
  before(async () => {
    sandbox = await testSandbox();
    first = await command(sandbox, "read", { config });
  });
  after(() => sandbox.close());

  it("reads all streams without a catalog, incremental where they can be", () => {
    expect(first.code).to.equal(0);
    for (const name of streams.keys())
      expect(differences(rowsIn(first).get(name), rowsOfStream(sandbox.account, name)), name).to.deep.equal({});
    const withCursor = lastStates(first.lines).filter(({ stream }) => {
      const cursor = streams.get(stream.stream_descriptor.name)?.cursor;
      return cursor !== undefined && cursor in stream.stream_state;
    });
    expect(withCursor).to.have.length([...streams.values()].filter(({ cursor }) => cursor !== undefined).length);
  });

  it("takes what discover printed for a catalog, its warnings included", async () => {
    const { lines } = await command(sandbox, "discover", {
      config: { ...config, reports: ["senders"], colour: "red" },
    });
    expect(lines).to.have.length.above(1);
    const outcome = await command(sandbox, "read", { config, catalog: lines.join("\n") });
    expect([...rowsIn(outcome).keys()]).to.deep.equal(["senders"]);
  });

  it("goes on from the output of a read, whole or cut off, and from the plain form", async () => {
    const cursor = sandbox.now().toISOString().replace(".000Z", "Z");
    const newest = addOpen(sandbox.account, new Date(sandbox.now().getTime() - 1_000));
    const added = expectedRows(sandbox.account, "openinformation", (row) => row === newest);
    expect(added).to.have.length(1);
    const output = first.lines.join("\n");
    const cutOff = `${output}\n{"type":"RECORD","record":{"stre`;
    for (const state of [output, cutOff]) {
      const next = await command(sandbox, "read", { config, state }, only("open_events", "senders"));
      expect(next.code).to.equal(0);
      expect(rowsIn(next).get("open_events")).to.include.members(added).and.have.length.below(100);
      expect([...rowsIn(next).keys()].sort()).to.deep.equal(["open_events", "senders"]);
    }
    const plain = await command(
      sandbox,
      "read",
      { config, state: { open_events: { OpenedAt: cursor } } },
      only("open_events"),
    );
    const since = sandbox.now().getTime() - 7 * 86_400_000;
    const wanted = expectedRows(
      sandbox.account,
      "openinformation",
      ({ OpenedAt }) => new Date(OpenedAt).getTime() >= since,
    );
    expect(differences(rowsIn(plain).get("open_events"), wanted)).to.deep.equal({});
  });

  it("refuses a state that names no stream, before anything is read", async () => {
    const outcome = await command(sandbox, "read", { config, state: { OpenedAt: "2026-01-31T10:00:00Z" } });
    expect(errorsOf(outcome)[0]?.message).to.match(/names no stream: 'OpenedAt' is none; write it as/);
    expect(rowsIn(outcome)).to.be.empty;
    expect(outcome.code).to.equal(1);
  });
});

describe("the command line", () => {
  it("tells its version", async () => {
    const outcome = await command(undefined, "--version");
    expect(outcome).to.deep.include({ lines: [loadVersion()], code: 0, stderr: "" });
  });

  const nonsense: readonly (readonly [readonly string[], RegExp])[] = [
    [["fly"], /no such command here: fly/],
    [["raed"], /no such command; did you mean 'read'\?/],
    [["spec", "check"], /no such command here: check/],
    [["read"], /missing: --config; add it/],
    [["check", "--config"], /Nothing stands behind the option --config/],
    [["spec", "--colour"], /no such option of this command: colour/],
    [["spec", "--debg"], /no such option of this command: debg, did you mean '--debug'\?\n/],
    [["read", "--config", "a", "--stream", "senders"], /this command: stream, did you mean '--streams'\?\n/],
    [["check", "--config", "a", "--streams", "senders"], /no such option of this command: streams\n/],
    [["check", "--confg", "a"], /missing: --config; add it \(you have '--confg'\)\n/],
    [["check", "-config=a"], /missing: --config; add it \(you have '-config'\)\n/],
    [["read", "--config", "a", "--no-state"], /this command: no-state \(leave '--state' out instead\)\n/],
    [["read", "--config", "a", "--no-streams", "--colour"], /no-streams \(leave '--streams' out instead\); colour\n/],
    [["read", "--config", "a", "--config.x", "b"], /this command: config.x, did you mean '--config'\?\n/],
    [["read", "--config", "a", "--streams.a", "senders"], /no such option of this command: streams.a/],
    [["read", "--config", "a", "--config", "b"], /Name one file, not several: a, b/],
    [["read", "--config", "a", "--streams", "message"], /no stream 'message', did you mean 'messages'\?/],
    [["read", "--config", "a", "--streams", ","], /names no stream/],
  ];
  for (const [args, words] of nonsense) {
    it(`answers ${args.join(" ")} on stderr only, with exit code 2`, async () => {
      const outcome = await command(undefined, args[0] ?? "", {}, { args: args.slice(1) });
      expect(outcome.lines).to.be.empty;
      expect(outcome.stderr)
        .to.match(/^source-mailjet: .+\n/)
        .and.match(words);
      expect(outcome.code).to.equal(2);
    });
  }
});
