/** Lets things happen in an account, now: messages arrive, are opened, clicked and bounce. */
import type { Account, RowIn } from "./account.ts";
import { addBounce, addClick, addMessage, addOpen } from "./changes.ts";
import { link, userAgent } from "./generate/texts.ts";
import type { Random } from "./random.ts";

/** So often an event is recorded after the fact, up to so long after. */
const LATE = { share: 0.1, maxSeconds: 3_600 };

type Happen = (account: Account, at: Date, message: RowIn<"message">, random: Random) => void;

const KINDS: Readonly<Record<string, Happen>> = {
  message: (account, at, { CampaignID, ContactID }) => addMessage(account, at, { CampaignID, ContactID }),
  openinformation: (account, at, { ID }, random) => addOpen(account, at, { MessageID: ID, ...userAgent(random) }),
  clickstatistics: (account, at, { ID }, random) => addClick(account, at, { MessageID: ID, Url: link(random) }),
  bouncestatistics: (account, at, { ID }) => addBounce(account, at, { ID }),
};

/** Adds `count` rows in all, of each kind in turn. Returns how many of each. */
export function happen(account: Account, count: number, now: Date, random: Random): Record<string, number> {
  const kinds = Object.entries(KINDS);
  const messages = Array.from(account.message);
  const counts: Record<string, number> = {};
  for (let index = 0; index < count; index++) {
    const [name, add] = random.pick(kinds.slice(index % kinds.length, (index % kinds.length) + 1));
    const message = messages.length === 0 ? addMessage(account, now) : random.pick(messages);
    const lateSeconds = random.chance(LATE.share) ? random.between(1, LATE.maxSeconds) : 0;
    add(account, new Date(now.getTime() - lateSeconds * 1000), message, random);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
