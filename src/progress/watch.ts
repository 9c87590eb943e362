/** Keeps the facts of all streams of a read, and tells the log every half minute how far they are. */
import type { Clock } from "../time/clock.ts";
import { after, begun, type Ending, type Reason, type Share, type StreamFacts } from "./facts.ts";
import { underWay } from "./sentences.ts";

const HALF_MINUTE_MS = 30_000;

type WatchClock = Pick<Clock, "now" | "sleep">;

export class Watch {
  readonly #clock: WatchClock;
  readonly #facts = new Map<string, StreamFacts>();

  constructor(clock: WatchClock) {
    this.#clock = clock;
  }

  /** The streams that have begun, in that order. */
  facts(): readonly StreamFacts[] {
    return [...this.#facts.values()];
  }

  /** From here on this stream is read. */
  begin(stream: string): StreamWatch {
    let facts = begun(stream, this.#clock.now());
    const keep = (next: StreamFacts) => {
      facts = next;
      this.#facts.set(stream, facts);
      return facts;
    };
    keep(facts);
    const at = () => this.#clock.now();
    return {
      rows: (rows) => void keep(after(facts, { kind: "rows", rows })),
      share: (share) => void keep(after(facts, { kind: "share", share })),
      call: () => void keep(after(facts, { kind: "call" })),
      wait: (forMs, why) => void keep(after(facts, { kind: "wait", at: at(), forMs, why })),
      rest: (forMs) => void keep(after(facts, { kind: "rest", at: at(), forMs })),
      end: (ending) => keep(after(facts, { kind: "end", at: at(), ending })),
    };
  }

  /** The read is over: whatever has not ended was stopped. */
  stop(): void {
    const at = this.#clock.now();
    for (const [stream, facts] of this.#facts) {
      const stopped = after(facts, { kind: "end", at, ending: "stopped" });
      if (facts.ending === undefined) this.#facts.set(stream, stopped);
    }
  }

  /** Until the signal is aborted: one sentence for each stream that runs, every half minute. */
  async tell(say: (sentence: string) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#clock.sleep(HALF_MINUTE_MS, signal);
      if (signal.aborted) return;
      const now = this.#clock.now();
      for (const facts of this.#facts.values()) if (facts.ending === undefined) say(underWay(facts, now));
    }
  }
}

/** What one stream tells of itself. */
export interface StreamWatch {
  /** So many more were delivered. */
  readonly rows: (rows: number) => void;
  /** So much of what is to be read was read; undefined where that is not known. */
  readonly share: (share: Share | undefined) => void;
  readonly call: () => void;
  /** A call failed, and waits so many milliseconds before it is made again. */
  readonly wait: (forMs: number, why: Reason) => void;
  /** A call waits so many milliseconds, because all requests rest for the rate limit. */
  readonly rest: (forMs: number) => void;
  readonly end: (ending: Ending) => StreamFacts;
}
