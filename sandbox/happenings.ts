/** Lets things happen in an account, now: messages arrive, are opened, clicked and bounce. */
import type { Account, RowIn } from "./account.ts";
import { addBounce, addClick, addMessage, addOpen } from "./changes.ts";
import { link, userAgent } from "./generate/texts.ts";
import type { Random } from "./random.ts";
import { secondsOf } from "./time.ts";

/** So often an event is recorded after the fact, up to so long after. */
const LATE = { share: 0.1, maxSeconds: 3_600 };

type Happen = (account: Account, at: Date, message: RowIn<"message">, random: Random) => void;

const KINDS: Readonly<Record<string, Happen>> = {
  message: (account, at, { CampaignID, ContactID }) => addMessage(account, at, { CampaignID, ContactID }),
  openinformation: (account, at, { ID }, random) => addOpen(account, at, { MessageID: ID, ...userAgent(random) }),
  clickstatistics: (account, at, { ID }, random) => addClick(account, at, { MessageID: ID, Url: link(random) }),
  bouncestatistics: (account, at, { ID }) => addBounce(account, at, { ID }),
};

/** Adds `count` rows in all, of each kind about as many. Returns how many of each. */
export function happen(account: Account, count: number, now: Date, random: Random): Record<string, number> {
  const messages = account.message.size > 0 ? Array.from(account.message) : [addMessage(account, now)];
  const kinds = Object.entries(KINDS);
  const counts = kinds.map(([name, add], index): [string, number] => {
    const share = Math.max(0, Math.ceil((count - index) / kinds.length));
    for (let done = 0; done < share; done++) {
      const message = random.pick(messages);
      add(account, timeFor(message, now, random), message, random);
    }
    return [name, share];
  });
  return Object.fromEntries(counts);
}

/** Now or, of some, a while ago; not before the message. */
function timeFor({ ArrivedAt }: RowIn<"message">, now: Date, random: Random): Date {
  const lateSeconds = random.chance(LATE.share) ? random.between(1, LATE.maxSeconds) : 0;
  return new Date(Math.max(now.getTime() / 1000 - lateSeconds, secondsOf(ArrivedAt) ?? 0) * 1000);
}
