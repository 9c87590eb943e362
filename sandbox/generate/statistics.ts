/** What campaigns, contacts, lists and workflows have come to. Some rows have never been active, whatever they count. */
import type { RowIn } from "../account.ts";
import type { Random } from "../random.ts";
import { dateText, SECONDS_PER_DAY } from "../time.ts";
import type { Made } from "./made.ts";
import { activity, tallies } from "./tally.ts";
import { maybeDate } from "./wire.ts";

/** One in so many campaigns and contacts has no time of activity. */
const ROWS_PER_INACTIVE = 9;
const LISTS_PER_INACTIVE = 5;
/** So long ago a number of contacts were active in one and the same second. */
const BURST_AGE_SECONDS = 4 * SECONDS_PER_DAY;

export function campaignStatistics(random: Random, made: Made): RowIn<"campaignstatistics">[] {
  const ofCampaign = tallies(made.messages, ({ row }) => row.CampaignID);
  const lists = new Map(made.people.lists.map(({ ID, Name }) => [ID, Name]));
  const segments = new Map(made.people.segments.map(({ ID, Name }) => [ID, Name]));
  return made.campaigns.map(({ row }, index) => {
    const { counts, last } = ofCampaign(row.ID);
    return {
      ...counts,
      CampaignID: row.ID,
      CampaignIsStarred: row.IsStarred,
      CampaignSendStartAt: row.SendStartAt,
      CampaignSubject: row.Subject,
      ContactListName: lists.get(row.ListID) ?? "",
      LastActivityAt: index % ROWS_PER_INACTIVE === 4 ? "" : activity(random, last, made.now),
      NewsLetterID: row.NewsLetterID,
      SegmentName: segments.get(row.SegmentationID) ?? "",
    };
  });
}

export function contactStatistics(random: Random, made: Made): RowIn<"contactstatistics">[] {
  const ofContact = tallies(made.messages, ({ row }) => row.ContactID);
  const together = dateText(made.now - BURST_AGE_SECONDS);
  return made.people.contacts.map(({ ID }, index) => {
    const { counts, last } = ofContact(ID);
    const own = activity(random, last, made.now);
    return {
      ...counts,
      ContactID: ID,
      LastActivityAt: index % ROWS_PER_INACTIVE === 4 ? "" : index < made.burst ? together : own,
      MarketingContacts: random.between(0, 1),
      UserMarketingContacts: random.between(0, 1),
    };
  });
}

export function listStatistics(random: Random, made: Made): RowIn<"liststatistics">[] {
  const listOf = new Map(made.campaigns.map(({ row }) => [row.ID, row.ListID]));
  const ofList = tallies(made.messages, ({ row }) => listOf.get(row.CampaignID) ?? 0);
  const unsubscribed = Map.groupBy(
    made.people.recipients.filter(({ IsUnsubscribed }) => IsUnsubscribed),
    ({ ListID }) => ListID,
  );
  const excluded = new Set(
    made.people.contacts.filter(({ IsExcludedFromCampaigns }) => IsExcludedFromCampaigns).map(({ ID }) => ID),
  );
  const excludedOn = Map.groupBy(
    made.people.recipients.filter(({ ContactID }) => excluded.has(ContactID)),
    ({ ListID }) => ListID,
  );
  return made.people.lists.map((list, index) => {
    const { counts, last } = ofList(list.ID);
    return {
      ...counts,
      ...list,
      ActiveCount: 1 + random.between(0, list.SubscriberCount),
      ActiveExcludedSubscriberCount: excludedOn.get(list.ID)?.filter(({ IsActive }) => IsActive).length ?? 0,
      ExcludedSubscriberCount: excludedOn.get(list.ID)?.length ?? 0,
      ActiveUnsubscribedCount: unsubscribed.get(list.ID)?.length ?? 0,
      LastActivityAt: index % LISTS_PER_INACTIVE === 1 ? "" : activity(random, last, made.now),
    };
  });
}

export function workflowStatistics(
  random: Random,
  workflows: readonly RowIn<"workflow">[],
  now: number,
): RowIn<"workflowstatistics">[] {
  return workflows.map(({ ID }) => {
    const ContactCount = random.between(0, 500);
    const ProcessedCount = random.between(0, 900);
    return {
      AutoCleanExitedCount: random.between(0, 2),
      BlockedCount: random.between(0, 5),
      BouncedCount: random.between(0, 9),
      ClickedCount: random.between(0, 90),
      ContactCompletedCount: random.between(0, ContactCount),
      ContactCount,
      DeliveredCount: random.between(0, ProcessedCount),
      ContactUneligibleCount: random.between(0, 7),
      ExitConditionExitedCount: random.between(0, 9),
      ExitLinkExitedCount: random.between(0, 3),
      ExitedWorkflowCount: random.between(0, 20),
      LastContactEnteredAt: maybeDate(random, 0.8, now - random.between(0, 90 * SECONDS_PER_DAY)),
      LastMessageSentAt: maybeDate(random, 0.7, now - random.between(0, 90 * SECONDS_PER_DAY)),
      OpenedCount: random.between(0, 300),
      ProcessedCount,
      QueuedCount: random.between(0, 3),
      SpamComplaintCount: random.between(0, 2),
      UnsubscribedCount: random.between(0, 8),
      UserExitedCount: random.between(0, 4),
      WorflowStartedAt: maybeDate(random, 0.9, now - random.between(90, 400) * SECONDS_PER_DAY),
      WorkflowID: ID,
    };
  });
}
