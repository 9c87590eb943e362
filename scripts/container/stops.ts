/** Reads that are stopped in the middle, and readers that read no more. The checks are listed in checks.ts. */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { committedBy, lastStates, recordsByStream } from "../../sandbox/platform.ts";
import { type Engine, kill } from "./engine.ts";
import { type PipedRead, readByPipes } from "./pipes.ts";
import { compare, count } from "./rows.ts";
import { FILES, type Finding, problemsOf, READ, type Setting } from "./setting.ts";

/** A signal's effect takes no longer. */
const LONGEST_END_MS = 2_000;
/** What the engine may take beside it, where the end is seen from outside of the container only. */
const ENGINE_MS = 1_000;
/** What has not ended by then never will: it is killed, so that the check can say so. */
const GIVEN_UP_MS = 10_000;
const SIGTERM_CODE = 143;
/** Rows that are read before a read is stopped: some of several streams. */
const ROWS_BEFORE = 2_000;
/** Long enough that what nobody reads fills the pipe. */
const ASLEEP_MS = 2_000;

/** A second read takes the states of the first: what was committed by them, and what it brings, is all. */
export async function stopped(setting: Setting, receiver: "first" | "child"): Promise<Finding> {
  const read = await readByPipes(setting, READ, { receiver, what: `stopped-${receiver}` });
  let [text, end]: [string, Promise<Finding> | undefined] = ["", undefined];
  for await (const chunk of read.stdout) {
    text += chunk;
    if (text.split('"type":"RECORD"').length > ROWS_BEFORE) end ??= stop(setting, read, receiver);
  }
  const { seen, problems } = (await end) ?? { seen: "", problems: ["it ended before it was stopped"] };
  const lines = wholeLines(text);
  const rest = await restOf(setting, lines, receiver);
  return {
    seen: `${seen}; ${count(recordsByStream(lines))} rows, the rest ${rest.seen}`,
    problems: [...problems, ...problemsOf({ "the last line is cut off": !text.endsWith("\n") }), ...rest.problems],
  };
}

async function restOf(setting: Setting, lines: readonly string[], receiver: string): Promise<Finding> {
  const state = `state-${receiver}.json`;
  await setting.keep(state, lastStates(lines));
  const args = [...READ, "--state", `${FILES}/${state}`];
  const read = await readByPipes(setting, args, { what: `rest-${receiver}` });
  let text = "";
  for await (const chunk of read.stdout) text += chunk;
  const [code, stderr] = [await read.exitCode, await read.stderr];
  const arrived = new Map([...committedBy(lines)].map(([stream, rows]) => [stream, [...rows]]));
  const rows = recordsByStream(wholeLines(text));
  for (const [stream, more] of rows) arrived.set(stream, [...(arrived.get(stream) ?? []), ...more]);
  return {
    seen: `${count(rows)} of ${count(recordsByStream(setting.outside))}`,
    problems: [
      ...problemsOf({ [`the rest ends with ${code}, stderr: ${stderr}`]: code !== 0 || stderr !== "" }),
      ...compare(arrived, setting.outside),
    ],
  };
}

export async function readerGone(setting: Setting): Promise<Finding> {
  const read = await readByPipes(setting, READ, { what: "gone" });
  await once(read.stdout, "readable");
  await sleep(ASLEEP_MS);
  read.stdout.destroy();
  const goneAt = performance.now();
  const [code, stderr] = [await exitCodeOf(setting.engine, read), await read.stderr];
  return {
    seen: `exit code ${code} ${msSince(goneAt)} ms after the pipe was closed, stderr ${stderr === "" ? "empty" : "not empty"}`,
    problems: problemsOf({ [`exit code ${code}, stderr: ${stderr}`]: code !== 1 || stderr !== "" }),
  };
}

export async function readerAsleep(setting: Setting, receiver: "first" | "child"): Promise<Finding> {
  const read = await readByPipes(setting, READ, { receiver, what: `asleep-${receiver}` });
  await once(read.stdout, "readable");
  await sleep(ASLEEP_MS);
  const finding = await stop(setting, read, receiver);
  read.stdout.destroy();
  return finding;
}

/** Where the receiver is a child, the shell takes the time; the first process is seen from outside. */
async function stop({ engine }: Setting, read: PipedRead, receiver: "first" | "child"): Promise<Finding> {
  const sentAt = performance.now();
  await kill(engine, read.container, "SIGTERM");
  const code = await exitCodeOf(engine, read);
  const outsideMs = msSince(sentAt);
  const child = receiver === "child";
  const signalled = await read.note("signalled");
  // The shell takes no time where it is killed too.
  const tookMs = (child && Number.parseInt(await read.note("tookMs"), 10)) || outsideMs;
  const longestMs = child ? LONGEST_END_MS : LONGEST_END_MS + ENGINE_MS;
  return {
    seen: `exit code ${code} after ${tookMs} ms${child ? "" : " with the engine's"}`,
    problems: problemsOf({
      [`the exit code is ${code}`]: code !== SIGTERM_CODE,
      [`it took ${tookMs} ms to end`]: !(tookMs < longestMs),
      [`not the connector was signalled, but '${signalled}'`]: child && !/source-mailjet\.cjs read /.test(signalled),
    }),
  };
}

async function exitCodeOf(engine: Engine, { container, exitCode }: PipedRead): Promise<number> {
  const timer = setTimeout(() => void kill(engine, container, "SIGKILL"), GIVEN_UP_MS);
  const code = await exitCode;
  clearTimeout(timer);
  return code;
}

function msSince(instant: number): number {
  return Math.round(performance.now() - instant);
}

function wholeLines(text: string): string[] {
  return text.split("\n").slice(0, -1);
}
