/** The other ways in which people use PyAirbyte, each with what it must come to. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EXECUTABLE, environment } from "../../sandbox/platform.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { EVERYTHING, rowsOfStream } from "../../sandbox/streams.ts";
import { loadSpec } from "../../src/config/files.ts";
import type { Ended } from "../endOf.ts";
import { OFFLINE } from "../python/venv.ts";
import { answerOf, compare, load, runPython, type Setting } from "./load.ts";
import { duckDb, type Target } from "./target.ts";

const FEW = 5;
const WRONG_SECRET = "a-secret-that-is-wrong";
const TRACEBACK = "Traceback (most recent call last)";
/** An interruption comes after so many calls, of some hundred. */
const CALLS_BEFORE = 40;
const SLOW_MS = 30;

type Way = (setting: Setting, sandbox: Sandbox) => Promise<readonly string[]>;

const WAYS: Readonly<Record<string, Way>> = {
  "append, twice": (setting, sandbox) => loadedTwice(setting, sandbox, "append", 2),
  "replace, twice": (setting, sandbox) => loadedTwice(setting, sandbox, "replace", 1),
  "get_records(limit=5)": fewRecords,
  "a wrong secret": wrongSecret,
  "an interrupted read": interrupted,
  print_config_spec: configSpec,
};

/** @returns in words what is not as it must be. */
export async function ways(setting: Setting, sandbox: Sandbox): Promise<string[]> {
  const problems: string[] = [];
  console.log("");
  for (const [name, way] of Object.entries(WAYS)) {
    const found = await way(setting, sandbox);
    console.log(`${name.padEnd(24)}${found.length === 0 ? "as it must be" : "WRONG"}`);
    problems.push(...found.map((words) => `${name}: ${words}`));
  }
  return problems;
}

async function loadedTwice(setting: Setting, { account }: Sandbox, strategy: "append" | "replace", times: number) {
  const target: Target = { ...duckDb(setting.folder), schema: strategy };
  const options = { strategy, full_refresh: true, streams: ["contacts"] };
  await load(setting, target, options);
  await load(setting, target, options);
  const { contacts } = await compare(setting, target, account, ["contacts"]);
  const wanted = times * rowsOfStream(account, "contacts").length;
  return contacts?.rows === wanted ? [] : [`${contacts?.rows} rows of contacts in place of ${wanted}`];
}

async function fewRecords(setting: Setting) {
  const ended = await tried(setting, "few_records", setting.credentials);
  const { rows, seconds } = answerOf<{ readonly rows: number; readonly seconds: number }>(ended);
  console.log(`  ${rows} records in ${seconds} s`);
  return [
    ...(rows === FEW ? [] : [`${rows} records`]),
    ...(ended.stderr.includes(TRACEBACK) ? [`a traceback: ${ended.stderr}`] : []),
  ];
}

async function wrongSecret(setting: Setting) {
  const config = { ...setting.credentials, api_secret: WRONG_SECRET };
  const { code, stdout, stderr } = await tried(setting, "check", config);
  const said = stdout + stderr;
  return [
    ...(code === 0 ? ["check succeeds"] : []),
    ...(/The API key or the secret key is wrong/.test(said) ? [] : [`the cause is not said: ${said}`]),
    ...(said.includes(WRONG_SECRET) ? ["the secret shows"] : []),
  ];
}

/** Python is interrupted as by Ctrl-C; the connector must go with it, and the next load must lack nothing. */
async function interrupted(setting: Setting) {
  const slow = await startSandbox({ clock: "frozen", latencyMs: SLOW_MS });
  const there = { ...setting, url: slow.url };
  const target: Target = { ...duckDb(setting.folder), schema: "interrupted" };
  try {
    const code = await loadUntil(there, target, () => slow.calls.length >= CALLS_BEFORE);
    const calls = slow.calls.length;
    await sleep(20 * SLOW_MS);
    const problems = code === 0 ? ["the load ended before it could be interrupted"] : [];
    if (slow.calls.length > calls) problems.push("the connector went on");
    await load(there, target);
    for (const [name, { differences }] of Object.entries(await compare(there, target, slow.account)))
      problems.push(...differences.map((words) => `${name}: ${words}`));
    return problems;
  } finally {
    await slow.close();
  }
}

async function loadUntil(setting: Setting, target: Target, isTime: () => boolean): Promise<number | null> {
  const config = { ...setting.credentials, ...EVERYTHING };
  const job = { executable: EXECUTABLE, config, target, cache_dir: join(setting.folder, "interrupted") };
  const env = environment({ ...OFFLINE, MAILJET_API_URL: setting.url });
  const args = ["python/pyairbyte/load.py", JSON.stringify(job)];
  const child = spawn(setting.python, args, { env, stdio: "ignore" });
  const closed = once(child, "close");
  while (child.exitCode === null && !isTime()) await sleep(SLOW_MS);
  child.kill("SIGINT");
  const [code] = await closed;
  return code;
}

async function configSpec(setting: Setting) {
  const ended = await tried(setting, "config_spec", setting.credentials);
  const { properties } = answerOf<{ readonly properties: readonly string[] }>(ended);
  const wanted = Object.keys(loadSpec().connectionSpecification.properties).sort();
  return JSON.stringify(properties) === JSON.stringify(wanted) ? [] : [`the fields are ${properties}`];
}

function tried(setting: Setting, way: string, config: object): Promise<Ended> {
  return runPython(setting, "ways.py", { way, executable: EXECUTABLE, config });
}
