import { expect } from "chai";
import { ConnectorError } from "../../src/airbyte/errors.ts";
import { StreamOutput } from "../../src/airbyte/streamOutput.ts";
import { Writer } from "../../src/airbyte/writer.ts";
import { Sink } from "../support/sink.ts";
import { TestClock } from "../support/time.ts";

interface Said {
  readonly type: string;
  readonly trace?: {
    readonly stream_status?: { readonly status: string; readonly reasons?: unknown };
    readonly error?: { readonly stack_trace?: string };
  };
  readonly state?: { readonly sourceStats: { readonly recordCount: number } };
}

const row = "{}";

describe("StreamOutput", () => {
  let sink: Sink;
  let output: StreamOutput;
  let clock: TestClock;
  beforeEach(() => {
    sink = new Sink();
    clock = new TestClock();
    output = new StreamOutput("contacts", new Writer({ out: sink, clock }), clock);
  });
  const written = (texts: readonly string[]) => output.records(texts.map((text) => ({ text, replaced: [] })));
  const said = () =>
    (sink.messages as unknown as Said[]).map(({ type, trace }) => trace?.stream_status?.status ?? type);

  it("says RUNNING once, before the first record", async () => {
    await output.started();
    await written([row, row]);
    await written([row]);
    await output.complete();
    expect(said()).to.deep.equal(["STARTED", "RUNNING", "RECORD", "RECORD", "RECORD", "COMPLETE"]);
  });

  it("counts with each STATE the records since the one before", async () => {
    await written([row, row]);
    await output.state({});
    await written([row]);
    await output.state({});
    await output.state({});
    const counts = (sink.messages as unknown as Said[]).flatMap(({ state }) => state?.sourceStats.recordCount ?? []);
    expect(counts).to.deep.equal([2, 1, 0]);
    expect(output.total).to.equal(3);
  });

  it("counts a record to the STATE it comes before, when both are written at once", async () => {
    await Promise.all([written([row]), output.state({}), written([row]), output.state({})]);
    expect(said()).to.deep.equal(["RUNNING", "RECORD", "STATE", "RECORD", "STATE"]);
    const counts = (sink.messages as unknown as Said[]).flatMap(({ state }) => state?.sourceStats.recordCount ?? []);
    expect(counts).to.deep.equal([1, 1]);
  });

  it("writes a state when more is finished, once there are records, and they outweigh it", async () => {
    const large = { windows: "x".repeat(5_000) };
    const checkpoint = (state: object, isMoreFinished: boolean) => output.checkpoint(() => state, isMoreFinished);
    await checkpoint({}, true);
    await written([row]);
    await checkpoint({}, false);
    expect(said()).to.deep.equal(["RUNNING", "RECORD"]);
    await checkpoint(large, true);
    await checkpoint(large, true);
    expect(said().slice(2)).to.deep.equal(["STATE"]);
    await written([row]);
    await checkpoint(large, true);
    expect(said().slice(3)).to.deep.equal(["RECORD"]);
    await written([JSON.stringify("x".repeat(60_000))]);
    await checkpoint(large, true);
    expect(said().slice(4)).to.deep.equal(["RECORD", "STATE"]);
  });

  const later = async (ms: number, act: () => Promise<void>) => {
    await clock.sleep(ms, new AbortController().signal);
    await act();
  };

  it("writes a small one after a second too, when more is finished: few of many campaigns come again", async () => {
    await written([row]);
    await output.state({});
    await written([row]);
    await output.checkpoint(() => ({}), true);
    expect(said().slice(3)).to.deep.equal(["RECORD"]);
    await later(1_100, () => output.checkpoint(() => ({}), true));
    expect(said().slice(4)).to.deep.equal(["STATE"]);
  });

  it("writes a STATE after two minutes also when nothing more is finished", async () => {
    await written([row]);
    await later(121_000, async () => {
      await output.checkpoint(() => ({}), false);
      await output.checkpoint(() => ({}), false);
    });
    expect(said()).to.deep.equal(["RUNNING", "RECORD", "STATE"]);
  });

  it("reports a wait for the rate limit once, and a longer one again", async () => {
    await output.rateLimited(1_000);
    await output.rateLimited(1_000);
    await output.rateLimited(900);
    await output.rateLimited(2_000);
    expect(said()).to.deep.equal(["RUNNING", "RUNNING"]);
  });

  it("takes a wait that becomes longer by less than a second for the same one", async () => {
    for (const until of [5_000, 5_400, 5_900]) await output.rateLimited(until);
    expect(said()).to.deep.equal(["RUNNING"]);
    await output.rateLimited(6_000);
    expect(said()).to.deep.equal(["RUNNING", "RUNNING"]);
  });

  it("shows a stack trace only where the connector itself is at fault", async () => {
    await output.failed(new ConnectorError("config_error", "m"));
    await output.failed(new ConnectorError("system_error", "m"));
    const traces = (sink.messages as unknown as Said[]).map(({ trace }) => typeof trace?.error?.stack_trace);
    expect(traces).to.deep.equal(["undefined", "string"]);
  });
});
