/**
 * `npm run chaos`: is anything lost on a bad day? Reads accounts that change all the time, from an API that fails in every
 * way that passes, by the built connector, which is killed at random instants and resumed until it is done. What a
 * platform would have committed is held against the account: 0 lost, 0 altered, and few rows delivered twice.
 *
 * Everything is drawn by a seed, but for the instants of the kills: what a read had done by then depends on the machine. So
 * does how many rows come again, which is a mean: of a dozen runs it lies now above its bound and now below.
 */
import { availableParallelism } from "node:os";
import yargs from "yargs";
import { chaosRun, type Result } from "./chaos/run.ts";

/** Deliveries per row, on the average, with the look-back switched off. */
const MOST_DELIVERIES = 1.15;

const { runs, seed } = await yargs(process.argv.slice(2))
  .scriptName("npm run chaos --")
  .strict()
  .options({
    runs: { type: "number", default: 200, describe: "accounts to read" },
    seed: { type: "number", default: 1, describe: "of the first run; the others follow" },
  })
  .parse();

const results: Result[] = [];
const waiting = Array.from({ length: runs }, (_, index) => seed + index);
await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
show(results);

async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const result = await chaosRun(next);
    results.push(result);
    for (const what of result.wrong) console.log(`WRONG with seed ${next}: ${what}`);
  }
}

function show(all: readonly Result[]): void {
  const sum = (figure: (result: Result) => number) => all.reduce((total, result) => total + figure(result), 0);
  const perRow = all.map(({ deliveries, rows }) => deliveries / rows);
  const mean = perRow.reduce((total, one) => total + one, 0) / perRow.length;
  const calls = all.flatMap((result) => result.calls);
  const kinds = calls.map(({ fault, status }) => (fault === undefined || fault === "status" ? String(status) : fault));
  const faults = Map.groupBy(
    kinds.filter((kind) => kind !== "200"),
    (kind) => kind,
  );
  const wrong = all.filter((result) => result.wrong.length > 0);
  console.log(`runs                  ${all.length}, with seeds from ${seed} on`);
  console.log(
    `kills                 ${sum(({ kills }) => kills.SIGKILL)} SIGKILL, ${sum(({ kills }) => kills.SIGTERM)} SIGTERM`,
  );
  console.log(`calls                 ${calls.length}`);
  console.log(`faults                ${[...faults].map(([kind, { length }]) => `${length} ${kind}`).join(", ")}`);
  console.log(`changes meanwhile     ${sum(({ happened }) => happened)}`);
  console.log(`rows                  ${sum(({ rows }) => rows)}`);
  console.log(
    `deliveries per row    ${mean.toFixed(3)} in the mean of the runs, ${Math.max(...perRow).toFixed(3)} at most`,
  );
  console.log(`runs that went wrong  ${wrong.length}${wrong.length === 0 ? ": 0 rows lost, 0 altered" : ""}`);
  if (wrong.length > 0 || mean >= MOST_DELIVERIES) process.exitCode = 1;
}
