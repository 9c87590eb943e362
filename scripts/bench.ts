/**
 * `npm run bench`: what the built connector takes, beside a bare loop that fetches the fewest pages, parses them by
 * `JSON.parse` and prints. Prints tables, and writes all figures to bench.json. Options: `--runs 5`, `--slow-runs 1`, the
 * runs at 200 ms a call, and `--only contacts`, a word in the shapes' names. Nothing else should run meanwhile.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import yargs from "yargs";
import { configure, EXECUTABLE, lastStates, recordsByStream, runConnector } from "../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET } from "../sandbox/sandbox.ts";
import { loadCatalog } from "../src/config/files.ts";
import { PAGE_ROWS } from "../src/mailjet/page.ts";
import { streams } from "../src/streams/table.ts";
import { measure, median, medianUsage, type Usage } from "./bench/measure.ts";
import { type Api, openApi } from "./bench/openApi.ts";
import { print, type Result, type SecondRead } from "./bench/report.ts";
import { SHAPES, type Shape } from "./bench/shapes.ts";

const IN_FLIGHT = 4;
const LATENCY_MS = 200;

/** The streams that are read by windows of time: a second read of them asks for what is new. */
const WINDOWED = [...streams]
  .filter(([, { window }]) => window !== undefined && window.isForIncrements !== true)
  .map(([name]) => name);

const CONFIG = {
  api_key: DEFAULT_API_KEY,
  api_secret: DEFAULT_API_SECRET,
  include_deleted_campaigns: true,
  max_concurrency: IN_FLIGHT,
};

const options = await yargs(process.argv.slice(2))
  .options({
    runs: { type: "number", default: 5 },
    "slow-runs": { type: "number", default: 1 },
    only: { type: "string", default: "" },
  })
  .strict()
  .parse();
const folder = await mkdtemp(join(tmpdir(), "source-mailjet-bench-"));
const bareLoop = join(folder, "bareLoop.mjs");
try {
  const source = fileURLToPath(new URL("./bench/bareLoop.ts", import.meta.url));
  await build({ entryPoints: [source], outfile: bareLoop, format: "esm", logLevel: "warning" });
  await bench();
} finally {
  await rm(folder, { recursive: true });
}

async function bench(): Promise<void> {
  const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`;
  console.log(
    `${machine}; medians of ${options.runs} runs, interleaved with the bare loop's; ${IN_FLIGHT} in flight\n`,
  );
  const startUp = await startUps();
  const results: Record<string, Result> = {};
  let second: Record<string, SecondRead> | undefined;
  for (const [name, shape] of Object.entries(SHAPES)) {
    if (!name.includes(options.only)) continue;
    const api = await openApi(name);
    results[name] = await readShape(api, shape);
    if (shape.streams === undefined) second = await readTwice(api);
    await api.close();
  }
  print({ results, second, startUp });
  await writeFile("bench.json", `${JSON.stringify({ machine, startUp, results, second }, null, 2)}\n`);
}

async function readShape(api: Api, shape: Shape): Promise<Result> {
  const args = await readArguments(shape.streams);
  const env = { MAILJET_API_URL: api.url };
  // Also makes the API prepare its answers, and the compile cache its code.
  const { lines, code } = await runConnector(args, { env });
  if (code !== 0) throw new Error(`The connector ended with ${code}: ${lines.at(-1)}`);
  const { asked } = await api.order();
  const bareUrls = shape.bare === undefined ? asked : pageAddresses(shape.bare, api.rows);
  const bareArgs = [bareLoop];
  const bareEnv = await bareEnvironment(bareUrls.map((path) => `${api.url}${path}`));
  await measure(folder, bareArgs, bareEnv);
  const [connector, bare]: [Usage[], Usage[]] = [[], []];
  await api.order();
  for (let run = 0; run < options.runs; run++) {
    connector.push(await measure(folder, [EXECUTABLE, ...args], env));
    bare.push(await measure(folder, bareArgs, bareEnv));
  }
  await api.order(LATENCY_MS);
  const slow: number[] = [];
  for (let run = 0; run < options.slowRuns; run++) slow.push((await measure(folder, [EXECUTABLE, ...args], env)).wallS);
  await api.order();
  return {
    rows: recordsByStream(lines)
      .values()
      .reduce((sum, { length }) => sum + length, 0),
    calls: asked.length,
    fewestPages: bareUrls.length,
    connector: medianUsage(connector),
    bare: medianUsage(bare),
    slowWallS: median(slow),
    slowLeastS: ((bareUrls.length / IN_FLIGHT) * LATENCY_MS) / 1_000,
  };
}

/** A page that is not full is the last one. */
function pageAddresses({ resource, query }: NonNullable<Shape["bare"]>, rows: number): string[] {
  const pages = Math.floor(rows / PAGE_ROWS) + 1;
  const address = (page: number) => `/v3/REST/${resource}?${query}&Limit=${PAGE_ROWS}&Offset=${page * PAGE_ROWS}`;
  return Array.from({ length: pages }, (_, page) => address(page));
}

async function bareEnvironment(urls: readonly string[]): Promise<Record<string, string>> {
  const BARE_URLS = await keep("urls", urls.join("\n"));
  return { BARE_URLS, BARE_LOGIN: `${DEFAULT_API_KEY}:${DEFAULT_API_SECRET}`, BARE_IN_FLIGHT: String(IN_FLIGHT) };
}

async function readArguments(names: readonly string[] | undefined, state?: unknown): Promise<string[]> {
  const catalog = configure(loadCatalog().filter(({ name }) => names?.includes(name) ?? true));
  const files = { config: CONFIG, catalog, ...(state !== undefined && { state }) };
  const args = ["read"];
  for (const [option, content] of Object.entries(files)) {
    args.push(`--${option}`, await keep(`${option}.json`, JSON.stringify(content)));
  }
  return args;
}

async function keep(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** What a second read of them asks for and brings, when nothing is new. */
async function readTwice(api: Api): Promise<Record<string, SecondRead>> {
  const seconds: Record<string, SecondRead> = {};
  const env = { MAILJET_API_URL: api.url };
  for (const name of WINDOWED) {
    const first = await runConnector(await readArguments([name]), { env });
    await api.order();
    const second = await runConnector(await readArguments([name], lastStates(first.lines)), { env });
    const rows = recordsByStream(second.lines).get(name)?.length ?? 0;
    seconds[name] = { calls: (await api.order()).asked.length, rows };
  }
  return seconds;
}

/** Wall time in seconds. `check` makes one call for each stream beside its greeting. */
async function startUps(): Promise<Record<string, number>> {
  const api = await openApi("contacts");
  const config = await keep("config.json", JSON.stringify(CONFIG));
  const commands = [
    { name: "empty node", args: [await keep("empty.cjs", "")] },
    { name: "spec", args: [EXECUTABLE, "spec"] },
    { name: "check", args: [EXECUTABLE, "check", "--config", config] },
  ].map((one) => ({ ...one, times: [] as number[] }));
  for (let run = 0; run <= 2 * options.runs; run++) {
    for (const { args, times } of commands) {
      const { wallS } = await measure(folder, args, { MAILJET_API_URL: api.url });
      if (run > 0) times.push(wallS);
    }
  }
  await api.close();
  return Object.fromEntries(commands.map(({ name, times }) => [name, median(times)]));
}
