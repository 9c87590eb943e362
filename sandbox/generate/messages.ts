/** The messages of the campaigns. */
import type { RowIn } from "../account.ts";
import type { Random } from "../random.ts";
import type { Sending } from "./campaigns.ts";
import type { People } from "./people.ts";
import { uuid } from "./texts.ts";
import { decimal, wireDate } from "./wire.ts";

type Writable<R> = { -readonly [Name in keyof R]: R[Name] };

/** A message and when it arrived, in unix seconds. Its events still change its status. */
export interface Sent {
  readonly row: Writable<RowIn<"message">>;
  readonly at: number;
}

/** In the order of their arrival. Each campaign has one before any has two. */
export function sentMessages(
  random: Random,
  count: number,
  campaigns: readonly Sending[],
  people: People,
  now: number,
): Sent[] {
  if (campaigns.length === 0 || people.contacts.length === 0) return [];
  const counts = new Map<Sending, number>();
  const messages = Array.from({ length: count }, (_, index) => {
    const campaign = campaigns[index] ?? largeOne(random, campaigns);
    const place = counts.get(campaign) ?? 0;
    counts.set(campaign, place + 1);
    const at = random.between(campaign.start, Math.min(campaign.start + campaign.durationSeconds, now));
    return { row: message(random, campaign.row, place, recipient(random, campaign.row, people), at), at };
  });
  return messages.sort((a, b) => a.at - b.at);
}

/** Some campaigns are much larger than others. */
function largeOne(random: Random, campaigns: readonly Sending[]): Sending {
  const index = Math.floor(random.float() ** 2 * campaigns.length);
  return campaigns[(index * 7) % campaigns.length] ?? random.pick(campaigns);
}

function recipient(random: Random, campaign: RowIn<"campaign">, people: People): number {
  const members = people.members.get(campaign.ListID);
  return members === undefined ? random.pick(people.contacts).ID : random.pick(members);
}

const OTHER_STATUSES = ["queued", "deferred", "spam", "unsub", "blocked", "unknown"] as const;

function message(
  random: Random,
  campaign: RowIn<"campaign">,
  place: number,
  contact: number,
  arrivedAt: number,
): Sent["row"] {
  return {
    ArrivedAt: wireDate(random, arrivedAt),
    AttachmentCount: random.chance(0.05) ? 1 : 0,
    AttemptCount: random.between(0, 3),
    CampaignID: campaign.ID,
    ContactAlt: `contact-${contact}@example.com`,
    ContactID: contact,
    CustomID: random.chance(0.3) ? `order "${place}" \\ ${contact}` : "",
    Delay: decimal(random, 40),
    DestinationID: 80 + random.between(1, 5),
    FilterTime: random.between(5, 400),
    ID: campaign.FirstMessageID + BigInt(place),
    IsClickTracked: campaign.ClickTracked > 0,
    IsHTMLPartIncluded: true,
    IsOpenTracked: campaign.OpenTracked > 0,
    IsTextPartIncluded: random.chance(0.6),
    IsUnsubTracked: campaign.UnsubscribeTrackedCount > 0,
    MessageSize: random.between(900, 90_000),
    SenderID: campaign.FromID,
    SpamassassinScore: decimal(random, 9),
    SpamassRules: random.chance(0.2) ? "HTML_MESSAGE,MISSING_MID" : "",
    StateID: 0,
    StatePermanent: false,
    Status: random.chance(0.06) ? random.pick(OTHER_STATUSES) : "sent",
    Subject: campaign.Subject,
    UUID: uuid(random),
  };
}
