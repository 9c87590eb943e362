/** The sandbox's clock: that of the real time, moved to where the account was made, or one that stands still. */
export class Clock {
  /** Milliseconds of the sandbox at the real time 0; while frozen, at any time. */
  #base: number;
  readonly #isTicking: boolean;

  constructor(start: Date, isTicking: boolean) {
    this.#isTicking = isTicking;
    this.#base = start.getTime() - this.#elapsed();
  }

  now(): Date {
    return new Date(this.#base + this.#elapsed());
  }

  advance(seconds: number): void {
    this.#base += seconds * 1000;
  }

  #elapsed(): number {
    return this.#isTicking ? Date.now() : 0;
  }
}
