/**
 * One pacer for all requests of a run: so many in flight, and after a refusal (429) so far apart, that the API takes
 * them. The rate limit is per API key and not published, so it is found: what was accepted in the second before a
 * refusal is what the API takes; from a little below that the rate rises until it is refused again: fast as long as the
 * refusals do not come from going too fast, slowly at first once the limit is found.
 */
import type { Clock } from "../time/clock.ts";
import { StoppedError } from "./errors.ts";

/** How long all requests rest after a refusal without `Retry-After`; doubled while nothing but refusals follows. */
const FIRST_REST_MS = 1_000;
/** A rest is never longer, whatever `Retry-After` says: platforms end a sync that is silent for hours. */
const LONGEST_REST_MS = 300_000;
/** The slowest rate the pacer goes down to, in calls a second. */
const LOWEST_RATE = 0.1;
/** Over what time the accepted calls are counted, in milliseconds: rate limits are counted by the second. */
const COUNTED_MS = 1_000;
/** The share of the tried calls that counts as all of them: at 5 calls a second, 4. */
const NEARLY_ALL = 0.7;
/** Where the rate goes on after a refusal, as a share of what was accepted. */
const LOWERED = 0.93;
/** While the limit is not found the rate doubles in so many seconds. */
const DOUBLED_AFTER_S = 2;
/** Once it is found: how much the rate rises in the first second after a refusal; faster by the square of the time. */
const RAISED_A_SECOND = 0.002;
/** After so long the rate rises twice as fast as at first, after thrice as long ten times as fast. */
const RAISED_TWICE_AFTER_S = 30;
/** How far the calls may catch up when they began late, in milliseconds: timers are never early. */
const CATCH_UP_MS = 50;

/** Told until when all calls rest, in milliseconds of the clock. */
export type OnRest = (until: number) => void;

export class Pacer {
  readonly #concurrency: number;
  readonly #clock: Pick<Clock, "now" | "sleep">;
  readonly #signal: AbortSignal;
  /** Calls a second when the last rest was over; unlimited until the first refusal. */
  #rate = Number.POSITIVE_INFINITY;
  /** Whether the last refusal came when the calls were as frequent as the rate allows: then the rate is the limit. */
  #isFound = false;
  /** When the last rest is over: calls that began before say nothing about the rate since. */
  #restUntil = Number.NEGATIVE_INFINITY;
  /** When the refused call began for which the rate is still to be lowered. */
  #refusedAt: number | undefined;
  #inFlight = 0;
  #nextStart = 0;
  #rest = FIRST_REST_MS;
  /** When the last calls began that were accepted. */
  #accepted: number[] = [];
  /** Those who wait for one of the in-flight places, first come first served. */
  readonly #queue: (() => void)[] = [];
  /** Those whose calls have not begun. */
  readonly #followers = new Set<{ readonly onRest: OnRest }>();

  constructor(concurrency: number, clock: Pick<Clock, "now" | "sleep">, signal: AbortSignal) {
    this.#concurrency = concurrency;
    this.#clock = clock;
    this.#signal = signal;
  }

  /**
   * Makes the call when its turn has come.
   * @param onRest called where the call waits for the end of a rest, and again where that becomes longer.
   * @throws {StoppedError} when the run was stopped before.
   */
  async run<T>(call: () => Promise<T>, onRest: OnRest = () => {}): Promise<T> {
    this.#stopIfAsked();
    const unfollow = this.followRests(onRest);
    await this.#place();
    try {
      await this.#turn().finally(unfollow);
      return await call();
    } finally {
      this.#leave();
    }
  }

  /**
   * From here on `onRest` is called for each rest, and at once for one that lasts still.
   * @returns to be called when rests hold nobody up any more.
   */
  followRests(onRest: OnRest): () => void {
    const follower = { onRest };
    this.#followers.add(follower);
    if (this.#restUntil > this.#clock.now()) onRest(this.#restUntil);
    return () => void this.#followers.delete(follower);
  }

  /** The API took a call that began at `startedAt`. */
  accepted(startedAt: number): void {
    if (startedAt >= this.#restUntil) this.#rest = FIRST_REST_MS;
    const [oldest = startedAt] = this.#accepted;
    if (oldest < startedAt - 10 * COUNTED_MS)
      this.#accepted = this.#accepted.filter((at) => at > startedAt - COUNTED_MS);
    this.#accepted.push(startedAt);
  }

  /**
   * The API refused a call that began at `startedAt`: all calls rest, then go on at a lower rate.
   * @returns until when they rest, in milliseconds of the clock.
   */
  refused(startedAt: number, retryAfterMs?: number): number {
    const now = this.#clock.now();
    const before = this.#restUntil;
    if (startedAt >= this.#restUntil) {
      this.#refusedAt = startedAt;
      this.#rate = this.#rateAt(now);
      this.#restUntil = now + Math.min(this.#rest, LONGEST_REST_MS);
      this.#rest *= 2;
    }
    if (retryAfterMs !== undefined) {
      this.#restUntil = Math.max(this.#restUntil, now + Math.min(retryAfterMs, LONGEST_REST_MS));
    }
    if (this.#restUntil > before) for (const { onRest } of this.#followers) onRest(this.#restUntil);
    return this.#restUntil;
  }

  /** After the rest, when it is known which of the calls beside the refused one were accepted. */
  #lower(refusedAt: number): void {
    this.#refusedAt = undefined;
    const counted = this.#accepted.filter((at) => at > refusedAt - COUNTED_MS && at <= refusedAt).length;
    const accepted = counted * (1_000 / COUNTED_MS);
    const isTooFast = Number.isFinite(this.#rate) && accepted >= NEARLY_ALL * this.#rate;
    // Found before, the rate is a little too high; one call that falls just outside of the second says nothing else.
    const taken = isTooFast && this.#isFound ? this.#rate : accepted;
    this.#rate = Math.max(LOWEST_RATE, LOWERED * (taken || Math.min(2, this.#rate) / 2));
    this.#isFound = isTooFast;
  }

  /** The rate that the last refusal left, raised by the time that has passed since. */
  #rateAt(now: number): number {
    const seconds = Math.max(0, now - this.#restUntil) / 1_000;
    if (!this.#isFound) return this.#rate * 2 ** (seconds / DOUBLED_AFTER_S);
    return this.#rate * Math.exp(RAISED_A_SECOND * (seconds + seconds ** 3 / (3 * RAISED_TWICE_AFTER_S ** 2)));
  }

  async #place(): Promise<void> {
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
    if (this.#refusedAt !== undefined) this.#lower(this.#refusedAt);
    const now = this.#clock.now();
    this.#nextStart = Math.max(this.#nextStart, now - CATCH_UP_MS) + 1_000 / this.#rateAt(now);
  }

  #wait(): number {
    return this.#signal.aborted ? 0 : Math.max(this.#nextStart, this.#restUntil) - this.#clock.now();
  }

  #stopIfAsked(): void {
    if (this.#signal.aborted) throw new StoppedError();
  }
}
