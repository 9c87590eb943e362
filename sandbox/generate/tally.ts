/** What messages have come to, counted by campaign, contact or list. Roughly: statistics settle later than events. */
import type { Random } from "../random.ts";
import { SECONDS_PER_DAY } from "../time.ts";
import type { Sent } from "./messages.ts";
import { wireDate } from "./wire.ts";

/** The counts that all statistics have. */
export interface Tally {
  BlockedCount: number;
  BouncedCount: number;
  ClickedCount: number;
  DeferredCount: number;
  DeliveredCount: number;
  HardBouncedCount: number;
  OpenedCount: number;
  PreQueuedCount: number;
  ProcessedCount: number;
  QueuedCount: number;
  SoftBouncedCount: number;
  SpamComplaintCount: number;
  UnsubscribedCount: number;
  WorkFlowExitedCount: number;
}

export interface Tallied {
  readonly counts: Tally;
  /** Of the last message, in unix seconds; undefined where there was none. */
  readonly last: number | undefined;
}

/** By the message's status, what it is counted as besides `ProcessedCount`. */
const COUNTED_AS: Readonly<Record<string, readonly (keyof Tally)[]>> = {
  sent: ["DeliveredCount"],
  opened: ["DeliveredCount", "OpenedCount"],
  clicked: ["DeliveredCount", "OpenedCount", "ClickedCount"],
  spam: ["DeliveredCount", "SpamComplaintCount"],
  unsub: ["DeliveredCount", "OpenedCount", "UnsubscribedCount"],
  hardbounced: ["BouncedCount", "HardBouncedCount"],
  softbounced: ["BouncedCount", "SoftBouncedCount"],
  blocked: ["BlockedCount"],
  queued: ["QueuedCount"],
  deferred: ["DeferredCount"],
};

/** Looks up the tally of one key; of a key without messages, zeros. */
export function tallies(messages: readonly Sent[], keyOf: (message: Sent) => number): (key: number) => Tallied {
  const byKey = new Map<number, { counts: Tally; last: number }>();
  for (const message of messages) {
    const key = keyOf(message);
    const known = byKey.get(key) ?? { counts: zeros(), last: message.at };
    byKey.set(key, known);
    known.last = Math.max(known.last, message.at);
    known.counts.ProcessedCount++;
    for (const count of COUNTED_AS[message.row.Status] ?? []) known.counts[count]++;
  }
  return (key) => byKey.get(key) ?? { counts: zeros(), last: undefined };
}

function zeros(): Tally {
  return {
    BlockedCount: 0,
    BouncedCount: 0,
    ClickedCount: 0,
    DeferredCount: 0,
    DeliveredCount: 0,
    HardBouncedCount: 0,
    OpenedCount: 0,
    PreQueuedCount: 0,
    ProcessedCount: 0,
    QueuedCount: 0,
    SoftBouncedCount: 0,
    SpamComplaintCount: 0,
    UnsubscribedCount: 0,
    WorkFlowExitedCount: 0,
  };
}

const SETTLING_SECONDS = 3 * SECONDS_PER_DAY;

/** When the counts last grew: some time after the last message. `""` where there was none. */
export function activity(random: Random, last: number | undefined, now: number): string {
  return last === undefined ? "" : wireDate(random, Math.min(now, last + random.between(0, SETTLING_SECONDS)));
}
