/** Loads the sandbox by PyAirbyte, and holds what is in the tables against the account. */
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "../../sandbox/account.ts";
import { EXECUTABLE, environment } from "../../sandbox/platform.ts";
import { EVERYTHING, RESOURCES, rowsOfStream } from "../../sandbox/streams.ts";
import { loadCatalog, loadSchema } from "../../src/config/files.ts";
import { type Ended, endOf } from "../endOf.ts";
import { OFFLINE } from "../python/venv.ts";
import type { Target } from "./target.ts";

/** The program's Python, the sandbox to read, and a folder for what is left behind. */
export interface Setting {
  readonly python: string;
  readonly url: string;
  readonly folder: string;
  readonly credentials: { readonly api_key: string; readonly api_secret: string };
}

/** What a table holds: its rows, and in words where it differs from the account. */
export interface Compared {
  readonly rows: number;
  readonly differences: readonly string[];
}

/** Beside PyAirbyte's own defaults. */
export interface LoadOptions {
  readonly strategy?: "append" | "replace" | "merge";
  readonly full_refresh?: boolean;
  readonly streams?: readonly string[];
}

/** Runs one of the Python files with a job, as JSON. */
export async function runPython({ python, url }: Setting, file: string, job: object): Promise<Ended> {
  const env = environment({ ...OFFLINE, MAILJET_API_URL: url, PYTHONDONTWRITEBYTECODE: "1" });
  const args = [`python/pyairbyte/${file}`, JSON.stringify(job)];
  return endOf(spawn(python, args, { env, stdio: ["ignore", "pipe", "pipe"] }));
}

/** @throws {Error} with PyAirbyte's own words when it fails. */
export async function load(setting: Setting, target: Target, options: LoadOptions = {}): Promise<void> {
  const config = { ...setting.credentials, ...EVERYTHING };
  const job = { executable: EXECUTABLE, config, target, cache_dir: join(setting.folder, target.kind), ...options };
  answerOf(await runPython(setting, "load.py", job));
}

/** By stream. Each row of the account must be in the table once, each of its columns exact, and no other. */
export async function compare(
  setting: Setting,
  target: Target,
  account: Account,
  names: readonly string[] = Object.keys(RESOURCES),
): Promise<Record<string, Compared>> {
  const keys = new Map(loadCatalog().map(({ name, source_defined_primary_key: key }) => [name, key.flat()]));
  const streams: Record<string, object> = {};
  for (const name of names) {
    const rows = join(setting.folder, `${name}.jsonl`);
    await writeFile(rows, rowsOfStream(account, name).join("\n"));
    streams[name] = { rows, columns: loadSchema(name).properties, key: keys.get(name) };
  }
  const job = join(setting.folder, "compare.json");
  await writeFile(job, JSON.stringify({ target, streams }));
  return answerOf<Record<string, Compared>>(await runPython(setting, "compare.py", { job }));
}

/** What a Python file says in the last line of its output. @throws {Error} when it has failed. */
export function answerOf<Answer>({ code, stdout, stderr }: Ended): Answer {
  if (code !== 0) throw new Error(`Python ended with ${code}:\n${stderr}\n${stdout}`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Answer;
}
