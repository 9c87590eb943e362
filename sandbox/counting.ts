/** Counts what happened in an account by source and slice of time. Kept until the account changes. */
import { type Account, accountVersion, type RowIn } from "./account.ts";
import { type Count, type Counts, nothing } from "./counterRow.ts";
import { SECONDS_PER_DAY, secondsOf } from "./time.ts";

/** Seconds of a slice; all time is one slice. */
export const SLICE_SECONDS = {
  Highest: 300,
  Hour: 3_600,
  Day: SECONDS_PER_DAY,
  Lifetime: Number.POSITIVE_INFINITY,
} as const;
export type CounterResolution = keyof typeof SLICE_SECONDS;

/** The key's own ID: that of its account in every row, and the source where the key itself is meant. */
export const API_KEY_ID = 2_150_343;

/** Where a choice counts: from a message to the ID of its source, and whether there is a source of an ID. */
interface Source {
  readonly idOf: (account: Account, message: RowIn<"message">) => number | undefined;
  readonly isThere: (account: Account, id: number) => boolean;
}

export const SOURCES = {
  APIKey: { idOf: () => API_KEY_ID, isThere: () => true },
  Campaign: {
    idOf: (_, { CampaignID }) => CampaignID,
    isThere: ({ campaign }, id) => campaign.where("ID", id).length > 0,
  },
  List: {
    idOf: ({ campaign }, { CampaignID }) => campaign.where("ID", CampaignID)[0]?.ListID,
    isThere: ({ contactslist }, id) => contactslist.where("ID", id).length > 0,
  },
  Sender: {
    idOf: (_, { SenderID }) => SenderID,
    isThere: ({ sender }, id) => sender.where("ID", id).length > 0,
  },
} as const satisfies Readonly<Record<string, Source>>;
export type CounterSource = keyof typeof SOURCES;

/** What happened to a message when, in unix seconds, and what it adds. To `Total`, each adds 1. */
interface Happening {
  readonly message: RowIn<"message">;
  readonly at: number | undefined;
  readonly adds: readonly (readonly [Count, number])[];
}

/** By the message's last status, what it is counted as: what was opened has been sent too. */
const COUNTED_AS: Readonly<Record<string, readonly Count[]>> = {
  sent: ["MessageSentCount"],
  opened: ["MessageSentCount", "MessageOpenedCount"],
  clicked: ["MessageSentCount", "MessageOpenedCount", "MessageClickedCount"],
  spam: ["MessageSentCount", "MessageSpamCount"],
  unsub: ["MessageSentCount", "MessageUnsubscribedCount"],
  hardbounced: ["MessageHardBouncedCount"],
  softbounced: ["MessageSoftBouncedCount"],
  blocked: ["MessageBlockedCount"],
  queued: ["MessageQueuedCount"],
  deferred: ["MessageDeferredCount"],
};

/** Everything at the time of the message. */
function* byMessage(account: Account): Generator<Happening> {
  for (const message of account.message) {
    const adds = (COUNTED_AS[message.Status] ?? []).map((count) => [count, 1] as const);
    yield { message, at: secondsOf(message.ArrivedAt), adds };
  }
}

/** Everything at its own time; delays are sums of seconds. What happened to a message that is gone is not counted. */
function* byEvent(account: Account): Generator<Happening> {
  for (const { MessageID, OpenedAt, ArrivedAt } of account.openinformation) {
    const at = secondsOf(OpenedAt) ?? 0;
    const delay = at - (secondsOf(ArrivedAt) ?? at);
    yield* ofMessage(account, MessageID, OpenedAt, [
      ["EventOpenedCount", 1],
      ["EventOpenDelay", delay],
    ]);
  }
  for (const { MessageID, ClickedAt, ClickedDelay } of account.clickstatistics) {
    yield* ofMessage(account, MessageID, ClickedAt, [
      ["EventClickedCount", 1],
      ["EventClickDelay", ClickedDelay],
    ]);
  }
  for (const { ID, BouncedAt, IsBlocked, IsStatePermanent } of account.bouncestatistics) {
    const kind = IsStatePermanent ? "MessageHardBouncedCount" : "MessageSoftBouncedCount";
    yield* ofMessage(account, ID, BouncedAt, [[IsBlocked ? "MessageBlockedCount" : kind, 1]]);
  }
}

function ofMessage(account: Account, id: bigint, date: string, adds: Happening["adds"]): Happening[] {
  return account.message.where("ID", id).map((message) => ({ message, at: secondsOf(date), adds }));
}

export const TIMINGS = { Message: byMessage, Event: byEvent } as const;
export type CounterTiming = keyof typeof TIMINGS;

/** Counts by the ID of the source and the number of the slice since 1970. */
type Slices = ReadonlyMap<number, ReadonlyMap<number, Counts>>;

/** What was counted lately, by choice: thousands of calls ask for the sources of one choice. */
const kept = new WeakMap<Account, { readonly version: number; readonly byChoice: Map<string, Slices> }>();

export interface Counted {
  readonly source: CounterSource;
  readonly timing: CounterTiming;
  readonly resolution: CounterResolution;
}

export function slicesOf(account: Account, { source, timing, resolution }: Counted): Slices {
  const version = accountVersion(account);
  const known = kept.get(account);
  const current = known?.version === version ? known : { version, byChoice: new Map<string, Slices>() };
  kept.set(account, current);
  return entry(current.byChoice, `${source} ${timing} ${resolution}`, () => {
    return counted(account, source, timing, SLICE_SECONDS[resolution]);
  });
}

function counted(account: Account, source: CounterSource, timing: CounterTiming, seconds: number): Slices {
  const { idOf }: Source = SOURCES[source];
  const sources = new Map<number, Map<number, Counts>>();
  for (const { message, at, adds } of TIMINGS[timing](account)) {
    const id = idOf(account, message);
    if (id === undefined || at === undefined) continue;
    const slices = entry(sources, id, () => new Map<number, Counts>());
    const counts = entry(slices, Math.floor(at / seconds), nothing);
    for (const [name, value] of adds) counts[name] += value;
    counts.Total++;
  }
  return sources;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
