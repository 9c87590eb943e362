/** Asks a sandbox as a client would, over HTTP. */
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/sandbox.ts";

export const NOW = new Date("2026-03-10T12:00:00Z");
export const NOW_S = NOW.getTime() / 1000;
export const DAY_S = 86_400;

/** A few rows of everything. */
const TINY = {
  campaigns: 12,
  lists: 6,
  contacts: 40,
  segments: 8,
  messages: 120,
  opens: 90,
  clicks: 60,
  bounces: 24,
  burst: 5,
};

export type Row = Readonly<Record<string, unknown>>;

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** The rows of `Data`; integers beyond 2^53 as `bigint`. */
  readonly rows: readonly Row[];
  /** `Count` and `Total`. */
  readonly counts: readonly [unknown, unknown];
}

/** Starts sandboxes that stand still at `NOW`, and closes them after each test. */
export function sandboxes(): (options?: SandboxOptions) => Promise<Sandbox> {
  const started: Sandbox[] = [];
  afterEach(() => Promise.all(started.splice(0).map((sandbox) => sandbox.close())));
  return async (options = {}) => {
    const { size, ...others } = options;
    const sandbox = await startSandbox({ now: NOW, clock: "frozen", size: { ...TINY, ...size }, ...others });
    started.push(sandbox);
    return sandbox;
  };
}

export const RIGHT_KEY = `Basic ${btoa("sandbox-key:sandbox-secret")}`;

export async function get(sandbox: Sandbox, pathAndQuery: string, authorization = RIGHT_KEY): Promise<Got> {
  const response = await fetch(`${sandbox.url}/v3/REST/${pathAndQuery}`, { headers: { authorization } });
  const body = await response.text();
  const json = parse(body);
  const rows = "Data" in json && Array.isArray(json.Data) ? json.Data : [];
  return { status: response.status, headers: response.headers, body, rows, counts: [json.Count, json.Total] };
}

/** How many rows match. */
export async function count(sandbox: Sandbox, pathAndQuery: string): Promise<unknown> {
  return (await get(sandbox, `${pathAndQuery}${pathAndQuery.includes("?") ? "&" : "?"}countOnly=1`)).counts[0];
}

/** What the account has, in numbers to compare `count` with. */
export function countOf<R>(rows: Iterable<R>, isWanted: (row: R) => boolean): number {
  return Array.from(rows).filter(isWanted).length;
}

const STRING_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d{16,}/g;

function parse(body: string): Row {
  if (!body.startsWith("{")) return {};
  const quoted = body.replace(STRING_OR_LONG_INTEGER, (token) => (token.startsWith('"') ? token : `"${token}n"`));
  return JSON.parse(quoted, (_, value: unknown) =>
    typeof value === "string" && /^-?\d{16,}n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  );
}
