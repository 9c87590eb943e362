/** How each example is tried: run as its reader would run it, and what it brought counted against the account. */
import { spawn } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { campaignOf, expectedRows } from "../../sandbox/expected.ts";
import { EXECUTABLE, environment, recordsByStream } from "../../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, type Sandbox } from "../../sandbox/sandbox.ts";
import { rowsOfStream } from "../../sandbox/streams.ts";
import { type Ended, endOf } from "../endOf.ts";
import { OFFLINE } from "../python/venv.ts";

export interface Setting {
  readonly python: string;
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** Undefined where no PostgreSQL server answers. */
  readonly databaseUrl: string | undefined;
}

/** @returns in words what is not as it must be. */
export type Trial = (setting: Setting, round: "first" | "second") => Promise<readonly string[]>;

/** What is counted, of what the examples read. */
const STREAMS = ["contacts", "open_events"];

/** By default, what belongs to deleted campaigns is left out. */
function wantedRows({ account }: Sandbox, stream: string): string[] {
  if (stream !== "open_events") return rowsOfStream(account, stream);
  return expectedRows(account, "openinformation", (row) => campaignOf(account, row)?.IsDeleted === false);
}
const COUNT = "python/pyairbyte/count.py";

export async function duckDb(setting: Setting): Promise<string[]> {
  const path = join(setting.folder, "example.duckdb");
  const env = { DUCKDB_FILE: path };
  const ended = await runProgram(setting, setting.python, ["examples/pyairbyte_duckdb.py"], env);
  return [...ended, ...(await counted(setting, { kind: "duckdb", path, schema: "mailjet" }))];
}

export async function dagster(setting: Setting): Promise<string[]> {
  const path = join(setting.folder, "dagster.duckdb");
  const home = join(setting.folder, "dagster");
  await mkdir(home, { recursive: true });
  await writeFile(join(home, "dagster.yaml"), "telemetry:\n  enabled: false\n");
  const args = ["-m", "dagster", "asset", "materialize", "-f", "examples/dagster_assets.py", "--select", "mailjet"];
  const ended = await runProgram(setting, setting.python, args, { DUCKDB_FILE: path, DAGSTER_HOME: home });
  return [...ended, ...(await counted(setting, { kind: "duckdb", path, schema: "mailjet" }))];
}

/** As the README has it: all that a read delivers, without its state. */
/** The second time goes on from the output of the first, and adds what is new to the tables. */
export async function duckDbFile(setting: Setting, round: "first" | "second"): Promise<string[]> {
  const [config, first, second, path] = ["config.json", "out.jsonl", "out2.jsonl", "messages.duckdb"].map((file) =>
    join(setting.folder, file),
  ) as [string, string, string, string];
  await writeFile(config, JSON.stringify({ api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET }));
  const [state, messages] = round === "first" ? ["", first] : [` --state ${first}`, second];
  const read = `"$SOURCE_MAILJET" read --config ${config}${state} > ${messages}`;
  const problems = await runProgram(setting, "sh", ["-c", read]);
  problems.push(...(await runProgram(setting, setting.python, ["examples/duckdb_load.py", messages, path])));
  return [...problems, ...(await counted(setting, { kind: "duckdb", path, schema: "main" }))];
}

export async function postgresql(setting: Setting): Promise<string[]> {
  const { databaseUrl } = setting;
  if (databaseUrl === undefined) {
    const words = "PostgreSQL was not tried: no server answers at DATABASE_URL";
    console.log(words);
    return process.env.CI ? [words] : [];
  }
  const env = { DATABASE_URL: databaseUrl };
  const ended = await runProgram(setting, setting.python, ["examples/pyairbyte_postgres.py"], env);
  return [...ended, ...(await counted(setting, { kind: "postgres", url: databaseUrl, schema: "mailjet" }))];
}

/** The catalog is made by catalog.mjs. A run with a wrong key in between must leave the state as it was. */
export async function shell(setting: Setting, round: "first" | "second"): Promise<string[]> {
  const data = join(setting.folder, "data");
  const [config, wrong, catalog] = ["config.json", "wrong.json", "catalog.json"].map((file) =>
    join(setting.folder, file),
  ) as [string, string, string];
  await writeFile(config, JSON.stringify({ api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET }));
  await writeFile(wrong, JSON.stringify({ api_key: DEFAULT_API_KEY, api_secret: "wrong" }));
  const pipe = `"$SOURCE_MAILJET" discover --config ${config} | node examples/catalog.mjs ${STREAMS.join(" ")} > ${catalog}`;
  const problems = await runProgram(setting, "sh", ["-c", pipe]);
  problems.push(...(await runProgram(setting, "examples/read.sh", [config, catalog, data])));
  const state = await readFile(join(data, "state.jsonl"), "utf8");
  const refused = await runProgram(setting, "examples/read.sh", [wrong, catalog, data]);
  if (refused.length === 0) problems.push("a wrong key is no failure");
  if ((await readFile(join(data, "state.jsonl"), "utf8")) !== state) problems.push("a failure changes the state");
  problems.push(...(await withoutRoom(setting, [config, catalog, data], state)));
  return [...problems, ...(await inFiles(setting, data, round))];
}

