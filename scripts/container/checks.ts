/** What must hold of the image, each with what is wrong, in words: none where all is right. Run by scripts/container.ts. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { lastStates, linesOf, messages, recordsByStream } from "../../sandbox/platform.ts";
import { loadSpec } from "../../src/config/files.ts";
import { endOf } from "../endOf.ts";
import { configOf, type Engine, kill, run, start } from "./engine.ts";
import { FILES, type PipedRead, readByPipes } from "./pipes.ts";

export interface Setting {
  readonly engine: Engine;
  /** A folder with `config.json` and `catalog.json`. */
  readonly files: string;
  /** What the executable says outside of a container. */
  readonly outside: readonly string[];
  readonly keep: (name: string, content: unknown) => Promise<void>;
}

type Check = (setting: Setting) => Promise<readonly string[]>;

const ARGS = ["read", "--config", `${FILES}/config.json`, "--catalog", `${FILES}/catalog.json`];
const WITH_STATE = [...ARGS, "--state", `${FILES}/state.json`];
/** By then a stopped connector is gone, its container too. */
const LONGEST_END_MS = 4_000;
const SIGTERM_CODE = 143;
/** Rows that are read before a read is stopped: some of several streams. */
const ROWS_BEFORE = 2_000;
const MEMORY_MB = 256;

export const CHECKS: Readonly<Record<string, Check>> = {
  "its labels and its entrypoint": labels,
  spec: spec,
  "a start from what was compiled before": compileCache,
  "a heap below the memory limit": heapLimit,
  "read, by a shell into named pipes": piped,
  "SIGTERM to the first process, then the rest": (setting) => stopped(setting, "first"),
  "SIGTERM to a child of the shell, then the rest": (setting) => stopped(setting, "child"),
  "a reader that goes": readerGone,
  "a reader that reads no more, then SIGTERM": readerAsleep,
};

async function labels({ engine }: Setting): Promise<string[]> {
  const { Env: env, Entrypoint: entrypoint, Labels: named } = await configOf(engine);
  const metadata = await readFile("metadata.yaml", "utf8");
  const of = (field: string) => new RegExp(`^ *${field}: (\\S+)$`, "m").exec(metadata)?.[1];
  const wanted = { "io.airbyte.name": of("dockerRepository"), "io.airbyte.version": of("dockerImageTag") };
  return [
    ...Object.entries(wanted).flatMap(([label, value]) =>
      named[label] === value ? [] : [`${label} is ${named[label]}, in metadata.yaml ${value}`],
    ),
    ...(env.includes(`AIRBYTE_ENTRYPOINT=${entrypoint.join(" ")}`) ? [] : ["AIRBYTE_ENTRYPOINT is another"]),
  ];
}

async function spec({ engine }: Setting): Promise<string[]> {
  const { code, stdout } = await run(engine, ["spec"]);
  const [message] = messages(whole(stdout), "SPEC");
  return code === 0 && isDeepStrictEqual(message?.spec, loadSpec()) ? [] : [`exit code ${code}, ${stdout}`];
}

/** Node says so on stderr when it is asked. */
async function compileCache({ engine }: Setting): Promise<string[]> {
  const { stderr } = await run(engine, ["spec"], { env: { NODE_DEBUG_NATIVE: "COMPILE_CACHE" } });
  return /main\.cjs was accepted/.test(stderr) ? [] : [stderr];
}

async function heapLimit({ engine }: Setting): Promise<string[]> {
  const ask = 'process.stdout.write(String(require("v8").getHeapStatistics().heap_size_limit / 2 ** 20))';
  const { stdout } = await run(engine, ["-e", ask], { entrypoint: "node" });
  return Number(stdout) > 0 && Number(stdout) < 0.75 * MEMORY_MB ? [] : [`${stdout} of ${MEMORY_MB} MB`];
}

async function piped(setting: Setting): Promise<string[]> {
  const read = await readByPipes(setting.engine, ARGS, placesOf(setting, "read"));
  const lines = await all(read);
  const [code, stderr] = [await read.exitCode, await read.stderr];
  return [
    ...(code === 0 && stderr === "" ? [] : [`exit code ${code}, stderr: ${stderr}`]),
    ...(isDeepStrictEqual(rowsOf(lines), rowsOf(setting.outside)) ? [] : ["other rows than outside"]),
  ];
}

