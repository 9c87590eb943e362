/**
 * `npm run test:pyairbyte`: PyAirbyte loads all streams of the sandbox into DuckDB and into PostgreSQL; then the account
 * lives on, and a second load merges what is new. After each, every table is held against the account, row by row and
 * column by column. Then the queries of docs/analytics.md are run, and PyAirbyte is used in the other ways of its users.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, startSandbox } from "../sandbox/sandbox.ts";
import { RESOURCES, rowsOfStream } from "../sandbox/streams.ts";
import { checkAnalytics } from "./analytics/check.ts";
import { setTraps } from "./analytics/traps.ts";
import { liveOn } from "./pyairbyte/life.ts";
import { compare, load, type Setting } from "./pyairbyte/load.ts";
import { duckDb, postgres, type Target } from "./pyairbyte/target.ts";
import { ways } from "./pyairbyte/ways.ts";
import { python } from "./python/venv.ts";

/** The account's clock is behind the machine's, so that time can pass. */
const BEHIND_MS = 3 * 86_400_000;

/** By stream: rows in the account, then in each database. */
type Counts = Map<string, number[]>;

const problems: string[] = [];
const interpreter = await python();
const folder = await mkdtemp(join(tmpdir(), "source-mailjet-pyairbyte-"));
const now = new Date(Math.floor((Date.now() - BEHIND_MS) / 1_000) * 1_000);
const sandbox = await startSandbox({ clock: "frozen", now });
const database = await postgres(interpreter);
const credentials = { api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET };
const setting: Setting = { python: interpreter, url: sandbox.url, folder, credentials };
const targets: Target[] = [duckDb(folder), ...(database === undefined ? [] : [database.target])];
try {
  setTraps(sandbox);
  const first = await loadAll("first load");
  liveOn(sandbox);
  const second = await loadAll("second load");
  printCounts(first, second);
  console.log("\nQueries of docs/analytics.md, after the second load:");
  const asked = { account: sandbox.account, now: sandbox.now(), python: interpreter };
  for (const target of targets)
    await checkAnalytics({ ...asked, target }).catch((error: Error) => problems.push(error.message));
  problems.push(...(await ways(setting, sandbox)));
} finally {
  await sandbox.close();
  await database?.drop();
  await rm(folder, { recursive: true });
}
if (database === undefined) missingPostgres();
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "\nAll of it is right." : `\n${problems.length} things are wrong.`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function loadAll(what: string): Promise<Counts> {
  const counts: Counts = new Map(
    Object.keys(RESOURCES).map((name) => [name, [rowsOfStream(sandbox.account, name).length]]),
  );
  for (const target of targets) {
    const startedAt = performance.now();
    await load(setting, target);
    for (const [name, { rows, differences }] of Object.entries(await compare(setting, target, sandbox.account))) {
      counts.get(name)?.push(rows);
      problems.push(...differences.map((words) => `${what}, ${target.kind}, ${name}: ${words}`));
    }
    console.log(`${what} into ${target.kind}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  }
  return counts;
}

function printCounts(first: Counts, second: Counts): void {
  const heads = ["account", ...targets.map(({ kind }) => kind)];
  const line = (name: string, cells: readonly (string | number)[]) =>
    console.log([name.padEnd(24), ...cells.map((cell) => String(cell).padStart(10))].join(""));
  console.log(
    `\n${"".padEnd(24)}${"first load".padStart(10 * heads.length)}${"second load".padStart(10 * heads.length)}`,
  );
  line("stream", [...heads, ...heads]);
  for (const [name, counts] of first) line(name, [...counts, ...(second.get(name) ?? [])]);
}

/** Locally a database may be missing; where everything has to be tried, that is a failure. */
function missingPostgres(): void {
  const words = "PostgreSQL was not tried: no server answers at DATABASE_URL";
  if (process.env.CI) problems.push(words);
  else console.log(`\n${words}. That counts as a failure where CI is set.`);
}
