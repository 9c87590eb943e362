/** Calls the API: authentication, one request at a time through the pacer, retries. Everything read goes through here. */
import { setImmediate as immediately } from "node:timers/promises";
import type { Clock } from "../time/clock.ts";
import { BrokenPageError, MailjetError } from "./errors.ts";
import { Http, type HttpOptions, type Params, type WireAnswer } from "./http.ts";
import { NoAnswerError } from "./noAnswer.ts";
import { type Answer, type Failed, judge, judgeUnusable } from "./outcomes.ts";
import type { OnRest, Pacer } from "./pacing.ts";
import { retryAfterMs } from "./retryAfter.ts";
import { type Say, Waits } from "./waits.ts";

export interface ClientOptions extends HttpOptions {
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** How long a request is tried again, from its first failure on, while the trouble looks transient; in ms. */
  readonly retryForMs: number;
  /** The same for refusals by the rate limit. */
  readonly waitForMs: number;
  /** 0 ≤ n < 1: spreads the retries of calls that failed together. */
  readonly random: () => number;
  readonly say: Say;
}

/** How a caller follows one request. */
export interface CallOptions {
  /**
   * Told when the next try waits while all requests rest for the rate limit, whichever of them was refused: until when
   * (ms since 1970), and how long that is. Told again where the rest becomes longer.
   */
  readonly onRateLimited?: ((until: number, forMs: number) => void) | undefined;
  /** Told of each try, when it is sent. */
  readonly onCall?: (() => void) | undefined;
  /** Told when a try has failed: how long it is until the next one, and whether that is for the rate limit. */
  readonly onWait?: ((forMs: number, isLimited: boolean) => void) | undefined;
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 60_000;

export class Client {
  readonly #options: ClientOptions;
  readonly #http: Http;
  readonly #waits: Waits;
  /** What the API's clock is ahead of the machine's by, from the last `Date` header; undefined while none was seen. */
  #aheadMs: number | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#http = new Http(options);
    this.#waits = new Waits(options.clock, options.say);
  }

  /** The API's time in seconds since 1970, by the `Date` header of its last answer; undefined where it had none. */
  apiDate(): number | undefined {
    return this.#aheadMs === undefined ? undefined : (this.#options.clock.date() + this.#aheadMs) / 1_000;
  }

  /**
   * One GET, tried again while the trouble is transient.
   * @param parse makes the value of the body, given as a letter for each byte of UTF-8; a `BrokenPageError` of its is a broken body.
   * @throws {MailjetError} with a sentence for the user; {StoppedError} when the run was stopped.
   */
  async get<T>(resource: string, params: Params, parse: (letters: string) => T, call: CallOptions = {}): Promise<T> {
    const { clock, pacer, signal } = this.#options;
    let failingSince: number | undefined;
    for (let attempt = 0; ; attempt++) {
      const result = await this.#attempt(resource, params, parse, call);
      if ("value" in result) return result.value;
      failingSince ??= clock.now();
      const leftMs = this.#patience(resource, result, clock.now() - failingSince);
      if (result.action === "slow down") {
        const until = pacer.refused(result.startedAt, result.retryAfterMs);
        call.onWait?.(until - clock.now(), true);
        this.#waits.resting(until, result.why);
      } else {
        const waitMs = Math.min(leftMs, this.#backoff(attempt, result.retryAfterMs));
        call.onWait?.(waitMs, false);
        this.#waits.retrying(resource, waitMs, result.why);
        await clock.sleep(waitMs, signal);
      }
    }
  }

  /** Waits for what comes only after requests of others: while these rest, the caller is told as of one of its own. */
  async behindOthers<T>(wait: Promise<T>, call: CallOptions): Promise<T> {
    const unfollow = this.#options.pacer.followRests(this.#onRest(call));
    return await wait.finally(unfollow);
  }

  #onRest(call: CallOptions): OnRest {
    const { clock } = this.#options;
    return (until) => {
      const forMs = until - clock.now();
      call.onRateLimited?.(clock.date() + forMs, forMs);
    };
  }

  /**
   * For how many milliseconds a failure is still tried again.
   * @throws {MailjetError} when there is no use in that.
   */
  #patience(resource: string, failure: Failure, failingForMs: number): number {
    const { retryForMs, waitForMs } = this.#options;
    const details = { doing: `reading '${resource}'`, status: failure.status };
    if (failure.action === "fail") throw new MailjetError(failure.trouble, failure.why, details);
    const leftMs = (failure.action === "slow down" ? waitForMs : retryForMs) - failingForMs;
    if (leftMs > 0) return leftMs;
    const tried = `${failure.why}; tried again for ${Math.round(failingForMs / 1_000)} s`;
    throw new MailjetError("unavailable", tried, details);
  }

  async #attempt<T>(
    resource: string,
    params: Params,
    parse: (letters: string) => T,
    call: CallOptions,
  ): Promise<Attempt<T>> {
    const { clock, pacer } = this.#options;
    let startedAt = clock.now();
    const failed = (outcome: Failed, answer?: Answer): Failure => {
      this.#log(resource, params, startedAt, `${answer?.status ?? "no answer"}: ${outcome.why}`);
      const wait = answer && retryAfterMs(answer.headers, clock.date());
      return { ...outcome, startedAt, status: answer?.status, retryAfterMs: wait };
    };
    let answer: WireAnswer;
    try {
      answer = await pacer.run(() => {
        startedAt = clock.now();
        call.onCall?.();
        return this.#http.get(resource, params);
      }, this.#onRest(call));
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      return failed(ofNoAnswer(error));
    }
    this.#followClock(answer.headers);
    const outcome = judge(answer);
    if (outcome.action !== "use") return failed(outcome, answer);
    pacer.accepted(startedAt);
    this.#waits.accepted(startedAt);
    // The next request leaves before this page is cut.
    await immediately();
    try {
      const value = parse(answer.letters);
      this.#log(resource, params, startedAt, `200${rowsOf(value)}`);
      return { value };
    } catch (error) {
      if (!(error instanceof BrokenPageError)) throw error;
      return failed(judgeUnusable(answer, error.message), answer);
    }
  }

  #followClock(headers: Headers): void {
    const date = Date.parse(headers.get("date") ?? "");
    if (Number.isFinite(date)) this.#aheadMs = date - this.#options.clock.date();
  }

  /** Full jitter: calls that failed together do not come back together. */
  #backoff(attempt: number, retryAfter = 0): number {
    const longest = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
    return Math.max(Math.min(retryAfter, LONGEST_BACKOFF_MS), longest * (0.5 + this.#options.random() / 2));
  }

  #log(resource: string, params: Params, startedAt: number, result: string): void {
    const took = Math.round(this.#options.clock.now() - startedAt);
    this.#options.say("DEBUG", `GET /v3/REST/${resource}?${new URLSearchParams(params)} ${result} (${took} ms)`);
  }
}

/** How many rows a page has; nothing for what is no page. */
function rowsOf(value: unknown): string {
  const rows: unknown = typeof value === "object" && value !== null && "rows" in value ? value.rows : undefined;
  return Array.isArray(rows) ? `, ${rows.length} rows` : "";
}

interface Tried {
  readonly startedAt: number;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
}

type Failure = Failed & Tried;
type Attempt<T> = { readonly value: T } | Failure;

function ofNoAnswer({ message, trouble }: NoAnswerError): Failed {
  return trouble === undefined ? { action: "retry", why: message } : { action: "fail", trouble, why: message };
}
