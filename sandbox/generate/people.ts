/** Contacts, the lists they are on, and segments. */
import type { RowIn } from "../account.ts";
import { FIRST_CONTACT_ID } from "../ids.ts";
import type { Random } from "../random.ts";
import { SECONDS_PER_DAY } from "../time.ts";
import type { AccountSize } from "./size.ts";
import { listName, personName, segmentTexts } from "./texts.ts";
import { maybeDate, wireDate } from "./wire.ts";

export interface People {
  readonly contacts: readonly RowIn<"contact">[];
  readonly lists: readonly RowIn<"contactslist">[];
  readonly recipients: readonly RowIn<"listrecipient">[];
  readonly segments: readonly RowIn<"contactfilter">[];
  /** IDs of the contacts by the ID of a list they are on. */
  readonly members: ReadonlyMap<number, readonly number[]>;
}

/** How long the account has been there. */
export const HISTORY_SECONDS = 730 * SECONDS_PER_DAY;

export function people(random: Random, size: AccountSize, now: number): People {
  const contacts = Array.from({ length: size.contacts }, (_, index) => contact(random, index, now));
  const drafts = Array.from({ length: size.lists }, (_, index) => list(random, index, now));
  const recipients = contacts.flatMap((row) => memberships(random, row, drafts, now));
  const numbered = recipients.map((row, index) => ({ ...row, ID: 2_300_000_001 + index * 3 }));
  const members = Map.groupBy(recipients, (row) => row.ListID);
  return {
    contacts,
    lists: drafts.map((row) => ({ ...row, SubscriberCount: members.get(row.ID)?.length ?? 0 })),
    recipients: numbered,
    segments: Array.from({ length: size.segments }, (_, index) => segment(random, index)),
    members: new Map(Array.from(members, ([id, rows]) => [id, rows.map((row) => row.ContactID)])),
  };
}

function contact(random: Random, index: number, now: number): RowIn<"contact"> {
  const created = now - Math.floor(random.float() * HISTORY_SECONDS);
  const later = () => random.between(created, now);
  const isExcluded = random.chance(0.06);
  return {
    CreatedAt: wireDate(random, created),
    DeliveredCount: random.between(0, 60),
    Email: `contact.${index + 1}@example.${random.pick(["com", "org", "net"])}`,
    ExclusionFromCampaignsUpdatedAt: isExcluded ? wireDate(random, later()) : "",
    ID: FIRST_CONTACT_ID + index * 7,
    IsExcludedFromCampaigns: isExcluded,
    IsOptInPending: random.chance(0.02),
    IsSpamComplaining: random.chance(0.01),
    LastActivityAt: maybeDate(random, 0.7, later()),
    LastUpdateAt: maybeDate(random, 0.55, later()),
    Name: personName(random),
    UnsubscribedAt: maybeDate(random, 0.05, later()),
    UnsubscribedBy: "",
  };
}

function list(random: Random, index: number, now: number): RowIn<"contactslist"> {
  return {
    Address: `list${index}x${random.between(1000, 9999)}`,
    CreatedAt: wireDate(random, now - Math.floor(random.float() * HISTORY_SECONDS)),
    ID: 30_100 + index * 11,
    IsDeleted: index % 5 === 3,
    Name: listName(random, index),
    SubscriberCount: 0,
  };
}

/** Most contacts are on one list, some on several, a few on none. */
function memberships(
  random: Random,
  { ID, CreatedAt }: RowIn<"contact">,
  lists: readonly RowIn<"contactslist">[],
  now: number,
): RowIn<"listrecipient">[] {
  const count = Math.min(lists.length, random.pick([0, 1, 1, 1, 1, 1, 2, 2, 3]));
  const first = random.between(0, lists.length - 1);
  const chosen = Array.from({ length: count }, (_, step) => lists[(first + step * 2 + 1) % lists.length]);
  const distinct = [...new Set(chosen)].filter((row) => row !== undefined);
  return distinct.map((row) => {
    const isUnsubscribed = random.chance(0.08);
    return {
      ContactID: ID,
      ID: 0,
      IsActive: !isUnsubscribed,
      IsUnsubscribed: isUnsubscribed,
      ListID: row.ID,
      ListName: row.Name,
      SubscribedAt: CreatedAt,
      UnsubscribedAt: isUnsubscribed ? wireDate(random, now - random.between(0, 30 * SECONDS_PER_DAY)) : "",
    };
  });
}

function segment(random: Random, index: number): RowIn<"contactfilter"> {
  const { Name, Expression } = segmentTexts(random);
  return {
    Description: random.chance(0.5) ? "" : `For "campaign" ${index}`,
    Expression,
    ID: 9_001 + index * 5,
    Name: `${Name} ${index + 1}`,
    Status: ["used", "unused", "used", "deleted"][index % 4] ?? "used",
  };
}
