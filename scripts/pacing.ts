/**
 * `npm run pacing`: how well the pacer finds a rate limit that nobody tells. Reads campaign after campaign, many small
 * calls, from sandboxes with a limit of 5, 20 and 100 calls a second, by the built connector, and shows what share of
 * the calls was refused and what share of the allowed rate was used once the first seconds are over.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configure, runConnector } from "../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, startSandbox } from "../sandbox/sandbox.ts";
import { loadCatalog } from "../src/config/files.ts";

const LIMITS = [5, 20, 100];
const LATENCY_MS = 40;
/** The first seconds, in which the limit is still to be found, and how long the rest is looked at. */
const FIRST_S = 3;
const LONG_S = 40;
const GOALS = { refused: 0.03, used: 0.85 };
const STREAMS = ["bounce_events", "click_events", "open_events", "messages"];

interface Figures {
  readonly limit: number;
  readonly seconds: number;
  readonly calls: number;
  readonly refused: number;
  readonly used: number;
}

const folder = await mkdtemp(join(tmpdir(), "source-mailjet-pacing-"));
try {
  console.log("calls a second   looked at        calls   refused   of the limit used");
  for (const figures of await Promise.all(LIMITS.map(measure))) show(figures);
} finally {
  await rm(folder, { recursive: true });
}

async function measure(limit: number): Promise<Figures> {
  const campaigns = Math.ceil((limit * (FIRST_S + LONG_S + 5)) / STREAMS.length);
  const sandbox = await startSandbox({ rateLimit: limit, latencyMs: LATENCY_MS, size: { campaigns } });
  const filter = {
    filter_type: "campaigns_and_event_dates",
    campaigns: Array.from(sandbox.account.campaign, ({ ID }) => ID),
  };
  const [config, catalog] = [join(folder, `config-${limit}.json`), join(folder, `catalog-${limit}.json`)];
  const credentials = { api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET };
  await writeFile(config, JSON.stringify({ ...credentials, filter, max_concurrency: 16 }));
  await writeFile(catalog, JSON.stringify(configure(loadCatalog().filter(({ name }) => STREAMS.includes(name)))));
  await runConnector(["read", "--config", config, "--catalog", catalog], {
    env: { MAILJET_API_URL: sandbox.url },
    clock: sandbox.now(),
  });
  await sandbox.close();
  return figuresOf(limit, sandbox.calls);
}

function figuresOf(limit: number, calls: readonly { readonly at: number; readonly status: number }[]): Figures {
  const start = (calls[0]?.at ?? 0) + FIRST_S * 1_000;
  const end = Math.min(start + LONG_S * 1_000, calls.at(-1)?.at ?? 0);
  const seen = calls.filter(({ at }) => at >= start && at < end);
  const refused = seen.filter(({ status }) => status === 429).length;
  const seconds = (end - start) / 1_000;
  return {
    limit,
    seconds,
    calls: seen.length,
    refused: refused / seen.length,
    used: (seen.length - refused) / (seconds * limit),
  };
}

function show({ limit, seconds, calls, refused, used }: Figures): void {
  const isReached = refused < GOALS.refused && used >= GOALS.used;
  const cells = [
    String(limit).padStart(14),
    `${seconds.toFixed(1)} s`.padStart(10),
    String(calls).padStart(11),
    percent(refused).padStart(8),
    percent(used).padStart(18),
  ];
  console.log(`${cells.join("  ")}   ${isReached ? "as it should be" : "NOT as it should be"}`);
  if (!isReached) process.exitCode = 1;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
