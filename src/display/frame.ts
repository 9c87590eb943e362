/** What the terminal shows of a read: facts in, one text of lines out. Pure. */
import { stripVTControlCharacters, styleText } from "node:util";
import { type Ending, type Reason, type StreamFacts, shareOf } from "../progress/facts.ts";
import { counted, grouped } from "../progress/sentences.ts";
import { folded, type Shared, type Standing, standingOf } from "./folding.ts";

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

interface Mark {
  readonly sign: string;
  readonly colour: "green" | "red" | "yellow" | "cyan" | "gray";
}

const MARKS: Readonly<Record<Standing, Mark>> = {
  finished: { sign: "✓", colour: "green" },
  failed: { sign: "✗", colour: "red" },
  stopped: { sign: "■", colour: "yellow" },
  waiting: { sign: "…", colour: "yellow" },
  running: { sign: "▸", colour: "cyan" },
  queued: { sign: "·", colour: "gray" },
};

/** Said of streams that share a line. */
const TOGETHER: Readonly<Record<Standing, string>> = {
  finished: "done",
  failed: "failed",
  stopped: "stopped",
  waiting: "waiting",
  running: "running",
  queued: "not begun",
};

/** The line behind the last one is empty, and another one holds the summary. */
const OTHER_LINES = 2;

/** A line for each stream, or for several where not all fit, and a summary of all as the last line. */
export function frame(facts: readonly StreamFacts[], moment: Moment, screen: Screen): string {
  const room = Math.max(0, screen.lines - OTHER_LINES);
  const { shown, shared } = folded(facts, room, moment.now);
  const widths = widthsOf(facts);
  const own = shown.map((one) => {
    const standing = standingOf(one, moment.now);
    return painted(MARKS[standing], streamLine({ facts: one, standing, widths, moment, screen }), screen);
  });
  const common = shared.map((some) => painted(MARKS[some.standing], cut(sharedLine(some, moment), screen), screen));
  const lines = [...own, ...common];
  return [...lines.slice(Math.max(0, lines.length - room)), summary(facts, moment, screen)].join("\n");
}

/** How many rows of a terminal a frame takes that has so many columns. */
export function rowsAt(text: string, columns: number): number {
  const lengths = stripVTControlCharacters(text)
    .split("\n")
    .map(({ length }) => length);
  return lengths.reduce((rows, length) => rows + Math.max(1, Math.ceil(length / columns)), 0);
}

interface Widths {
  readonly name: number;
  readonly rows: number;
}

function widthsOf(facts: readonly StreamFacts[]): Widths {
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length));
  return {
    name: widest(facts.map(({ stream }) => stream)),
    rows: Math.max(LEAST_ROWS_WIDTH, widest(facts.map(({ rows }) => grouped(rows)))),
  };
}

/** E.g. 100,000: so wide from the beginning, that little moves later. */
const LEAST_ROWS_WIDTH = 7;
const RATE_WIDTH = 8;
const SHARE_WIDTH = 5;

interface Line {
  readonly facts: StreamFacts;
  readonly standing: Standing;
  readonly widths: Widths;
  readonly moment: Moment;
  readonly screen: Screen;
}

/** The fullest of several forms that fits, with its mark left blank. */
function streamLine({ facts, standing, widths, moment, screen }: Line): string {
  const { stream, rows, startedAt, endedAt } = facts;
  const name = stream.padEnd(widths.name);
  const number = grouped(rows).padStart(widths.rows);
  const perSecond = `${grouped(rate(rows, (endedAt ?? moment.now) - startedAt))}/s`.padStart(RATE_WIDTH);
  const share = shareText(facts).padStart(SHARE_WIDTH);
  const [remark, short, shortest] = remarks(facts, standing, moment);
  const forms = [
    [name, `${number} rows`, perSecond, share, remark],
    [name, `${number} rows`, perSecond, share, short],
    [name, `${number} rows`, share, short],
    [name, number, share, short],
    standing === "running" || standing === "finished" ? [name, number, share] : [name, shortest],
  ];
  return firstThatFits(
    forms.map((cells) => `  ${cells.join("  ")}`.trimEnd()),
    screen,
  );
}

function firstThatFits(forms: readonly string[], screen: Screen): string {
  return cut(forms.find((form) => form.length < screen.columns) ?? forms.at(-1) ?? "", screen);
}

function shareText(facts: StreamFacts): string {
  const share = shareOf(facts);
  return share === undefined ? "" : `${Math.floor(100 * share)} %`;
}

/** What is said of a stream beside its figures: in full, shorter, and as short as can be. */
function remarks(facts: StreamFacts, standing: Standing, { now, date }: Moment): readonly [string, string, string] {
  const { startedAt, endedAt = now, waitsUntil, waitsFor } = facts;
  if (standing === "waiting") return waits(timeOf(date + waitsUntil - now), waitsFor);
  if (standing === "running") return ["", "", ""];
  const word = standing === "finished" ? lasted(endedAt - startedAt) : TOGETHER[standing];
  return [word, word, word];
}

/** E.g. 10:00:31, of milliseconds since 1970. */
function timeOf(date: number): string {
  return new Date(date).toISOString().slice(11, 19);
}

function waits(time: string, why: Reason | undefined): readonly [string, string, string] {
  return [`waits until ${time}Z (${why})`, `waits until ${time}Z`, `until ${time}`];
}

/** With its mark left blank. */
function sharedLine({ standing, streams, areMore }: Shared, { now, date }: Moment): string {
  const rows = streams.reduce((sum, one) => sum + one.rows, 0);
  const figures = rows === 0 ? "" : `: ${counted(rows, "row")}`;
  const first = Math.min(...streams.map(({ waitsUntil }) => waitsUntil));
  const until = standing === "waiting" ? ` until ${timeOf(date + first - now)}Z` : "";
  return `  ${streams.length}${areMore ? " more" : ""} ${TOGETHER[standing]}${until}${figures}`;
}

function summary(facts: readonly StreamFacts[], { now }: Moment, screen: Screen): string {
  const rows = facts.reduce((sum, one) => sum + one.rows, 0);
  const calls = facts.reduce((sum, one) => sum + one.calls, 0);
  const ended = (as: Ending) => facts.filter(({ ending }) => ending === as).length;
  const [done, failed, stopped] = [ended("finished"), ended("failed"), ended("stopped")];
  const otherwise = `${failed > 0 ? `, ${failed} failed` : ""}${stopped > 0 ? `, ${stopped} stopped` : ""}`;
  const began = Math.min(now, ...facts.map(({ startedAt }) => startedAt));
  const [all, perSecond, time] = [
    `${grouped(rows)} rows`,
    `${grouped(rate(rows, now - began))}/s`,
    lasted(now - began),
  ];
  const forms = [
    `  ${done} of ${facts.length} streams done${otherwise}: ${all}, ${perSecond}, ${counted(calls, "call")}, ${time}`,
    `  ${done} of ${facts.length} done${otherwise}: ${all}, ${time}`,
    `  ${done} of ${facts.length} done${otherwise}: ${all}`,
    `  ${done} of ${facts.length} done${otherwise}`,
  ];
  return firstThatFits(forms, screen);
}

/** A second. As little time as can be shown is the least that counts. */
function rate(rows: number, ms: number): number {
  return Math.round(rows / Math.max(0.1, ms / 1_000));
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

/** A text that begins with a blank, with the mark in its place. */
function painted({ sign, colour }: Mark, text: string, { isColoured }: Screen): string {
  const mark = isColoured ? styleText(colour, sign, { validateStream: false }) : sign;
  return mark + text.slice(1);
}
