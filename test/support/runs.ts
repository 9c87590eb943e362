/** Whole runs of the connector against a sandbox: files written, messages taken, rows compared. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { configure, lastStates, type Outcome, recordsByStream, runConnector } from "../../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, type Sandbox } from "../../sandbox/sandbox.ts";
import { loadCatalog } from "../../src/config/files.ts";

export interface ReadOptions {
  /** Beside the sandbox's credentials. */
  readonly config?: object;
  /** Names of streams; all by default. */
  readonly streams?: readonly string[];
  readonly syncMode?: "full_refresh" | "incremental";
  /** What a platform says of each stream beside its mode. */
  readonly configured?: object;
  /** Content of the state file. */
  readonly state?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  /** What the connector's machine takes the time for; by default the sandbox's, if there is one. */
  readonly clock?: Date;
  readonly args?: readonly string[];
  /** The program to run, where it must be a certain one. */
  readonly program?: string;
  readonly onLine?: (line: string, kill: (signal: NodeJS.Signals) => void) => void | Promise<void>;
}

export interface ReadOutcome extends Outcome {
  /** Exact data of the records, by stream. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
  /** What a platform would give back. */
  readonly states: ReturnType<typeof lastStates>;
}

export const CREDENTIALS = { api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET };

/** Rows that came more or less often than once, or not as they should, a few of each: empty when all is right. */
export function differences(actual: readonly string[] = [], expected: readonly string[]): object {
  const [had, wanted] = [new Set(actual), new Set(expected)];
  const missing = expected.filter((row) => !had.has(row));
  const unexpected = actual.filter((row) => !wanted.has(row));
  const repeated = actual.length - had.size;
  if (missing.length + unexpected.length + repeated === 0) return {};
  return { missing: missing.length, unexpected: unexpected.length, repeated, e: [missing[0], unexpected[0]] };
}

/** How a command is run: as a process of its own, or in this one. */
export type Runner = (
  args: readonly string[],
  options: Pick<ReadOptions, "env" | "clock" | "program" | "onLine">,
) => Promise<Outcome>;

export interface Runs {
  /** Runs one command with these files: names of options, contents of files. Text and bytes are written as they are. */
  readonly command: (
    sandbox: (Pick<Sandbox, "url"> & Partial<Pick<Sandbox, "now">>) | undefined,
    name: string,
    files?: Readonly<Record<string, unknown>>,
    options?: Pick<ReadOptions, "args" | "env" | "clock" | "program" | "onLine">,
  ) => Promise<Outcome>;
  readonly read: (sandbox: Sandbox, options?: ReadOptions) => Promise<ReadOutcome>;
  /** Reads the streams and holds their rows against what they should be; each must bring some rows. */
  readonly expectRows: (
    sandbox: Sandbox,
    config: object,
    expected: Readonly<Record<string, readonly string[]>>,
  ) => Promise<void>;
}

export function runsBy(run: Runner): Runs {
  const command: Runs["command"] = async (sandbox, name, files = {}, options = {}) => {
    const { args = [], env = {}, clock = sandbox?.now?.(), program, onLine } = options;
    const folder = await mkdtemp(join(tmpdir(), "source-mailjet-test-"));
    const given: string[] = [];
    try {
      for (const [option, content] of Object.entries(files)) {
        const path = join(folder, `${option}.json`);
        const isReady = typeof content === "string" || content instanceof Uint8Array;
        await writeFile(path, isReady ? content : JSON.stringify(content));
        given.push(`--${option}`, path);
      }
      const url = sandbox === undefined ? {} : { MAILJET_API_URL: sandbox.url };
      const chosen = { ...(clock && { clock }), ...(program && { program }), ...(onLine && { onLine }) };
      return await run([name, ...given, ...args], { env: { ...url, ...env }, ...chosen });
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  const read: Runs["read"] = async (sandbox, options = {}) => {
    const { config = {}, streams, syncMode, configured = {}, state } = options;
    const chosen = loadCatalog().filter(({ name }) => streams?.includes(name) ?? true);
    const files = {
      config: { ...CREDENTIALS, ...config },
      catalog: configure(chosen, syncMode, configured),
      ...(state !== undefined && { state }),
    };
    const outcome = await command(sandbox, "read", files, options);
    return { ...outcome, rows: recordsByStream(outcome.lines), states: lastStates(outcome.lines) };
  };

  const expectRows: Runs["expectRows"] = async (sandbox, config, expected) => {
    const { rows, code } = await read(sandbox, { config, streams: Object.keys(expected) });
    expect(code).to.equal(0);
    for (const [name, wanted] of Object.entries(expected)) {
      expect(wanted, `${name} has rows to find`).to.not.be.empty;
      expect(differences(rows.get(name), wanted), name).to.deep.equal({});
    }
  };

  return { command, read, expectRows };
}

/** Each run is a process of its own. `here.ts` has the same for runs in this one. */
export const { command, read, expectRows } = runsBy(runConnector);
