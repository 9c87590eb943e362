/** Calls the API: authentication, one request at a time through the pacer, retries. Everything read goes through here. */
import { BrokenPageError, MailjetError } from "./errors.ts";
import { Http, type HttpOptions, NoAnswerError, type Params } from "./http.ts";

import { type Answer, judge, type Outcome } from "./outcomes.ts";
import type { Clock, Pacer } from "./pacing.ts";

export interface ClientOptions extends HttpOptions {
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** How long a request is tried again, from its first failure on, while the trouble looks transient; in ms. */
  readonly retryForMs: number;
  /** The same for refusals by the rate limit. */
  readonly waitForMs: number;
  /** 0 ≤ n < 1: spreads the retries of calls that failed together. */
  readonly random: () => number;
  readonly debug: (message: string) => void;
}

/** How a caller follows one request. */
export interface CallOptions {
  /** Told when the API refused for its rate limit: until when all requests rest (ms since 1970). */
  readonly onRateLimited?: ((until: number) => void) | undefined;
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 60_000;

export class Client {
  readonly #options: ClientOptions;
  readonly #http: Http;
  /** What the API's clock is ahead of ours by, from the last `Date` header; 0 while none was seen. */
  #aheadMs = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#http = new Http(options);
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
    const { clock, pacer, signal } = this.#options;
    let failingSince: number | undefined;
    for (let attempt = 0; ; attempt++) {
      const result = await pacer.run(() => this.#attempt(resource, params, parse));
      if ("value" in result) return result.value;
      failingSince ??= clock.now();
      this.#giveUp(resource, result, clock.now() - failingSince);
      if (result.action === "slow down") {
        const until = pacer.refused(result.startedAt, result.retryAfterMs);
        call.onRateLimited?.(Date.now() + until - clock.now());
      } else {
        await clock.sleep(this.#backoff(attempt, result.retryAfterMs), signal);
      }
    }
  }

  /** @throws {MailjetError} when there is no use in trying again. */
  #giveUp(resource: string, failure: Failure, failingForMs: number): asserts failure is Passing {
    const { retryForMs, waitForMs } = this.#options;
    const message = `Reading '${resource}' from Mailjet failed: ${failure.why}`;
    if (failure.action === "fail") throw new MailjetError(failure.trouble, message, failure.status);
    if (failingForMs < (failure.action === "slow down" ? waitForMs : retryForMs)) return;
    const tried = `${message}; tried again for ${Math.round(failingForMs / 1_000)} s`;
    throw new MailjetError("unavailable", tried, failure.status);
  }

  async #attempt<T>(resource: string, params: Params, parse: (body: string) => T): Promise<Attempt<T>> {
    const startedAt = this.#options.clock.now();
    const failed = (outcome: Exclude<Outcome, { action: "use" }>, answer?: Answer): Failure => {
      this.#log(resource, params, startedAt, `${answer?.status ?? "no answer"}: ${outcome.why}`);
      return { ...outcome, startedAt, status: answer?.status, retryAfterMs: answer && retryAfter(answer.headers) };
    };
    let answer: Answer;
    try {
      answer = await this.#http.get(resource, params);
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      return failed(error.passes ? { action: "retry", why: error.message } : untrusted(error.message));
    }
    this.#followClock(answer.headers);
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

interface Tried {
  readonly startedAt: number;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
}

type Failure = Exclude<Outcome, { action: "use" }> & Tried;
type Passing = Exclude<Failure, { action: "fail" }>;
type Attempt<T> = { readonly value: T } | Failure;

function untrusted(why: string): Outcome & { action: "fail" } {
  return { action: "fail", trouble: "untrusted", why };
}

/** `Retry-After` in milliseconds: a number of seconds, or a date. */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
