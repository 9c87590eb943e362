/** What is known of a stream while it is read, for whoever watches: events in, facts out. Pure. */

export interface StreamFacts {
  readonly stream: string;
  /** When it began, by the clock's `now`, as all times here. */
  readonly startedAt: number;
  /** When it ended; undefined while it runs. */
  readonly endedAt?: number;
  readonly ending?: Ending;
  /** Rows delivered so far. */
  readonly rows: number;
  /** How much of what is to be read was read; undefined where that is not known. */
  readonly share?: Share | undefined;
  readonly calls: number;
  readonly retries: number;
  /** How long it has waited, or will have when the present wait is over. */
  readonly waitedMs: number;
  /** Until when it waits. */
  readonly waitsUntil: number;
  readonly waitsFor?: Reason;
}

/** So much of so much. */
export interface Share {
  readonly done: number;
  readonly of: number;
  /** Rows that are delivered, rows that are looked through, or parts such as "campaigns". */
  readonly what: string;
}

/** Whether all was read, the user stopped it, or it failed. */
export type Ending = "finished" | "stopped" | "failed";

/** A rate limit, or trouble that is thought to pass. */
export type Reason = "rate limit" | "retry";

export type Happening =
  | { readonly kind: "rows"; readonly rows: number }
  | { readonly kind: "share"; readonly share: Share | undefined }
  | { readonly kind: "call" }
  /** A call failed, and is made again later. */
  | { readonly kind: "wait"; readonly at: number; readonly forMs: number; readonly why: Reason }
  /** A call waits while all requests rest for the rate limit. */
  | { readonly kind: "rest"; readonly at: number; readonly forMs: number }
  | { readonly kind: "end"; readonly at: number; readonly ending: Ending };

export function begun(stream: string, startedAt: number): StreamFacts {
  return { stream, startedAt, rows: 0, calls: 0, retries: 0, waitedMs: 0, waitsUntil: startedAt };
}

/** The facts after something has happened. */
export function after(facts: StreamFacts, happening: Happening): StreamFacts {
  switch (happening.kind) {
    case "rows":
      return { ...facts, rows: facts.rows + happening.rows };
    case "share":
      return { ...facts, share: happening.share };
    case "call":
      return { ...facts, calls: facts.calls + 1 };
    case "wait":
      return waiting({ ...facts, retries: facts.retries + 1 }, happening, happening.why);
    case "rest":
      return waiting(facts, happening, "rate limit");
    case "end":
      return {
        ...facts,
        endedAt: happening.at,
        ending: happening.ending,
        waitedMs: facts.waitedMs - Math.max(0, facts.waitsUntil - happening.at),
      };
  }
}

/** From when, and for how long. */
interface Wait {
  readonly at: number;
  readonly forMs: number;
}

/** Calls that wait side by side wait once. */
function waiting(facts: StreamFacts, { at, forMs }: Wait, why: Reason): StreamFacts {
  const until = at + forMs;
  const more = Math.max(0, until - Math.max(at, facts.waitsUntil));
  const isLonger = until > facts.waitsUntil;
  return {
    ...facts,
    waitedMs: facts.waitedMs + more,
    ...(isLonger && { waitsUntil: until, waitsFor: why }),
  };
}

/** The share that was read, at most 1; undefined where it is not known. A count is not a promise. */
export function shareOf({ share, ending }: StreamFacts): number | undefined {
  if (ending === "finished") return 1;
  return share === undefined || share.of === 0 ? undefined : Math.min(1, share.done / share.of);
}
