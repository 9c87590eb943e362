/** The right answers to the questions of docs/analytics.md, from the account itself. Pure; used by check.ts. */
import type { Account } from "../../sandbox/account.ts";

export type Row = readonly (string | null)[];
type Answer = (account: Account, now: Date) => Row[];
type Message = ReturnType<Account["message"]["where"]>[number];

const UNDECIDED = ["queued", "deferred", "sent", "unknown", "bounce"];
/** Of those that no event tells more about. */
const DELIVERED = ["sent", "opened", "clicked", "spam", "unsub"];
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

/** What is known of a message. */
interface Fate {
  readonly status: string;
  readonly isOpened: boolean;
  readonly isClicked: boolean;
}

function statuses(account: Account): Row[] {
  const fateOf = fates(account);
  return Array.from(account.message, (message) => [String(message.ID), fateOf(message).status]);
}

function fates(account: Account): (message: Message) => Fate {
  const opened = new Set(Array.from(account.openinformation, ({ MessageID }) => MessageID));
  const clicked = new Set(Array.from(account.clickstatistics, ({ MessageID }) => MessageID));
  return ({ ID, Status }) => {
    const isOpened = opened.has(ID) || Status === "opened";
    const isClicked = clicked.has(ID) || Status === "clicked";
    const bounced = UNDECIDED.includes(Status) ? bounceOf(account, ID) : undefined;
    const seen = isClicked ? "clicked" : isOpened ? "opened" : undefined;
    const isFinal = Status === "spam" || Status === "unsub";
    return { status: isFinal ? Status : (seen ?? bounced ?? Status), isOpened, isClicked };
  };
}

function bounceOf({ bouncestatistics }: Account, id: bigint): string | undefined {
  const bounces = bouncestatistics.where("ID", id);
  if (bounces.length === 0) return undefined;
  if (bounces.some(({ IsBlocked }) => IsBlocked)) return "blocked";
  return bounces.some(({ IsStatePermanent }) => IsStatePermanent) ? "hardbounced" : "softbounced";
}

function rates(account: Account, groupOf: (message: Message) => string): Row[] {
  const fateOf = fates(account);
  return Array.from(Map.groupBy(account.message, groupOf), ([name, messages]) => {
    const all = messages.map(fateOf);
    // What a status knows to be opened was delivered, and has that status or a later one.
    const delivered = all.filter((fate) => fate.isOpened || fate.isClicked || DELIVERED.includes(fate.status));
    const opened = delivered.filter(({ isOpened }) => isOpened).length;
    const clicked = delivered.filter(({ isClicked }) => isClicked).length;
    const counts = [all.length, delivered.length, opened, clicked].map(String);
    return [name, ...counts, percent(opened, delivered.length), percent(clicked, delivered.length)];
  });
}

/** Null where there is no whole. */
function percent(part: number, whole: number): string | null {
  return whole === 0 ? null : (Math.round((1_000 * part) / whole) / 10).toFixed(1);
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

/** In a month of a list. */
interface Change {
  joined: number;
  lost: number;
}

function growth({ listrecipient }: Account): Row[] {
  const lists = new Map<number, Map<string, Change>>();
  const changeIn = (list: number, at: string): Change => {
    const months = lists.get(list) ?? new Map<string, Change>();
    const month = `${at.slice(0, 7)}-01`;
    const change = months.get(month) ?? { joined: 0, lost: 0 };
    lists.set(list, months.set(month, change));
    return change;
  };
  for (const { ListID, SubscribedAt, IsUnsubscribed, UnsubscribedAt } of listrecipient) {
    if (SubscribedAt === "" || (IsUnsubscribed && UnsubscribedAt === "")) continue;
    changeIn(ListID, SubscribedAt).joined += 1;
    if (IsUnsubscribed) changeIn(ListID, UnsubscribedAt).lost += 1;
  }
  return Array.from(lists).flatMap(([list, months]) => growthOf(String(list), months));
}

function growthOf(list: string, months: ReadonlyMap<string, Change>): Row[] {
  let members = 0;
  return Array.from(months)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, { joined, lost }]) => {
      const before = members + joined;
      members = before - lost;
      return [list, month, String(joined), String(lost), String(members), percent(lost, before)];
    });
}

function asleep({ contact, openinformation, clickstatistics }: Account, now: Date): Row[] {
  const lastSeen = new Map<number, string>();
  const see = (id: number, text: string) => {
    const at = inUtc(text);
    if (at > (lastSeen.get(id) ?? "")) lastSeen.set(id, at);
  };
  for (const { ContactID, OpenedAt } of openinformation) see(ContactID, OpenedAt);
  for (const { ContactID, ClickedAt } of clickstatistics) see(ContactID, ClickedAt);
  return Array.from(contact)
    .filter(({ DeliveredCount, IsExcludedFromCampaigns }) => DeliveredCount > 0 && !IsExcludedFromCampaigns)
    .filter(({ ID }) => Date.parse(lastSeen.get(ID) ?? "1970-01-01T00:00:00Z") < now.getTime() - ASLEEP_MS)
    .map(({ ID, Email, CreatedAt }) => [String(ID), Email, inUtc(CreatedAt), lastSeen.get(ID) ?? null]);
}

/** Some dates lack their zone, which is UTC. */
function inUtc(text: string): string {
  return text.endsWith("Z") ? text : `${text}Z`;
}
