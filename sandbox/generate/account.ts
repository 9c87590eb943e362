/** Makes an account: the same seed, time and size give the same account, byte for byte. */
import type { Account } from "../account.ts";
import { Random } from "../random.ts";
import { resources } from "../resources.ts";
import { Table } from "../table.ts";
import { ofTwoMonthsAgo, sendings } from "./campaigns.ts";
import { bounces, clicks, opens, type Plan } from "./events.ts";
import { type Sent, sentMessages } from "./messages.ts";
import { people } from "./people.ts";
import { theRest } from "./rest.ts";
import type { AccountSize } from "./size.ts";

/** One message in so many bounces; the others are opened and clicked. */
const MESSAGES_PER_BOUNCING = 12;

/** Far from the seeds that are counted up from the account's. */
const SEED_OF_THE_REST = 1_000_003;

/** `now` in unix seconds: nothing in the account is later. Without campaigns or contacts there are no messages. */
export function generateAccount(seed: number, now: number, size: AccountSize): Account {
  const random = new Random(seed);
  const everybody = people(random, size, now);
  const campaigns = sendings(random, size.campaigns, everybody, now);
  const messages = sentMessages(random, size.messages, campaigns, everybody, now);
  const old = ofTwoMonthsAgo(campaigns, now)?.row.ID;
  const oldOne = messages.find(({ row }) => row.CampaignID === old);
  const isBouncing = (message: Sent, index: number) => index % MESSAGES_PER_BOUNCING === 0 && message !== oldOne;
  const delivered = someOf(messages, (message, index) => !isBouncing(message, index));
  const bouncing = someOf(messages, isBouncing);
  const plan: Omit<Plan, "count"> = { messages: delivered, burst: size.burst, oldOne, now };
  const opened = opens(random, { ...plan, count: size.opens });
  const clicked = clicks(random, { ...plan, count: size.clicks });
  const bounced = bounces(random, { messages: bouncing, burst: 0, oldOne: undefined, now, count: size.bounces });
  const made = { people: everybody, campaigns, messages, burst: size.burst, now };
  return {
    bouncestatistics: new Table(resources.bouncestatistics, bounced),
    clickstatistics: new Table(resources.clickstatistics, clicked),
    openinformation: new Table(resources.openinformation, opened),
    contact: new Table(resources.contact, everybody.contacts),
    contactslist: new Table(resources.contactslist, everybody.lists),
    listrecipient: new Table(resources.listrecipient, everybody.recipients),
    message: new Table(
      resources.message,
      messages.map(({ row }) => row),
    ),
    contactfilter: new Table(resources.contactfilter, everybody.segments),
    campaign: new Table(
      resources.campaign,
      campaigns.map(({ row }) => row),
    ),
    ...theRest(new Random(seed + SEED_OF_THE_REST), made),
  };
}

/** The messages chosen; all, where none is. */
function someOf(messages: readonly Sent[], isChosen: (message: Sent, index: number) => boolean): readonly Sent[] {
  const some = messages.filter(isChosen);
  return some.length > 0 ? some : messages;
}
