/** `npm run sandbox`: serves a Mailjet account until it is interrupted, and says how to use it. */
import yargs from "yargs";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, type Sandbox, type SandboxOptions, startSandbox } from "./sandbox.ts";
import { mixedFaults, parseBounds, parseNow, parseSize } from "./settings.ts";

const EMPTY_SLICES = ["left out", "listed"] as const;
const COUNTS = ["right", "only apart", "nothing", "everything", "refused"] as const;
const SORTS = ["honoured", "ignored", "refused"] as const;

async function main(argv: readonly string[]): Promise<void> {
  const chosen = await options(argv);
  try {
    const sandbox = await startSandbox(chosen);
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => sandbox.close());
    process.stdout.write(introduction(sandbox));
  } catch (error) {
    process.stderr.write(`Cannot serve on port ${chosen.port}: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

async function options(argv: readonly string[]): Promise<SandboxOptions> {
  const { faultRate, now, size, bounds, rateLimit, retryAfter, ...plain } = await yargs(argv)
    .scriptName("npm run sandbox --")
    .usage("$0 [options]\n\nServes a believable Mailjet account on loopback.")
    .strict()
    .options({
      port: { type: "number", default: 8025, describe: "where to listen; 0: any that is free" },
      seed: { type: "number", default: 1, describe: "the same seed, time and size give the same account" },
      now: { type: "string", coerce: parseNow, describe: "the clock at the start, e.g. 2026-01-31T10:00:00Z" },
      clock: {
        choices: ["ticking", "frozen"] as const,
        default: "ticking" as const,
        describe: "goes on, or stands still",
      },
      size: { type: "string", default: "demo", coerce: parseSize, describe: "small, demo, large, opens=9000,…" },
      "latency-ms": { type: "number", default: 0, describe: "added to each answer" },
      "rate-limit": { type: "number", describe: "calls a second; over it, status 429" },
      "retry-after": { type: "string", describe: "sent with the 429s of the rate limit" },
      bounds: { type: "string", coerce: parseBounds, describe: 'of "from" and "to": exclusive,inclusive' },
      "fault-rate": { type: "number", default: 0, describe: "share of the calls that fail, from 0 to 1" },
      forbidden: { type: "string", array: true, default: [], describe: "resources that the key may not use" },
      sort: { choices: SORTS, default: SORTS[1], describe: "what Sort does by what is not known to sort" },
      offset: { choices: ["honoured", "ignored"] as const, default: "honoured" as const, describe: "what Offset does" },
      "empty-slices": { choices: EMPTY_SLICES, default: EMPTY_SLICES[0], describe: "of counters: with no counts" },
      order: { choices: ["stable", "shuffled"] as const, default: "stable" as const, describe: "of unsorted answers" },
      counts: { choices: COUNTS, default: COUNTS[0], describe: "what counts are worth" },
    })
    .parse();
  const { port, seed, clock, latencyMs, forbidden, sort, offset, order, counts, emptySlices } = plain;
  return {
    ...{ port, seed, clock, latencyMs, forbidden, sort, offset, order, counts, emptySlices },
    ...{ size, faults: mixedFaults(faultRate) },
    ...(now && { now }),
    ...(bounds && { bounds }),
    ...(rateLimit !== undefined && { rateLimit }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

function introduction({ url, account }: Sandbox): string {
  const counts = Object.entries(account).map(([name, { size }]) => `  ${String(size).padStart(9)} ${name}`);
  const config = JSON.stringify({ api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET }, undefined, 2);
  return `A Mailjet account is served at ${url}

${counts.join("\n")}

To read from it, copy this line:

  export MAILJET_API_URL=${url}

and use this config.json (API key ${DEFAULT_API_KEY}, secret key ${DEFAULT_API_SECRET}):

${config}

Let an hour pass:        curl -X POST '${url}/sandbox/advance?seconds=3600'
Let 100 things happen:   curl -X POST '${url}/sandbox/events?count=100'
Ctrl-C ends it.
`;
}

await main(process.argv.slice(2));
