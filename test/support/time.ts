/** Time that passes only when somebody sleeps. */
import type { Clock } from "../../src/time/clock.ts";

const DATE_MS = Date.UTC(2026, 2, 10, 12);

export class TestClock implements Clock {
  #now = 0;
  #sleepers: { readonly at: number; readonly signal: AbortSignal; readonly wake: () => void }[] = [];
  readonly #signals = new WeakSet<AbortSignal>();
  #isAdvancing = false;

  now(): number {
    return this.#now;
  }

  /** As good as any other date. */
  date(): number {
    return DATE_MS + this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    this.#watch(signal);
    const at = this.#now + ms;
    const slept = new Promise<void>((wake) => {
      const index = this.#sleepers.findLastIndex((sleeper) => sleeper.at <= at);
      this.#sleepers.splice(index + 1, 0, { at, signal, wake });
    });
    void this.#advance();
    return slept;
  }

  /** Wakes one sleeper after the other, each when all that the one before set going has come to rest. */
  async #advance(): Promise<void> {
    if (this.#isAdvancing) return;
    this.#isAdvancing = true;
    for (;;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const next = this.#sleepers.shift();
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#isAdvancing = false;
  }

  /** An abort wakes who sleeps by that signal. */
  #watch(signal: AbortSignal): void {
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    signal.addEventListener("abort", () => {
      for (const sleeper of this.#sleepers) if (sleeper.signal === signal) sleeper.wake();
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.signal !== signal);
    });
  }
}
