/** The right answers to the questions of docs/analytics.md, from the account itself. Pure; used by analytics.ts. */
import type { Account } from "../../sandbox/account.ts";

type Row = readonly (string | null)[];
type Answer = (account: Account, now: Date) => Row[];
type Message = ReturnType<Account["message"]["where"]>[number];

const NOT_DELIVERED = ["queued", "deferred", "softbounced", "hardbounced", "blocked"];
const UNDECIDED = ["queued", "deferred", "sent", "unknown"];
const ASLEEP_MS = 90 * 86_400_000;

/** By heading of the page. Rows in no order. */
export const TRUTH: Readonly<Record<string, Answer>> = {
  "What became of each message?": statuses,
  "Open and click rates by campaign": (account) => rates(account, ({ CampaignID }) => String(CampaignID)),
  "Open and click rates by day": (account) => rates(account, ({ ArrivedAt }) => ArrivedAt.slice(0, 10)),
  "Why do messages bounce, by provider?": bounces,
  "How do the lists grow, and whom do they lose?": growth,
  "Who has been asleep for 90 days?": asleep,
};

function statuses(account: Account): Row[] {
  const { opened, clicked } = engaged(account);
  return Array.from(account.message, ({ ID, Status }) => {
    const isFinal = Status === "spam" || Status === "unsub";
    const seen = clicked.has(ID) ? "clicked" : opened.has(ID) ? "opened" : undefined;
    const bounced = UNDECIDED.includes(Status) ? bounceOf(account, ID) : undefined;
    return [String(ID), isFinal ? Status : (seen ?? bounced ?? Status)];
  });
}

function engaged({ openinformation, clickstatistics }: Account): { opened: Set<bigint>; clicked: Set<bigint> } {
  const opened = new Set(Array.from(openinformation, ({ MessageID }) => MessageID));
  return { opened, clicked: new Set(Array.from(clickstatistics, ({ MessageID }) => MessageID)) };
}

function bounceOf({ bouncestatistics }: Account, id: bigint): string | undefined {
  const bounces = bouncestatistics.where("ID", id);
  if (bounces.length === 0) return undefined;
  if (bounces.some(({ IsBlocked }) => IsBlocked)) return "blocked";
  return bounces.some(({ IsStatePermanent }) => IsStatePermanent) ? "hardbounced" : "softbounced";
}

function rates(account: Account, groupOf: (message: Message) => string): Row[] {
  const { opened, clicked } = engaged(account);
  const groups = new Map<string, { delivered: number; opened: number; clicked: number }>();
  for (const message of account.message) {
    const [isOpened, isClicked] = [opened.has(message.ID), clicked.has(message.ID)];
    if (!isOpened && !isClicked && NOT_DELIVERED.includes(message.Status)) continue;
    const group = groups.get(groupOf(message)) ?? { delivered: 0, opened: 0, clicked: 0 };
    groups.set(groupOf(message), group);
    group.delivered += 1;
    group.opened += Number(isOpened);
    group.clicked += Number(isClicked);
  }
  return Array.from(groups, ([name, counts]) => [
    name,
    String(counts.delivered),
    String(counts.opened),
    String(counts.clicked),
    percent(counts.opened, counts.delivered),
    percent(counts.clicked, counts.delivered),
  ]);
}

function percent(part: number, whole: number): string {
  return (Math.round((1_000 * part) / whole) / 10).toFixed(1);
}

function bounces({ bouncestatistics, message, messagestate }: Account): Row[] {
  const groups = new Map<string, Set<bigint>>();
  for (const { ID, StateID } of bouncestatistics) {
    const [bounced] = message.where("ID", ID);
    if (bounced === undefined) continue;
    const provider = bounced.ContactAlt.split("@")[1]?.toLowerCase() ?? "";
    const [state] = messagestate.where("ID", StateID);
    const key = JSON.stringify([provider, state?.State ?? null]);
    groups.set(key, (groups.get(key) ?? new Set()).add(ID));
  }
  return Array.from(groups, ([key, ids]) => [...(JSON.parse(key) as Row), String(ids.size)]);
}

function growth({ listrecipient }: Account): Row[] {
  const groups = new Map<string, [joined: number, lost: number]>();
  const count = (list: number, at: string, which: 0 | 1) => {
    if (at === "") return;
    const key = JSON.stringify([String(list), `${at.slice(0, 7)}-01`]);
    const counts = groups.get(key) ?? [0, 0];
    counts[which] += 1;
    groups.set(key, counts);
  };
  for (const { ListID, SubscribedAt, IsUnsubscribed, UnsubscribedAt } of listrecipient) {
    count(ListID, SubscribedAt, 0);
    if (IsUnsubscribed) count(ListID, UnsubscribedAt, 1);
  }
  return Array.from(groups, ([key, [joined, lost]]) => [
    ...(JSON.parse(key) as Row),
    String(joined),
    String(lost),
    String(joined - lost),
  ]);
}

function asleep({ contact, openinformation, clickstatistics }: Account, now: Date): Row[] {
  const lastSeen = new Map<number, string>();
  // Some dates lack their zone, which is UTC.
  const see = (id: number, text: string) => {
    const at = text.endsWith("Z") ? text : `${text}Z`;
    if (at > (lastSeen.get(id) ?? "")) lastSeen.set(id, at);
  };
  for (const { ContactID, OpenedAt } of openinformation) see(ContactID, OpenedAt);
  for (const { ContactID, ClickedAt } of clickstatistics) see(ContactID, ClickedAt);
  return Array.from(contact)
    .filter(({ DeliveredCount, IsExcludedFromCampaigns }) => DeliveredCount > 0 && !IsExcludedFromCampaigns)
    .filter(({ ID }) => Date.parse(lastSeen.get(ID) ?? "1970-01-01T00:00:00Z") < now.getTime() - ASLEEP_MS)
    .map(({ ID, Email }) => [String(ID), Email, lastSeen.get(ID) ?? null]);
}
