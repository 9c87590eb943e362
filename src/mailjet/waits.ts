/** What is said while requests wait: the first trouble of each kind, and every wait that a reader of the log would notice. */
import type { Clock } from "../time/clock.ts";
import { formatInstant } from "../time/instant.ts";
import { sentence } from "./errors.ts";

export type Say = (level: "DEBUG" | "INFO" | "WARN", message: string) => void;

/** A wait longer than this is told by itself, in milliseconds. */
const LONG_MS = 10_000;

export class Waits {
  readonly #clock: Pick<Clock, "now" | "date">;
  readonly #say: Say;
  /** By reason: until when the wait that was told of last goes on (by the clock's `now`). */
  readonly #told = new Map<string, number>();

  /** When the rest of all requests ends that was told of last; undefined once its end was told too. */
  #restUntil: number | undefined;

  constructor(clock: Pick<Clock, "now" | "date">, say: Say) {
    this.#clock = clock;
    this.#say = say;
  }

  /** One request is tried again after so many milliseconds. */
  retrying(resource: string, waitMs: number, why: string): void {
    this.#tell(waitMs, why, (wait) => `trying '${resource}' again ${wait}`);
  }

  /** All requests rest until then, by the clock's `now`. */
  resting(until: number, why: string): void {
    const isTold = this.#tell(
      until - this.#clock.now(),
      why,
      (wait) => `all requests rest and go on ${wait}, a little more slowly`,
    );
    if (isTold) this.#restUntil = until;
  }

  /** A call that began at `startedAt` was taken: a rest that was told of may be over. */
  accepted(startedAt: number): void {
    if (this.#restUntil === undefined || startedAt < this.#restUntil) return;
    this.#restUntil = undefined;
    this.#say("INFO", "The rest for the rate limit is over: requests go on");
  }

  /** Requests that fail together, for one reason, are told of once. @returns whether it was told now. */
  #tell(waitMs: number, why: string, what: (wait: string) => string): boolean {
    const last = this.#told.get(why);
    const isLong = waitMs > LONG_MS;
    if (last !== undefined && (!isLong || this.#clock.now() < last)) return false;
    this.#told.set(why, this.#clock.now() + waitMs);
    const seconds = waitMs < 1_000 ? (waitMs / 1_000).toFixed(1) : String(Math.round(waitMs / 1_000));
    const until = formatInstant(Math.floor((this.#clock.date() + waitMs) / 1_000));
    const wait = isLong ? `in ${seconds} s, at ${until}` : `in ${seconds} s`;
    this.#say(isLong ? "WARN" : "INFO", `${sentence(why)}: ${what(wait)}`);
    return true;
  }
}
