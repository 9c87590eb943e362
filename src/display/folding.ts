/**
 * Which streams have a line of their own where not all fit on the screen, and which share one: those that are done first,
 * then those that have not begun, that wait, that run, that failed. Pure.
 */
import type { StreamFacts } from "../progress/facts.ts";

export type Standing = "finished" | "queued" | "stopped" | "waiting" | "running" | "failed";

/** What folds sooner stands before what folds later. */
const FOLDED: readonly Standing[] = ["finished", "queued", "stopped", "waiting", "running", "failed"];

/** How a stream stands by the clock's `now`. */
export function standingOf({ ending, waitsUntil, calls, rows }: StreamFacts, now: number): Standing {
  if (ending !== undefined) return ending;
  if (waitsUntil > now) return "waiting";
  return calls === 0 && rows === 0 ? "queued" : "running";
}

export interface Folded {
  /** With a line each, in their order. */
  readonly shown: readonly StreamFacts[];
  /** Those that share a line, by how they stand. */
  readonly shared: readonly Shared[];
}

export interface Shared {
  readonly standing: Standing;
  readonly streams: readonly StreamFacts[];
  /** Others that stand like them have lines of their own. */
  readonly areMore: boolean;
}

/** Needs no more lines than there are, unless there are fewer than kinds of standing: then the last of `shared` matter most. */
export function folded(facts: readonly StreamFacts[], lines: number, now: number): Folded {
  const groups = new Map(FOLDED.map((standing) => [standing, [] as StreamFacts[]]));
  for (const one of facts) groups.get(standingOf(one, now))?.push(one);
  const shared: Shared[] = [];
  let left = facts.length;
  for (const [standing, streams] of groups) {
    const room = lines - shared.length;
    if (left <= room) break;
    // One line alone would say less than that of the stream itself.
    if (streams.length < 2) continue;
    const others = left - streams.length;
    const own = Math.max(0, room - 1 - others);
    shared.push({ standing, streams: streams.slice(own), areMore: own > 0 });
    left = others + own;
  }
  const hidden = new Set(shared.flatMap(({ streams }) => streams));
  return { shown: facts.filter((one) => !hidden.has(one)), shared };
}
