/** Time of a sandbox's clients that stands still until a test lets it pass. */
import type { ClientTime } from "../../sandbox/clientTime.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export class HeldTime implements ClientTime {
  #now = 0;
  #sleepers: Sleeper[] = [];
  #watchers: { readonly count: number; readonly tell: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((wake) => {
      this.#sleepers.push({ until: this.#now + ms, wake });
      signal.addEventListener("abort", () => wake(), { once: true });
      this.#watchers = this.#watchers.filter(({ count, tell }) => !this.#tells(count, tell));
    });
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#sleepers.filter(({ until }) => until <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#now);
    for (const { wake } of due) wake();
  }

  /** Resolves when so many sleep. */
  asleep(count: number): Promise<void> {
    return new Promise((tell) => {
      if (!this.#tells(count, tell)) this.#watchers.push({ count, tell });
    });
  }

  #tells(count: number, tell: () => void): boolean {
    if (this.#sleepers.length < count) return false;
    tell();
    return true;
  }
}
