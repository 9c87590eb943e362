/**
 * `npm run memory`: how much memory a long read takes when its reader is slow. Serves an account of a million rows from
 * a process of its own, reads it by the built connector no faster than a given number of rows a second, and shows the
 * peak of the connector's resident memory, as the operating system has it (/proc, so on Linux only).
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { configure, EXECUTABLE, linesOf } from "../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET } from "../sandbox/sandbox.ts";
import { loadCatalog } from "../src/config/files.ts";

const LARGEST_MB = 150;
const LEAST_ROWS = 1_000_000;
/** What the reader takes, about: so many rows, then a pause. */
const ROWS_PER_SECOND = 20_000;
const ROWS_AT_ONCE = 1_000;

const folder = await mkdtemp(join(tmpdir(), "source-mailjet-memory-"));
const sandbox = spawn(process.execPath, ["sandbox/main.ts", "--port", "0", "--size", "large,opens=360000"], {
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  await measure(await urlOf(sandbox.stdout));
} finally {
  sandbox.kill();
  await rm(folder, { recursive: true });
}

/** The sandbox says where it is in its first line. */
async function urlOf(stdout: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stdout })) {
    const [url] = /http:\S+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error("The sandbox has not started");
}

async function measure(url: string): Promise<void> {
  const config = {
    api_key: DEFAULT_API_KEY,
    api_secret: DEFAULT_API_SECRET,
    include_deleted_campaigns: true,
  };
  const args = [EXECUTABLE, "read"];
  for (const [name, content] of Object.entries({ config, catalog: configure(loadCatalog()) })) {
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify(content));
    args.push(`--${name}`, path);
  }
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    // As in the image.
    env: { ...process.env, MALLOC_ARENA_MAX: "1", MAILJET_API_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  let [rows, peakKb] = [0, 0];
  for await (const line of linesOf(child.stdout.setEncoding("utf8"))) {
    if (!line.startsWith('{"type":"RECORD"') || ++rows % ROWS_AT_ONCE !== 0) continue;
    peakKb = Math.max(peakKb, await residentPeakKb(child.pid));
    await sleep((1_000 * ROWS_AT_ONCE) / ROWS_PER_SECOND);
  }
  const code = await ended;
  const peakMb = peakKb / 1_024;
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(`${rows} rows in ${seconds} s: at most ${peakMb.toFixed(0)} MB resident; exit code ${code}`);
  if (code !== 0 || rows < LEAST_ROWS || peakMb >= LARGEST_MB) process.exitCode = 1;
}

/** The highest that the process has ever had. */
async function residentPeakKb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0);
}
