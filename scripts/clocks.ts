/**
 * `npm run test:clocks`: runs the tests at instants at which days, months and years begin and end, in zones far from UTC,
 * each as the machine's date and as that of the accounts; and at one that is drawn. `-- --short`: two that stay the
 * same, so that what passes once passes again.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";

interface Run {
  readonly TEST_NOW: string;
  readonly MACHINE_CLOCK: string;
  readonly TZ: string;
}

const SHIM = new URL("../sandbox/machineClock.mjs", import.meta.url).href;

const at = (instant: string, TZ: string): Run => ({ TEST_NOW: instant, MACHINE_CLOCK: instant, TZ });

const FIXED: readonly Run[] = [
  at("2028-02-29T23:59:00Z", "Pacific/Kiritimati"),
  at("2025-12-31T23:59:59Z", "America/St_Johns"),
  at("2026-01-01T00:00:00Z", "UTC"),
  at("2026-04-30T23:59:30Z", "Asia/Kathmandu"),
  at("2026-10-25T01:30:00Z", "Europe/Berlin"),
  // The machine is years away from the account: only the connector's own processes agree with it.
  { TEST_NOW: "2026-01-31T12:00:00Z", MACHINE_CLOCK: "2021-03-28T02:30:00Z", TZ: "Europe/London" },
];

const seed = String(Math.floor(Math.random() * 1_000_000));
const drawn: Run = { TEST_NOW: seed, MACHINE_CLOCK: new Date().toISOString(), TZ: "America/Los_Angeles" };
const isShort = process.argv.includes("--short");
const runs = isShort ? FIXED.filter((_, index) => index === 0 || index === FIXED.length - 1) : [...FIXED, drawn];

for (const run of runs) {
  const env = { ...process.env, ...run, NODE_OPTIONS: `--import=${SHIM}` };
  const args = ["node_modules/mocha/bin/mocha.js", "--parallel", "--jobs", "2", "--reporter", "dot"];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "inherit", "inherit"] });
  const [code] = await once(child, "close");
  console.log(
    `${code === 0 ? "passed" : "FAILED"}: ${Object.entries(run)
      .map(([name, value]) => `${name}=${value}`)
      .join(" ")}`,
  );
  if (code !== 0) process.exitCode = 1;
}
