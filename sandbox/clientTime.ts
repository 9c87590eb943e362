/** Time as clients live it: that of rate limits, latency and faults. Handed in, so that a test can hold it. */
import { setTimeout as sleep } from "node:timers/promises";

export interface ClientTime {
  /** Milliseconds that only ever rise; only differences matter. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The real one. */
export const REAL_TIME: ClientTime = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
};
