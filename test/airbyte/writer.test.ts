import { Writable } from "node:stream";
import { expect } from "chai";
import { ClosedOutputError, Writer } from "../../src/airbyte/writer.ts";
import { Sink } from "../support/sink.ts";

/** The error with which a promise was refused. */
const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

const clock = { date: () => 1_773_144_000_000 };

describe("Writer", () => {
  it("writes in the order of the calls", async () => {
    const sink = new Sink();
    const writer = new Writer({ out: sink, clock });
    await Promise.all([writer.records(["1\n", "2\n"]), writer.message("3\n"), writer.records(["4\n"])]);
    expect(sink.text).to.equal("1\n2\n3\n4\n");
  });

  it("makes its caller wait until the reader has taken what was written", async () => {
    const sink = new Sink();
    await new Writer({ out: sink, clock }).records(["row\n"]);
    expect(sink.text).to.equal("row\n");
  });

  it("masks secrets in logs, errors and answers, and never touches a record", async () => {
    const sink = new Sink();
    const writer = new Writer({ out: sink, clock, debug: true });
    writer.hide(["key", "s3cret"]);
    await writer.records(['"a s3cret of a user"\n']);
    await writer.log("DEBUG", "with s3cret");
    await writer.error({
      message: "no s3cret",
      internalMessage: "s3cret!",
      stackTrace: "at s3cret",
      failureType: "system_error",
    });
    await writer.connection("FAILED", "s3cret refused");
    const [record, ...others] = sink.text.split("\n");
    expect(record).to.include("s3cret");
    expect(others.join()).to.not.include("s3cret");
    expect(others.join().match(/\*\*\*\*/g)).to.have.length(5);
  });

  it("tells whoever looks on the warnings and the errors, without secrets", async () => {
    const sink = new Sink();
    const told: (readonly string[])[] = [];
    const writer = new Writer({ out: sink, clock, onNotice: (...notice) => told.push(notice) });
    writer.hide(["s3cret"]);
    await writer.log("INFO", "begins");
    await writer.log("WARN", "odd: s3cret");
    await writer.error({ message: "failed: s3cret", internalMessage: "inside", failureType: "system_error" });
    expect(told).to.deep.equal([
      ["WARN", "odd: ****"],
      ["ERROR", "failed: ****"],
    ]);
  });

  it("logs DEBUG only where it was asked for", async () => {
    const sink = new Sink();
    await new Writer({ out: sink, clock }).log("DEBUG", "quiet");
    expect(sink.text).to.equal("");
  });

  it("tells once that the reader has gone, and refuses to go on", async () => {
    const sink = new Sink();
    let told = 0;
    const writer = new Writer({ out: sink, clock, onClosed: () => told++ });
    void writer.message("1\n");
    const waiting = refusal(writer.message("2\n"));
    sink.leave();
    expect(await waiting).to.be.instanceOf(ClosedOutputError);
    expect(await refusal(writer.records(["3\n"]))).to.be.instanceOf(ClosedOutputError);
    expect(await refusal(writer.log("ERROR", "4"))).to.be.instanceOf(ClosedOutputError);
    expect(told).to.equal(1);
    expect(writer.loss).to.equal(undefined);
  });

  it("keeps why what it wrote was lost, ends as it does without a reader, and tells so once", async () => {
    const full = Object.assign(new Error("write"), { code: "ENOSPC" });
    const out = new Writable({ write: (_chunk, _encoding, done) => done(full) });
    let told = 0;
    const writer = new Writer({ out, clock, onClosed: () => told++ });
    expect(writer.loss).to.equal(undefined);
    const [first, second] = [refusal(writer.message("1\n")), refusal(writer.message("2\n"))];
    expect(await first).to.be.instanceOf(ClosedOutputError);
    expect(await second).to.be.instanceOf(ClosedOutputError);
    expect(writer.loss).to.match(/^The output cannot be written: no space is left on the disk \(ENOSPC\)/);
    expect(told).to.equal(1);
  });
});