/** What cannot be written is not passed over: here no file may grow beyond 4 KiB. */
async function withoutRoom(setting: Setting, args: readonly string[], state: string): Promise<string[]> {
  const script = 'ulimit -f 8; trap "" XFSZ; exec examples/read.sh "$@"';
  const stateFile = join(String(args[2]), "state.jsonl");
  await writeFile(stateFile, "");
  const refused = await runProgram(setting, "bash", ["-c", script, "bash", ...args]);
  const kept = await readFile(stateFile, "utf8");
  await writeFile(stateFile, state);
  return [
    ...(refused.length === 0 ? ["a disk that is full is no failure"] : []),
    ...(kept === "" ? [] : ["a disk that is full moves the state on"]),
  ];
}

/** The line of examples/README.md for cron, in a folder made as the page has it. */
export async function crontab(setting: Setting): Promise<string[]> {
  const place = join(setting.folder, "srv");
  const [, line] = /^\d+ \* \* \* \* (.+)$/m.exec(await readFile("examples/README.md", "utf8")) ?? [];
  if (line === undefined) return ["examples/README.md has no line for cron"];
  await mkdir(place, { recursive: true });
  for (const name of ["config.json", "catalog.json"]) await copyFile(join(setting.folder, name), join(place, name));
  for (const name of ["dist", "examples", "node_modules"])
    await symlink(resolve(name), join(place, name)).catch(() => {});
  const problems = await runProgram(setting, "sh", ["-c", line.replaceAll("/srv/mailjet", place)]);
  return [...problems, ...(await inFiles(setting, join(place, "mailjet-data"), "first"))];
}

/** Over all runs nothing of the account may be missing, and the second run must not bring all again. */
async function inFiles({ sandbox }: Setting, data: string, round: "first" | "second"): Promise<string[]> {
  const files = (await readdir(data)).filter((file) => /^\d.*\.jsonl$/.test(file));
  const outputs = await Promise.all(files.map((file) => readFile(join(data, file), "utf8")));
  const rows = recordsByStream(outputs.flatMap((output) => output.split("\n")));
  return STREAMS.flatMap((stream) => {
    const [had, wanted] = [rows.get(stream) ?? [], wantedRows(sandbox, stream)];
    const known = new Set(had);
    const lost = wanted.filter((row) => !known.has(row)).length;
    return [
      ...(lost > 0 ? [`${round}: ${lost} rows of ${stream} are missing`] : []),
      ...(had.length < 1.5 * wanted.length ? [] : [`${round}: ${stream} came again`]),
    ];
  });
}

async function counted(setting: Setting, target: object): Promise<string[]> {
  const { stdout } = await output(setting, setting.python, [COUNT, JSON.stringify({ target, streams: STREAMS })]);
  const counts = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "{}") as Record<string, number>;
  return STREAMS.flatMap((stream) => {
    const wanted = wantedRows(setting.sandbox, stream).length;
    return counts[stream] === wanted ? [] : [`${counts[stream]} rows of ${stream} in place of ${wanted}`];
  });
}

async function runProgram(
  setting: Setting,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { code, stdout, stderr } = await output(setting, program, args, env);
  return code === 0
    ? []
    : [`${program} ${args.join(" ")} ended with ${code}: ${stderr.slice(-2_000)}${stdout.slice(-2_000)}`];
}

async function output(
  { sandbox }: Setting,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const given = {
    ...OFFLINE,
    MAILJET_API_URL: sandbox.url,
    MAILJET_API_KEY: DEFAULT_API_KEY,
    MAILJET_API_SECRET: DEFAULT_API_SECRET,
    SOURCE_MAILJET: EXECUTABLE,
    PYTHONDONTWRITEBYTECODE: "1",
    ...env,
  };
  return endOf(spawn(program, args, { env: environment(given), stdio: ["ignore", "pipe", "pipe"] }));
}