/** The second read takes the states of the first: what both bring is all, and little of it twice. */
async function stopped(setting: Setting, whom: "first" | "child"): Promise<string[]> {
  const [problems, lines] = await (whom === "first" ? stopFirst(setting) : stopChild(setting));
  await setting.keep("state.json", lastStates(lines));
  const { code, stdout } = await run(setting.engine, WITH_STATE, { mounts: { [FILES]: setting.files } });
  if (code !== 0) problems.push(`the rest ends with ${code}`);
  const had = rowsOf([...lines, ...whole(stdout)]);
  for (const [stream, rows] of rowsOf(setting.outside)) {
    const arrived = new Set(had.get(stream));
    const lost = rows.filter((row) => !arrived.has(row)).length;
    if (lost > 0) problems.push(`${lost} rows of ${stream} are lost`);
  }
  return problems;
}

async function stopFirst({ engine, files }: Setting): Promise<[string[], string[]]> {
  const name = nameOf("first");
  const child = start(engine, ARGS, { name, mounts: { [FILES]: files } });
  let [rows, sentAt] = [0, 0];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    rows += text.split('"type":"RECORD"').length - 1;
    if (rows < ROWS_BEFORE || sentAt > 0) return;
    sentAt = performance.now();
    void kill(engine, name, "SIGTERM");
  });
  const { code, stdout } = await endOf(child);
  return [ending(code, performance.now() - sentAt, stdout), whole(stdout)];
}

async function stopChild(setting: Setting): Promise<[string[], string[]]> {
  const places = placesOf(setting, "child");
  const read = await readByPipes(setting.engine, ARGS, places);
  let [text, sentAt] = ["", 0];
  for await (const chunk of read.stdout) {
    text += chunk;
    if (sentAt > 0 || text.split('"type":"RECORD"').length <= ROWS_BEFORE) continue;
    sentAt = performance.now();
    void kill(setting.engine, places.name, "SIGTERM");
  }
  const code = await read.exitCode;
  return [ending(code, performance.now() - sentAt, text), whole(text)];
}

function ending(code: number | null, tookMs: number, output: string): string[] {
  return [
    ...(code === SIGTERM_CODE ? [] : [`the exit code is ${code}`]),
    ...(tookMs < LONGEST_END_MS ? [] : [`it took ${Math.round(tookMs)} ms to end`]),
    ...(output.endsWith("\n") ? [] : ["the last line is cut off"]),
  ];
}

async function readerGone(setting: Setting): Promise<string[]> {
  const read = await readByPipes(setting.engine, ARGS, placesOf(setting, "gone"));
  for await (const _ of read.stdout) break;
  read.stdout.destroy();
  const [code, stderr] = [await read.exitCode, await read.stderr];
  return code === 1 && stderr === "" ? [] : [`exit code ${code}, stderr: ${stderr}`];
}

async function readerAsleep(setting: Setting): Promise<string[]> {
  const places = placesOf(setting, "asleep");
  const read = await readByPipes(setting.engine, ARGS, places);
  await once(read.stdout, "readable");
  // Until the pipe is full.
  await sleep(2_000);
  const sentAt = performance.now();
  await kill(setting.engine, places.name, "SIGTERM");
  const code = await read.exitCode;
  const tookMs = performance.now() - sentAt;
  read.stdout.destroy();
  return [
    ...(code === SIGTERM_CODE ? [] : [`the exit code is ${code}`]),
    ...(tookMs < LONGEST_END_MS ? [] : [`it took ${Math.round(tookMs)} ms to end`]),
  ];
}

function placesOf({ files }: Setting, what: string): Parameters<typeof readByPipes>[2] {
  return { files, folder: join(tmpdir(), nameOf(what)), name: nameOf(what) };
}

function nameOf(what: string): string {
  return `source-mailjet-${process.pid}-${what}`;
}

async function all({ stdout }: PipedRead): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(stdout)) lines.push(line);
  return lines;
}

function whole(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** In an order of their own: streams are read side by side. */
function rowsOf(lines: readonly string[]): Map<string, string[]> {
  const streams = [...recordsByStream(lines)].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(streams.map(([stream, rows]) => [stream, rows.sort()]));
}
