/** What the terminal shows of a read: facts in, one text of lines out. Pure. */
import { styleText } from "node:util";
import { type StreamFacts, shareOf } from "../progress/facts.ts";
import { counted, grouped } from "../progress/sentences.ts";

export interface Screen {
  readonly columns: number;
  readonly lines: number;
  readonly isColoured: boolean;
}

export interface Moment {
  /** By the clock's `now`. */
  readonly now: number;
  /** Milliseconds since 1970. */
  readonly date: number;
}

type Colour = "green" | "red" | "yellow" | "cyan";

interface Mark {
  readonly sign: string;
  readonly colour: Colour;
}

const MARKS = {
  finished: { sign: "✓", colour: "green" },
  failed: { sign: "✗", colour: "red" },
  stopped: { sign: "■", colour: "yellow" },
  waiting: { sign: "…", colour: "yellow" },
  running: { sign: "▸", colour: "cyan" },
} as const satisfies Record<string, Mark>;

/** The line behind the last one is empty, and another one holds the summary. */
const OTHER_LINES = 2;

/** Streams that fit, and a summary of all as the last line. */
export function frame(facts: readonly StreamFacts[], moment: Moment, screen: Screen): string {
  const shown = fitting(facts, Math.max(0, screen.lines - OTHER_LINES));
  const width = Math.max(...facts.map(({ stream }) => stream.length), 0);
  const lines = shown.map((one) => painted(markOf(one, moment), streamLine(one, width, moment), screen));
  return [...lines, cut(summary(facts, facts.length - shown.length, moment), screen)].join("\n");
}

/** In their order; where not all fit, what has failed and what delivers rows is shown rather than what waits or is done. */
function fitting(facts: readonly StreamFacts[], count: number): readonly StreamFacts[] {
  if (facts.length <= count) return facts;
  const ranked = facts.toSorted((one, other) => rank(one) - rank(other));
  const chosen = new Set(ranked.slice(0, count));
  return facts.filter((one) => chosen.has(one));
}

function rank({ ending, rows }: StreamFacts): number {
  if (ending === "failed") return 0;
  if (ending === undefined) return rows > 0 ? 1 : 2;
  return 3;
}

function markOf(facts: StreamFacts, { now }: Moment): Mark {
  return MARKS[facts.ending ?? (facts.waitsUntil > now ? "waiting" : "running")];
}

function streamLine(facts: StreamFacts, width: number, moment: Moment): string {
  const { stream, rows, startedAt, endedAt } = facts;
  const share = shareOf(facts);
  const cells = [
    stream.padEnd(width),
    `${grouped(rows).padStart(11)} rows`,
    `${grouped(rate(rows, (endedAt ?? moment.now) - startedAt)).padStart(8)}/s`,
    share === undefined ? " ".repeat(5) : `${Math.floor(100 * share)} %`.padStart(5),
    remark(facts, moment),
  ];
  return cells.join("  ").trimEnd();
}

function remark({ ending, startedAt, endedAt, waitsUntil, waitsFor }: StreamFacts, { now, date }: Moment): string {
  if (ending === "stopped" || ending === "failed") return ending;
  if (endedAt !== undefined) return lasted(endedAt - startedAt);
  if (waitsUntil <= now) return "";
  const until = new Date(date + waitsUntil - now).toISOString().slice(11, 19);
  return `waits until ${until}Z (${waitsFor})`;
}

function summary(facts: readonly StreamFacts[], hidden: number, { now }: Moment): string {
  const rows = facts.reduce((sum, one) => sum + one.rows, 0);
  const calls = facts.reduce((sum, one) => sum + one.calls, 0);
  const done = facts.filter(({ ending }) => ending !== undefined).length;
  const began = Math.min(now, ...facts.map(({ startedAt }) => startedAt));
  const more = hidden > 0 ? ` (${hidden} not shown)` : "";
  const figures = `${grouped(rows)} rows, ${grouped(rate(rows, now - began))}/s, ${counted(calls, "call")}`;
  return `  ${done} of ${facts.length} streams done${more}: ${figures}, ${lasted(now - began)}`;
}

function rate(rows: number, ms: number): number {
  return Math.round(rows / Math.max(1, ms / 1_000));
}

/** E.g. 4.2 s, 3 min 20 s. */
function lasted(ms: number): string {
  const s = ms / 1_000;
  return s < 60 ? `${s.toFixed(1)} s` : `${Math.floor(s / 60)} min ${Math.floor(s % 60)} s`;
}

/** A line must not reach the last column: some terminals wrap it then. */
function cut(text: string, { columns }: Screen): string {
  return text.slice(0, Math.max(1, columns - 1));
}

function painted({ sign, colour }: Mark, text: string, screen: Screen): string {
  const line = cut(`${sign} ${text}`, screen);
  if (!screen.isColoured) return line;
  return styleText(colour, sign, { validateStream: false }) + line.slice(sign.length);
}
