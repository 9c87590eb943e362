/** The sandbox's clock: begins where the account was made, and goes on as time does for clients, or stands still. */
import type { ClientTime } from "./clientTime.ts";

export class Clock {
  /** Milliseconds of the sandbox when clients' time was 0; while frozen, at any time. */
  #base: number;
  /** Undefined where the clock stands still. */
  readonly #time: ClientTime | undefined;

  constructor(start: Date, time: ClientTime | undefined) {
    this.#time = time;
    this.#base = start.getTime() - this.#elapsed();
  }

  now(): Date {
    return new Date(this.#base + this.#elapsed());
  }

  advance(seconds: number): void {
    this.#base += seconds * 1000;
  }

  #elapsed(): number {
    return this.#time?.now() ?? 0;
  }
}
