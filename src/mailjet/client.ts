/** Calls the API: authentication, one request at a time through the pacer, retries. Everything read goes through here. */
import ky, { type KyInstance } from "ky";
import { MailjetError, StoppedError } from "./errors.ts";
import { BrokenPageError } from "./json.ts";
import { type Answer, judge, type Outcome } from "./outcomes.ts";
import type { Clock, Pacer } from "./pacing.ts";

export type Params = Readonly<Record<string, string>>;

export interface ClientOptions {
  /** E.g. `https://api.mailjet.com`. */
  readonly origin: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** Aborted when the run is to stop: no new request then. */
  readonly signal: AbortSignal;
  /** How long one request is tried again while the trouble looks transient, in milliseconds. */
  readonly retryForMs: number;
  /** 0 ≤ n < 1: spreads the retries of calls that failed together. */
  readonly random: () => number;
  readonly debug: (message: string) => void;
}

/** How a caller follows one request. */
export interface CallOptions {
  /** Told when the API refused for its rate limit: until when all requests rest (ms since 1970). */
  readonly onRateLimited?: ((until: number) => void) | undefined;
}

/** From the first byte sent to the last byte of the body. A page of 1,000 rows takes seconds at worst. */
const REQUEST_TIMEOUT_MS = 120_000;
/** A page is about 1 MB; beyond this the body is not a page, and memory is kept safe. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 60_000;

export class Client {
  readonly #options: ClientOptions;
  readonly #http: KyInstance;
  /** What the API's clock is ahead of ours by, from the last `Date` header; 0 while none was seen. */
  #aheadMs = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#http = ky.create({
      prefix: `${options.origin}/v3/REST`,
      headers: { Authorization: `Basic ${Buffer.from(`${options.apiKey}:${options.apiSecret}`).toString("base64")}` },
      // Retries are ours: each goes through the pacer, and a broken body is retried too.
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      redirect: "manual",
    });
  }

  /** The API's time in whole seconds since 1970, by the `Date` header of its last answer. */
  now(): number {
    return Math.floor((Date.now() + this.#aheadMs) / 1_000);
  }

  /**
   * One GET, tried again while the trouble is transient.
   * @param parse makes the value of the body; a `BrokenPageError` of its is a broken body, tried again.
   * @throws {MailjetError} with a sentence for the user; {StoppedError} when the run was stopped.
   */
  async get<T>(resource: string, params: Params, parse: (body: string) => T, call: CallOptions = {}): Promise<T> {
    const { clock, retryForMs } = this.#options;
    const giveUpAt = clock.now() + retryForMs;
    for (let attempt = 0; ; attempt++) {
      const result = await this.#options.pacer.run(() => this.#attempt(resource, params, parse));
      if ("value" in result) return result.value;
      if (result.action === "fail")
        throw new MailjetError(result.trouble, sentence(resource, result.why), result.status);
      if (clock.now() >= giveUpAt)
        throw new MailjetError("unavailable", givenUp(resource, result.why, retryForMs), result.status);
      if (result.action === "slow down") {
        const until = this.#options.pacer.refused(result.startedAt, result.retryAfterMs);
        call.onRateLimited?.(Date.now() + until - clock.now());
      } else {
        await clock.sleep(this.#backoff(attempt, result.retryAfterMs), this.#options.signal);
      }
    }
  }

  async #attempt<T>(resource: string, params: Params, parse: (body: string) => T): Promise<Attempt<T>> {
    const startedAt = this.#options.clock.now();
    const failed = (outcome: Exclude<Outcome, { action: "use" }>, answer?: Answer): Attempt<T> => {
      this.#log(resource, params, startedAt, `${answer?.status ?? "no answer"}: ${outcome.why}`);
      return { ...outcome, startedAt, status: answer?.status, retryAfterMs: answer && retryAfter(answer.headers) };
    };
    let answer: Answer;
    try {
      answer = await this.#send(resource, params);
    } catch (error) {
      if (this.#options.signal.aborted) throw new StoppedError();
      return failed({ action: "retry", why: networkReason(error) });
    }
    const outcome = judge(answer);
    if (outcome.action !== "use") return failed(outcome, answer);
    this.#options.pacer.accepted(startedAt);
    try {
      const value = parse(answer.body);
      this.#log(resource, params, startedAt, "200");
      return { value };
    } catch (error) {
      if (!(error instanceof BrokenPageError)) throw error;
      return failed({ action: "retry", why: `Mailjet's answer cannot be used: ${error.message}` }, answer);
    }
  }

  async #send(resource: string, params: Params): Promise<Answer> {
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const response = await this.#http.get(resource, {
      searchParams: { ...params },
      signal: AbortSignal.any([timeout, this.#options.signal]),
    });
    this.#followClock(response.headers);
    return { status: response.status, headers: response.headers, body: await readBody(response) };
  }

  #followClock(headers: Headers): void {
    const date = Date.parse(headers.get("date") ?? "");
    if (Number.isFinite(date)) this.#aheadMs = date - Date.now();
  }

  /** Full jitter: calls that failed together do not come back together. */
  #backoff(attempt: number, retryAfterMs = 0): number {
    const longest = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
    return Math.max(Math.min(retryAfterMs, LONGEST_BACKOFF_MS), longest * (0.5 + this.#options.random() / 2));
  }

  #log(resource: string, params: Params, startedAt: number, result: string): void {
    const took = Math.round(this.#options.clock.now() - startedAt);
    this.#options.debug(`GET ${resource}?${new URLSearchParams(params)} ${result} (${took} ms)`);
  }
}

type Attempt<T> =
  | { readonly value: T }
  | (Exclude<Outcome, { action: "use" }> & {
      readonly startedAt: number;
      readonly status: number | undefined;
      readonly retryAfterMs: number | undefined;
    });

async function readBody(response: Response): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw new BrokenPageError("the body is larger than a page can be");
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return parts.join("") + decoder.decode();
}

/** `Retry-After` in milliseconds: a number of seconds, or a date. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function networkReason(error: unknown): string {
  if (error instanceof BrokenPageError) return error.message;
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return `no complete answer within ${REQUEST_TIMEOUT_MS / 1_000} s`;
  }
  // fetch() says "fetch failed" and keeps the reason, e.g. ECONNREFUSED, in the cause.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return code === undefined ? "the connection failed" : `the connection failed (${code})`;
}

function sentence(resource: string, why: string): string {
  return `Reading '${resource}' from Mailjet failed: ${why}`;
}

function givenUp(resource: string, why: string, retryForMs: number): string {
  return `${sentence(resource, why)}; tried again for ${Math.round(retryForMs / 1_000)} s`;
}
