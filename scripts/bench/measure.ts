/** Runs a program and says what it took: from the start of the process to its end. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Usage {
  /** Seconds, of all threads, in user and system together. */
  readonly cpuS: number;
  readonly wallS: number;
  /** Most that was resident, in MB. */
  readonly peakMb: number;
}

const HOOK = fileURLToPath(new URL("./usage.cjs", import.meta.url));

/**
 * What it prints is taken as fast as it comes, and thrown away.
 * @param folder where a file may be left.
 * @throws {Error} when the program fails.
 */
export async function measure(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Usage> {
  const USAGE_FILE = join(folder, "usage.json");
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--require", HOOK, ...args], {
    // As in the image.
    env: { ...process.env, MALLOC_ARENA_MAX: "1", ...env, USAGE_FILE },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.resume();
  const [code] = await once(child, "close");
  const wallS = (performance.now() - startedAt) / 1_000;
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  const used: NodeJS.ResourceUsage = JSON.parse(await readFile(USAGE_FILE, "utf8"));
  return { cpuS: (used.userCPUTime + used.systemCPUTime) / 1e6, wallS, peakMb: used.maxRSS / 1_024 };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}

export function medianUsage(usages: readonly Usage[]): Usage {
  const of = (name: keyof Usage) => median(usages.map((usage) => usage[name]));
  return { cpuS: of("cpuS"), wallS: of("wallS"), peakMb: of("peakMb") };
}
