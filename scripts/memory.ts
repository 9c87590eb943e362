/**
 * `npm run memory`: how much memory the built connector takes, as the operating system has it (/proc, so on Linux only):
 * in a read of ten million contacts, 16 calls in flight; and in one of all streams of an account of a million rows, whose
 * reader is slow. `--only contacts` or `--only all` does one of them.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import yargs from "yargs";
import { configure, EXECUTABLE } from "../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET } from "../sandbox/sandbox.ts";
import { loadCatalog } from "../src/config/files.ts";
import { serveContacts } from "./memory/longList.ts";

const LARGEST_MB = 150;
const CONTACTS = 10_000_000;
const LEAST_ROWS = 1_000_000;
/** What the slow reader takes, about: so many bytes, then a pause. */
const BYTES_PER_SECOND = 12_000_000;
const BYTES_AT_ONCE = 1_000_000;

interface Measured {
  readonly url: string;
  /** All by default. */
  readonly streams?: readonly string[];
  readonly inFlight: number;
  readonly leastRows: number;
  readonly bytesPerSecond?: number;
}

const { only } = await yargs(process.argv.slice(2))
  .strict()
  .options({ only: { choices: ["contacts", "all"] } })
  .parse();
const folder = await mkdtemp(join(tmpdir(), "source-mailjet-memory-"));
try {
  if (only !== "all") await measureContacts();
  if (only !== "contacts") await measureAll();
} finally {
  await rm(folder, { recursive: true });
}

async function measureContacts(): Promise<void> {
  const url = await serveContacts(CONTACTS);
  console.log(`${CONTACTS} contacts, 16 calls in flight:`);
  await measure({ url, streams: ["contacts"], inFlight: 16, leastRows: CONTACTS });
}

async function measureAll(): Promise<void> {
  const sandbox = spawn(process.execPath, ["sandbox/main.ts", "--port", "0", "--size", "large,opens=360000"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    console.log("all streams, a slow reader:");
    const url = await urlOf(sandbox.stdout);
    await measure({ url, inFlight: 4, leastRows: LEAST_ROWS, bytesPerSecond: BYTES_PER_SECOND });
  } finally {
    sandbox.kill();
  }
}

/** The sandbox says where it is in its first line. */
async function urlOf(stdout: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stdout })) {
    const [url] = /http:\S+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error("The sandbox has not started");
}

async function measure({ url, streams, inFlight, leastRows, bytesPerSecond }: Measured): Promise<void> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [EXECUTABLE, "read", ...(await readArguments(streams, inFlight))], {
    // As in the image.
    env: { ...process.env, MALLOC_ARENA_MAX: "1", MAILJET_API_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  let [lines, peakKb, bytes] = [0, 0, 0];
  for await (const chunk of child.stdout) {
    lines += linesIn(chunk);
    bytes += chunk.length;
    if (bytes < BYTES_AT_ONCE) continue;
    peakKb = Math.max(peakKb, await residentPeakKb(child.pid));
    if (bytesPerSecond !== undefined) await sleep((1_000 * bytes) / bytesPerSecond);
    bytes = 0;
  }
  const code = await ended;
  const peakMb = peakKb / 1_024;
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(`  ${lines} lines in ${seconds} s: at most ${peakMb.toFixed(0)} MB resident; exit code ${code}`);
  if (code !== 0 || lines < leastRows || peakMb >= LARGEST_MB) process.exitCode = 1;
}

async function readArguments(streams: readonly string[] | undefined, inFlight: number): Promise<string[]> {
  const config = {
    api_key: DEFAULT_API_KEY,
    api_secret: DEFAULT_API_SECRET,
    include_deleted_campaigns: true,
    max_concurrency: inFlight,
  };
  const catalog = configure(loadCatalog().filter(({ name }) => streams?.includes(name) ?? true));
  const args: string[] = [];
  for (const [name, content] of Object.entries({ config, catalog })) {
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify(content));
    args.push(`--${name}`, path);
  }
  return args;
}

function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf("\n"); at >= 0; at = chunk.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** The highest that the process has ever had. */
async function residentPeakKb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0);
}
