/** What a platform does with the connector: runs the built executable, takes its messages, keeps its states. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

/** What `npm run build` makes. */
export const EXECUTABLE = fileURLToPath(new URL("../dist/source-mailjet.cjs", import.meta.url));
/** The same program as it is written. It takes three times as long to start, and coverage is measured of it alone. */
const SOURCE = fileURLToPath(new URL("../src/main.ts", import.meta.url));
/** What runs where no program is named: the built executable, but for a measurement of coverage. */
const PROGRAM = process.env.NODE_V8_COVERAGE === undefined ? EXECUTABLE : SOURCE;

/** A message, its numbers rounded as `JSON.parse` does: records are to be compared by their text. */
export interface Message {
  readonly type: string;
  readonly [payload: string]: unknown;
}

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Every line of stdout. */
  readonly lines: readonly string[];
  readonly stderr: string;
}

export interface StartOptions {
  /** Beside that of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the machine's clock shows when the process starts; by default what it shows this one. */
  readonly clock?: Date | undefined;
  /** The program; by default the built executable, and its source where coverage is measured. */
  readonly program?: string;
  /** The Node to run it with; the one that runs this by default. */
  readonly node?: string;
  readonly onLine?: (line: string, kill: Kill) => void | Promise<void>;
  /** Called when the process has been started, which may be ended by the function it is given. */
  readonly onStart?: (kill: Kill) => void;
}

type Kill = (signal: NodeJS.Signals) => void;

const MACHINE_CLOCK = new URL("./machineClock.mjs", import.meta.url).href;

/** Starts one command. */
export function startConnector(
  args: readonly string[],
  { env, clock, program = PROGRAM, node = process.execPath }: StartOptions = {},
): ChildProcessByStdio<null, Readable, Readable> {
  const loaded = clock === undefined ? [] : ["--import", MACHINE_CLOCK];
  const given = { ...(clock && { MACHINE_CLOCK: clock.toISOString() }), ...env };
  return spawn(node, [...loaded, program, ...args], { env: environment(given), stdio: ["ignore", "pipe", "pipe"] });
}

const PROXY = /^(?:https?|all|no)_proxy$/i;

/** This process's environment for another, and what is given. Proxies are left out: they lead to no sandbox. */
export function environment(given: Readonly<Record<string, string>> = {}): Record<string, string | undefined> {
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !PROXY.test(name))), ...given };
}

/** Runs one command to its end; stdout is read line by line, no faster than `onLine` takes it. */
export async function runConnector(args: readonly string[], options: StartOptions = {}): Promise<Outcome> {
  const child = startConnector(args, options);
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once("error", reject).once("close", (code, signal) => resolve([code, signal]));
  });
  const kill: Kill = (signal) => void child.kill(signal);
  options.onStart?.(kill);
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const lines: string[] = [];
  for await (const line of linesOf(child.stdout.setEncoding("utf8"))) {
    lines.push(line);
    await options.onLine?.(line, kill);
  }
  const [code, signal] = await ended;
  return { code, signal, lines, stderr };
}

/** Lines by "\n" alone: what readline takes for the end of a line can stand in a string. The last one may be cut off. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let begun: string[] = [];
  for await (const chunk of chunks) {
    const [first = "", ...more] = chunk.split("\n");
    begun.push(first);
    const rest = more.pop();
    if (rest === undefined) continue;
    yield begun.join("");
    yield* more;
    begun = [rest];
  }
  const last = begun.join("");
  if (last !== "") yield last;
}

export function messages(lines: readonly string[], type?: string): Message[] {
  const parsed = lines.map((line) => JSON.parse(line) as Message);
  return type === undefined ? parsed : parsed.filter((message) => message.type === type);
}

const RECORD =
  /^\{"type":"RECORD","record":\{"stream":"([^"]+)",(?:"meta":\{"changes":\[[^\]]*\]\},)?"data":(.*),"emitted_at":\d+\}\}$/s;

/** A record's stream and the exact text of its data; undefined for any other message. */
export function recordOf(line: string): { readonly stream: string; readonly data: string } | undefined {
  const [, stream, data] = RECORD.exec(line) ?? [];
  return stream === undefined || data === undefined ? undefined : { stream, data };
}

/** The exact data of all records, by stream. */
export function recordsByStream(lines: readonly string[]): Map<string, string[]> {
  const streams = new Map<string, string[]>();
  for (const line of lines) {
    const record = recordOf(line);
    if (record === undefined) continue;
    listIn(streams, record.stream).push(record.data);
  }
  return streams;
}

/** What a platform would commit of an output that breaks off: each stream's rows before its last STATE. */
export function committedBy(lines: readonly string[]): Map<string, readonly string[]> {
  const committed = new Map<string, string[]>();
  const pending = new Map<string, string[]>();
  for (const line of lines) {
    const record = recordOf(line);
    if (record !== undefined) listIn(pending, record.stream).push(record.data);
    const stream = STATE_OF.exec(line)?.[1];
    if (stream === undefined) continue;
    for (const row of pending.get(stream) ?? []) listIn(committed, stream).push(row);
    pending.delete(stream);
  }
  return committed;
}

const STATE_OF = /^\{"type":"STATE".*"stream_descriptor":\{"name":"([^"]+)"\}.*\}$/;

function listIn(lists: Map<string, string[]>, key: string): string[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const list: string[] = [];
  lists.set(key, list);
  return list;
}

interface StreamState {
  readonly type: "STREAM";
  readonly stream: {
    readonly stream_descriptor: { readonly name: string };
    readonly stream_state: Record<string, unknown>;
  };
}

/** The last state of each stream: what a platform keeps, and gives back with the next run. */
export function lastStates(lines: readonly string[]): StreamState[] {
  const states = new Map<string, StreamState>();
  for (const { state } of messages(lines.filter((line) => line.startsWith('{"type":"STATE"')))) {
    const kept = state as StreamState;
    states.set(kept.stream.stream_descriptor.name, kept);
  }
  return [...states.values()];
}

interface DiscoveredStream {
  readonly name: string;
  readonly supported_sync_modes: readonly string[];
  readonly source_defined_primary_key?: readonly (readonly string[])[];
  readonly default_cursor_field?: readonly string[];
}

export function discovered(lines: readonly string[]): readonly DiscoveredStream[] {
  const [message] = messages(lines, "CATALOG");
  return (message?.catalog as { readonly streams: readonly DiscoveredStream[] } | undefined)?.streams ?? [];
}

/** A configured catalog of the streams; incremental where the stream can be, unless a mode is named. */
export function configure(
  streams: readonly DiscoveredStream[],
  syncMode?: "full_refresh" | "incremental",
  more: object = {},
): object {
  return {
    streams: streams.map((stream) => ({
      stream,
      sync_mode: syncMode ?? stream.supported_sync_modes.at(-1),
      destination_sync_mode: "append",
      ...more,
    })),
  };
}
