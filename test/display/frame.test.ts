import { expect } from "chai";
import { frame, type Screen } from "../../src/display/frame.ts";
import { after, begun, type Happening, type StreamFacts } from "../../src/progress/facts.ts";

const SCREEN: Screen = { columns: 100, lines: 24, isColoured: false };
const NOW = { now: 10_000, date: Date.UTC(2026, 0, 31, 10, 0, 0) };
const of = (stream: string, ...happenings: readonly Happening[]): StreamFacts =>
  happenings.reduce(after, begun(stream, 0));

describe("the frame of the display", () => {
  it("has a line for each stream, and one for all", () => {
    const facts = [
      of("contacts", { kind: "rows", rows: 9_000 }, { kind: "end", at: 4_500, ending: "finished" }),
      of(
        "open_events",
        { kind: "share", share: { done: 12_000, of: 26_644, what: "rows" } },
        { kind: "rows", rows: 12_000 },
        { kind: "call" },
      ),
      of("messages", { kind: "wait", at: 9_000, forMs: 32_000, why: "rate limit" }),
      of("senders", { kind: "end", at: 1_000, ending: "failed" }),
    ];
    expect(frame(facts, NOW, SCREEN).split("\n")).to.deep.equal([
      "✓ contacts           9,000 rows     2,000/s  100 %  4.5 s",
      "▸ open_events       12,000 rows     1,200/s   45 %",
      "… messages               0 rows         0/s         waits until 10:00:31Z (rate limit)",
      "✗ senders                0 rows         0/s         failed",
      "  2 of 4 streams done: 21,000 rows, 2,100/s, 1 call, 10.0 s",
    ]);
  });

  it("fits 30 streams into 24 lines: those that deliver rows rather than those that are done or wait", () => {
    const done: Happening = { kind: "end", at: 1_000, ending: "finished" };
    const facts = Array.from({ length: 30 }, (_, index) =>
      index < 10 ? of(`done_${index}`, done) : of(`running_${index}`, { kind: "rows", rows: index }),
    );
    const lines = frame(facts, NOW, SCREEN).split("\n");
    expect(lines).to.have.length(23);
    expect(lines.filter((line) => line.includes("running_"))).to.have.length(20);
    expect(lines.at(-1)).to.include("10 of 30 streams done (8 not shown)");
  });

  it("never reaches the last column, nor needs more lines than there are", () => {
    const facts = Array.from({ length: 30 }, (_, index) => of(`a_stream_with_a_long_name_${index}`));
    for (const columns of [1, 2, 10, 40, 79]) {
      for (const lines of [1, 2, 3, 10]) {
        const shown = frame(facts, NOW, { columns, lines, isColoured: false }).split("\n");
        expect(Math.max(...shown.map((line) => line.length))).to.be.at.most(Math.max(1, columns - 1));
        expect(shown.length).to.be.at.most(Math.max(1, lines - 1));
      }
    }
  });

  it("colours nothing but the mark, and only where colours are wanted", () => {
    const facts = [of("contacts", { kind: "end", at: 0, ending: "finished" })];
    expect(frame(facts, NOW, { ...SCREEN, isColoured: true })).to.satisfy((text: string) =>
      text.startsWith("\u001B[32m✓\u001B[39m contacts"),
    );
    expect(frame(facts, NOW, SCREEN)).not.to.include("\u001B");
  });
});
