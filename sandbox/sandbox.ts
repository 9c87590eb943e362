/** A believable Mailjet account behind the API's own interface, on loopback: for demos, tests and benchmarks. */
import { once } from "node:events";
import type { Account } from "./account.ts";
import { type ClientTime, REAL_TIME } from "./clientTime.ts";
import { Clock } from "./clock.ts";
import { control } from "./control.ts";
import type { EmptySlices } from "./counters.ts";
import { type Fault, Faults } from "./faults.ts";
import { generateAccount } from "./generate/account.ts";
import { type AccountSize, sizes } from "./generate/size.ts";
import { type Counts, Lists } from "./lists.ts";
import { Random } from "./random.ts";
import { RateLimit } from "./rateLimit.ts";
import type { Bounds } from "./select.ts";
import { type Call, serve } from "./server.ts";

export interface SandboxOptions {
  /** The same seed, `now` and size make the same account, byte for byte. Default 1. */
  readonly seed?: number;
  /** The sandbox's clock at the start. Default: that of the machine, floored to the second. */
  readonly now?: Date;
  /** Whether the clock goes on. Default "ticking". */
  readonly clock?: "ticking" | "frozen";
  /** By which a ticking clock goes on, calls are counted and answers are delayed. Default: the real time. */
  readonly time?: ClientTime;
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Default: a few thousand rows in all. */
  readonly size?: Partial<AccountSize>;
  readonly apiKey?: string;
  readonly apiSecret?: string;
  /** Whether time parameters include the second they name. Default: `from` does not, `to` does. */
  readonly bounds?: Bounds;
  /** Added to each answer. Default 0. */
  readonly latencyMs?: number;
  /** Calls a second; over it, status 429. Default: no limit. */
  readonly rateLimit?: number;
  /** Sent as `Retry-After` with the 429s of the rate limit. Default: none, as at Mailjet. */
  readonly retryAfter?: string;
  /** Resources that answer "Operation not allowed". */
  readonly forbidden?: readonly string[];
  readonly faults?: readonly Fault[];
  /** What `Sort` does by a property that is not known to sort. Default "ignored". */
  readonly sort?: "honoured" | "ignored" | "refused";
  readonly offset?: "honoured" | "ignored";
  /** Whether counters have rows of zeros for slices in which nothing was counted. Default "left out". */
  readonly emptySlices?: EmptySlices;
  /** Of unsorted answers: an order that lasts, by neither time nor ID, or a new one on each call. Default "stable". */
  readonly order?: "stable" | "shuffled";
  /** What counts are worth. Default "right". */
  readonly counts?: Counts;
}

export interface Sandbox {
  /** The origin, e.g. `http://127.0.0.1:8025`. */
  readonly url: string;
  /** The live tables: what is changed here is served from then on. */
  readonly account: Account;
  /** Every request to the API, in the order of the answers. */
  readonly calls: readonly Call[];
  now(): Date;
  /** Moves the clock forward. */
  advance(seconds: number): void;
  /** Ends at once: open sockets are destroyed. */
  close(): Promise<void>;
}

export const DEFAULT_API_KEY = "sandbox-key";
export const DEFAULT_API_SECRET = "sandbox-secret";
const DEFAULT_BOUNDS: Bounds = { from: "exclusive", to: "inclusive" };

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 1, latencyMs = 0, rateLimit, retryAfter, forbidden = [], faults = [] } = options;
  const { apiKey = DEFAULT_API_KEY, apiSecret = DEFAULT_API_SECRET } = options;
  const {
    bounds = DEFAULT_BOUNDS,
    sort = "ignored",
    offset = "honoured",
    order = "stable",
    counts = "right",
  } = options;
  const { emptySlices = "left out", time = REAL_TIME } = options;
  const start = options.now ?? new Date(Math.floor(Date.now() / 1000) * 1000);
  const clock = new Clock(start, options.clock === "frozen" ? undefined : time);
  const account = generateAccount(seed, Math.floor(start.getTime() / 1000), { ...sizes.small, ...options.size });
  const calls: Call[] = [];
  const controlled = { account, clock, random: new Random(seed + 1) };
  const closing = new AbortController();
  const service = {
    access: { apiKey, apiSecret, forbidden },
    clock,
    time,
    lists: new Lists(account, { bounds, sort, offset, order, counts, emptySlices }, new Random(seed + 2)),
    faults: new Faults(faults, new Random(seed + 3)),
    rateLimit: rateLimit === undefined ? undefined : new RateLimit(rateLimit),
    retryAfter,
    latencyMs,
    control: (method: string, url: URL) => control(controlled, method, url),
    record: (call: Call) => calls.push(call),
  };
  const server = serve(service, closing.signal).listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const close = async () => {
    if (closing.signal.aborted) return;
    closing.abort();
    await once(server, "close");
  };
  const advance = (seconds: number) => clock.advance(seconds);
  return { url: `http://127.0.0.1:${port}`, account, calls, now: () => clock.now(), advance, close };
}
