/**
 * One pacer for all requests of a run: so many in flight, and after a refusal (429) so far apart, that the API takes
 * them. The rate limit is per API key and not published, so it is found: a refusal lowers the rate, success raises it.
 */
import { StoppedError } from "./errors.ts";

/** Time as the pacer sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds; only differences matter. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** How long all requests rest after a refusal without `Retry-After`; doubled while refusals go on. */
const FIRST_REST_MS = 1_000;
/** A rest is never longer, whatever `Retry-After` says: platforms end a sync that is silent for hours. */
const LONGEST_REST_MS = 300_000;
/** The slowest rate the pacer goes down to, in calls a second. */
const LOWEST_RATE = 0.1;
/** What a refusal does to the rate, and what a success adds to it. */
const LOWERED = 0.85;
const RAISED = 1.002;

export class Pacer {
  readonly #concurrency: number;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  /** Calls a second; unlimited until the first refusal. */
  #rate = Number.POSITIVE_INFINITY;
  #inFlight = 0;
  #nextStart = 0;
  #restUntil = 0;
  #rest = FIRST_REST_MS;
  /** When the last calls were accepted, newest last: the rate the API is known to take. */
  #accepted: number[] = [];
  /** Those who wait for one of the in-flight places, first come first served. */
  readonly #queue: (() => void)[] = [];

  constructor(concurrency: number, clock: Clock, signal: AbortSignal) {
    this.#concurrency = concurrency;
    this.#clock = clock;
    this.#signal = signal;
  }

  /**
   * Makes the call when its turn has come.
   * @throws {StoppedError} when the run was stopped before.
   */
  async run<T>(call: () => Promise<T>): Promise<T> {
    await this.#place();
    try {
      await this.#turn();
      return await call();
    } finally {
      this.#leave();
    }
  }

  /** The API took a call. */
  accepted(): void {
    const now = this.#clock.now();
    this.#rest = FIRST_REST_MS;
    this.#rate *= RAISED;
    this.#accepted = this.#accepted.filter((at) => at > now - 1_000);
    this.#accepted.push(now);
  }

  /**
   * The API refused a call that began at `startedAt`: all calls rest, then go on at a lower rate.
   * @returns until when they rest, in milliseconds of the clock.
   */
  refused(startedAt: number, retryAfterMs?: number): number {
    const now = this.#clock.now();
    // Calls that were under way when the rate was lowered say nothing about the new rate.
    if (startedAt >= this.#restUntil) {
      const known = Number.isFinite(this.#rate) ? this.#rate : Math.max(1, this.#accepted.length);
      this.#rate = Math.max(LOWEST_RATE, known * LOWERED);
      this.#restUntil = now + Math.min(this.#rest, LONGEST_REST_MS);
      this.#rest *= 2;
    }
    if (retryAfterMs !== undefined) {
      this.#restUntil = Math.max(this.#restUntil, now + Math.min(retryAfterMs, LONGEST_REST_MS));
    }
    return this.#restUntil;
  }

  async #place(): Promise<void> {
    this.#stopIfAsked();
    if (this.#inFlight < this.#concurrency) this.#inFlight++;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  /** Hands the place to whoever waits, so that nobody can slip in between. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#inFlight--;
    else next();
  }

  async #turn(): Promise<void> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) await this.#clock.sleep(wait, this.#signal);
    this.#stopIfAsked();
    this.#nextStart = Math.max(this.#nextStart, this.#clock.now()) + 1_000 / this.#rate;
  }

  #wait(): number {
    return this.#signal.aborted ? 0 : Math.max(this.#nextStart, this.#restUntil) - this.#clock.now();
  }

  #stopIfAsked(): void {
    if (this.#signal.aborted) throw new StoppedError();
  }
}
