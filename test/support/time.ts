/** Time that passes only when somebody sleeps. */
import type { Clock } from "../../src/mailjet/pacing.ts";

export class TestClock implements Clock {
  #now = 0;
  readonly #sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  #isAdvancing = false;

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    const slept = new Promise<void>((resolve) => {
      this.#sleepers.push({ at: this.#now + ms, wake: resolve });
      signal.addEventListener("abort", () => resolve(), { once: true });
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
      const next = this.#sleepers.sort((a, b) => a.at - b.at).shift();
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#isAdvancing = false;
  }
}
