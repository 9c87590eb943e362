import { expect } from "chai";
import { frame, rowsAt, type Screen } from "../../src/display/frame.ts";
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
      "✓ contacts       9,000 rows   2,000/s  100 %  4.5 s",
      "▸ open_events   12,000 rows   1,200/s   45 %",
      "… messages           0 rows       0/s         waits until 10:00:31Z (rate limit)",
      "✗ senders            0 rows       0/s         failed",
      "  1 of 4 streams done, 1 failed: 21,000 rows, 2,100/s, 1 call, 10.0 s",
    ]);
  });

  it("tells the rate of less than a second too", () => {
    const facts = of("drafts", { kind: "rows", rows: 379 }, { kind: "end", at: 600, ending: "finished" });
    expect(frame([facts], NOW, SCREEN)).to.match(/ 632\/s .* 0\.6 s/);
  });

  it("says of a stream without a call that it has not begun", () => {
    expect(frame([of("senders")], NOW, SCREEN).split("\n")[0]).to.equal(
      "· senders        0 rows       0/s         not begun",
    );
  });

  const call: Happening = { kind: "call" };
  const done: Happening = { kind: "end", at: 1_000, ending: "finished" };
  const rows = (count: number): Happening => ({ kind: "rows", rows: count });
  /** 30 streams as far as they are. */
  function thirty(
    counts: Readonly<Record<string, number>>,
    happenings: Readonly<Record<string, readonly Happening[]>>,
  ) {
    return Object.entries(counts).flatMap(([name, count]) =>
      Array.from({ length: count }, (_, index) => of(`${name}_${index}`, ...(happenings[name] ?? []))),
    );
  }

  it("fits 30 streams into 24 lines: those that are done share a line as far as they must", () => {
    const facts = thirty({ done: 12, running: 18 }, { done: [rows(10), done], running: [call, rows(5)] });
    const lines = frame(facts, NOW, SCREEN).split("\n");
    expect(lines).to.have.length(23);
    expect(lines.filter((line) => line.startsWith("▸ running_"))).to.have.length(18);
    expect(lines.filter((line) => line.startsWith("✓ done_"))).to.have.length(3);
    expect(lines.slice(-2)).to.deep.equal([
      "✓ 9 more done: 90 rows",
      "  12 of 30 streams done: 210 rows, 21/s, 18 calls, 10.0 s",
    ]);
  });

  it("has a line for each that runs, waits or failed, while those that have not begun or are done share theirs", () => {
    const wait: Happening = { kind: "wait", at: 9_000, forMs: 32_000, why: "rate limit" };
    const facts = thirty(
      { done: 6, queued: 5, waiting: 8, running: 10, failed: 1 },
      { done: [done], waiting: [call, wait], running: [call], failed: [{ kind: "end", at: 1_000, ending: "failed" }] },
    );
    const lines = frame(facts, NOW, SCREEN).split("\n");
    expect(lines).to.have.length(23);
    for (const [sign, count] of [
      ["… waiting_", 8],
      ["▸ running_", 10],
      ["✗ failed_", 1],
    ] as const)
      expect(
        lines.filter((line) => line.startsWith(sign)),
        sign,
      ).to.have.length(count);
    expect(lines.slice(-3, -1)).to.deep.equal(["✓ 6 done", "· 4 more not begun"]);
  });

  it("counts on a small screen what has no line, and says until when it waits", () => {
    const wait: Happening = { kind: "wait", at: 9_000, forMs: 32_000, why: "rate limit" };
    const facts = thirty(
      { failed: 1, running: 10, waiting: 9, done: 10 },
      {
        done: [done],
        waiting: [call, wait],
        running: [call, rows(7)],
        failed: [{ kind: "end", at: 1_000, ending: "failed" }],
      },
    );
    expect(frame(facts, NOW, { columns: 40, lines: 10, isColoured: false }).split("\n")).to.deep.equal([
      "✗ failed_0         0         failed",
      "▸ running_0        7 rows       1/s",
      "▸ running_1        7 rows       1/s",
      "▸ running_2        7 rows       1/s",
      "▸ running_3        7 rows       1/s",
      "✓ 10 done",
      "… 9 waiting until 10:00:31Z",
      "▸ 6 more running: 42 rows",
      "  10 of 30 done, 1 failed: 70 rows",
    ]);
  });

  it("keeps its height while streams come to their end", () => {
    for (let count = 0; count <= 30; count++) {
      const facts = thirty({ done: count, running: 30 - count }, { done: [done], running: [call] });
      expect(frame(facts, NOW, SCREEN).split("\n"), `${count} done`).to.have.length(23);
    }
  });

  it("says on 80 columns until when a stream waits, beside all its figures", () => {
    const facts = [
      of("user_agent_statistics", { kind: "wait", at: 9_000, forMs: 32_000, why: "rate limit" }, rows(834_567)),
    ];
    const shown = (columns: number) => frame(facts, NOW, { ...SCREEN, columns }).split("\n")[0];
    expect(shown(80)).to.equal("… user_agent_statistics  834,567 rows  83,457/s         waits until 10:00:31Z");
    expect(shown(70)).to.equal("… user_agent_statistics  834,567 rows         waits until 10:00:31Z");
    expect(shown(40)).to.equal("… user_agent_statistics  until 10:00:31");
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

  it("takes more rows where a terminal is made narrower", () => {
    const text = `${"x".repeat(40)}\n\n\u001B[32m✓\u001B[39m${"y".repeat(60)}`;
    expect([100, 61, 60, 40, 20].map((columns) => rowsAt(text, columns))).to.deep.equal([3, 3, 4, 4, 7]);
  });

  it("colours nothing but the mark, and only where colours are wanted", () => {
    const facts = [of("contacts", { kind: "end", at: 0, ending: "finished" })];
    expect(frame(facts, NOW, { ...SCREEN, isColoured: true })).to.satisfy((text: string) =>
      text.startsWith("\u001B[32m✓\u001B[39m contacts"),
    );
    expect(frame(facts, NOW, SCREEN)).not.to.include("\u001B");
  });
});
