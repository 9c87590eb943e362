/**
 * `npm run test:examples`: runs each file of `examples/` against the sandbox, twice, with a life in between, and counts what
 * it brought. A file that no test runs is a mistake.
 */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../sandbox/sandbox.ts";
import {
  crontab,
  dagster,
  duckDb,
  duckDbFile,
  postgresql,
  type Setting,
  shell,
  type Trial,
} from "./examples/trials.ts";
import { liveOn } from "./pyairbyte/life.ts";
import { postgres } from "./pyairbyte/target.ts";
import { python } from "./python/venv.ts";

/** The account's clock is behind the machine's, so that time can pass. */
const BEHIND_MS = 3 * 86_400_000;

/** By file; read.sh is tried with the catalog that catalog.mjs makes, and by the line for cron, with the same files. */
const TRIALS: Readonly<Record<string, Trial>> = {
  "catalog.mjs": shell,
  "dagster_assets.py": dagster,
  "duckdb_load.py": duckDbFile,
  "pyairbyte_duckdb.py": duckDb,
  "pyairbyte_postgres.py": postgresql,
  "read.sh": shell,
};

const untried = (await readdir("examples")).filter((file) => file !== "README.md" && TRIALS[file] === undefined);
const problems = untried.map((file) => `${file} is tried by nothing`);
const interpreter = await python();
const folder = await mkdtemp(join(tmpdir(), "source-mailjet-examples-"));
const now = new Date(Math.floor((Date.now() - BEHIND_MS) / 1_000) * 1_000);
const database = await postgres(interpreter);
try {
  for (const trial of new Set([...Object.values(TRIALS), crontab])) await run(trial);
} finally {
  await database?.drop();
  await rm(folder, { recursive: true });
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

async function run(trial: Trial): Promise<void> {
  const sandbox = await startSandbox({ clock: "frozen", now });
  const url = database?.target.kind === "postgres" ? database.target.url : undefined;
  const setting: Setting = { python: interpreter, sandbox, folder, databaseUrl: url };
  try {
    const found = [...(await trial(setting, "first"))];
    liveOn(sandbox);
    found.push(...(await trial(setting, "second")));
    console.log(`${trial.name.padEnd(12)}${found.length === 0 ? "as it must be" : "WRONG"}`);
    problems.push(...found.map((words) => `${trial.name}: ${words}`));
  } finally {
    await sandbox.close();
  }
}
