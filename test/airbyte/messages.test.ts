import { expect } from "chai";
import fc from "fast-check";
import { recordOf } from "../../sandbox/platform.ts";
import * as messages from "../../src/airbyte/messages.ts";

const rowOf = (text: string, replaced: readonly string[] = []) => ({ text, replaced });

describe("recordLines()", () => {
  const linesOf = (...given: Parameters<typeof messages.recordLines>) => messages.recordLines(...given).join("");
  const lineOf = (data: string) => linesOf("messages", [rowOf(data)], 1_000);

  it("carries the row's text unchanged, whatever is in it", () => {
    fc.assert(
      fc.property(fc.json(), (data) => {
        const line = lineOf(data);
        expect(line).to.match(/^[^\n]*\n$/);
        expect(recordOf(line.trimEnd())).to.deep.equal({ stream: "messages", data });
        expect(JSON.parse(line)).to.deep.equal({
          type: "RECORD",
          record: { stream: "messages", data: JSON.parse(data), emitted_at: 1_000 },
        });
      }),
    );
  });

  it("keeps digits that a double cannot hold, and zeros behind the point", () => {
    const data = '{"ID":576460753067090994,"Delay":2.50}';
    expect(lineOf(data)).to.include(data);
  });

  it("says in which columns characters were replaced, as the protocol has it", () => {
    const line = linesOf("messages", [rowOf('{"a":1}', ["Name", 'a\\"b'])], 1);
    const change = { change: "TRUNCATED", reason: "SOURCE_SERIALIZATION_ERROR" };
    expect(JSON.parse(line).record).to.deep.equal({
      stream: "messages",
      meta: {
        changes: [
          { field: "Name", ...change },
          { field: 'a"b', ...change },
        ],
      },
      data: { a: 1 },
      emitted_at: 1,
    });
    expect(recordOf(line.trimEnd())).to.deep.equal({ stream: "messages", data: '{"a":1}' });
  });

  it("writes a line for each row", () => {
    const lines = linesOf(
      "messages",
      ['{"a":1}', '{"a":2}'].map((text) => rowOf(text)),
      1,
    );
    expect(lines.split("\n").map((line) => recordOf(line)?.data)).to.deep.equal(['{"a":1}', '{"a":2}', undefined]);
  });
});

describe("stateLine()", () => {
  it("is a STREAM state whose record count has a decimal point", () => {
    const line = messages.stateLine("messages", { ArrivedAt: "2026-01-31T10:00:00Z" }, 12);
    expect(line).to.match(/"recordCount":12\.0\}/);
    expect(JSON.parse(line)).to.deep.equal({
      type: "STATE",
      state: {
        type: "STREAM",
        stream: {
          stream_descriptor: { name: "messages" },
          stream_state: { ArrivedAt: "2026-01-31T10:00:00Z" },
        },
        sourceStats: { recordCount: 12 },
      },
    });
  });
});

describe("the other messages", () => {
  it("are one line each, without null or absent fields", () => {
    const lines = [
      messages.statusLine("messages", "STARTED", 1),
      messages.statusLine("messages", "RUNNING", 1, 2_000.4),
      messages.errorLine({ message: "a\nb", failureType: "config_error" }, 1),
      messages.logLine("WARN", "a\nb"),
      messages.specLine({}),
      messages.catalogLine([]),
      messages.connectionLine("SUCCEEDED"),
    ];
    for (const line of lines) {
      expect(line)
        .to.match(/^\{[^\n]*\}\n$/)
        .and.not.include("null");
      expect(line).to.not.include("undefined");
    }
  });

  it("say until when the rate limit is waited for, in whole milliseconds", () => {
    const { trace } = JSON.parse(messages.statusLine("messages", "RUNNING", 1, 2_000.4));
    expect(trace.stream_status).to.deep.equal({
      stream_descriptor: { name: "messages" },
      status: "RUNNING",
      reasons: [{ type: "RATE_LIMITED", rate_limited: { quota_reset: 2_000 } }],
    });
  });

  it("name the stream of an error that is one stream's own", () => {
    const { trace } = JSON.parse(
      messages.errorLine({ message: "m", failureType: "system_error", stream: "messages" }, 1),
    );
    expect(trace.error).to.deep.equal({
      message: "m",
      failure_type: "system_error",
      stream_descriptor: { name: "messages" },
    });
  });
});
