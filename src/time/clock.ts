/** Time as the program sees it. Whatever needs the time is handed a clock, so that tests bring their own. */
import { setTimeout as sleep } from "node:timers/promises";

export interface Clock {
  /** Milliseconds that only ever rise; only differences matter. A change of the machine's date does not touch it. */
  now(): number;
  /** The machine's date: milliseconds since 1970. It may be wrong, and may jump. */
  date(): number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own. */
export const CLOCK: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
};
