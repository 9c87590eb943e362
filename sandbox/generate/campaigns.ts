/** Campaigns of two years. Some were sent today, one still is, and of one of two months ago a message is opened today. */
import type { RowIn } from "../account.ts";
import { FIRST_CAMPAIGN_ID, FIRST_MESSAGE_IDS, MESSAGE_IDS_PER_CAMPAIGN } from "../ids.ts";
import type { Random } from "../random.ts";
import { SECONDS_PER_DAY, startOfDay } from "../time.ts";
import { HISTORY_SECONDS, type People } from "./people.ts";
import { subject } from "./texts.ts";
import { decimal, wireDate } from "./wire.ts";

/** A campaign with its send time in unix seconds. */
export interface Sending {
  readonly row: RowIn<"campaign">;
  readonly start: number;
  /** For so long its messages go out. */
  readonly durationSeconds: number;
}

const TWO_MONTHS_SECONDS = 61 * SECONDS_PER_DAY;
const MARKETING_SECONDS = 1_800;
const TRANSACTIONAL_SECONDS = 30 * SECONDS_PER_DAY;

export function sendings(random: Random, count: number, people: People, now: number): Sending[] {
  const starts = Array.from({ length: count }, (_, index) => sendStart(random, index, count, now));
  return starts.sort((a, b) => a - b).map((start, index) => sending(random, index, start, people, now));
}

/** The campaign sent nearest to two months ago. */
export function ofTwoMonthsAgo(all: readonly Sending[], now: number): Sending | undefined {
  const distance = ({ start }: Sending) => Math.abs(now - TWO_MONTHS_SECONDS - start);
  return all.toSorted((a, b) => distance(a) - distance(b))[0];
}

function sendStart(random: Random, index: number, count: number, now: number): number {
  if (index === 0) return now - TWO_MONTHS_SECONDS;
  if (index === 1) return Math.max(startOfDay(now), now - MARKETING_SECONDS / 2);
  if (index <= Math.ceil(count * 0.03)) return random.between(startOfDay(now), now);
  return now - random.between(0, HISTORY_SECONDS);
}

function sending(random: Random, index: number, start: number, people: People, now: number): Sending {
  const isTransactional = random.chance(0.2);
  const durationSeconds = isTransactional ? TRANSACTIONAL_SECONDS : MARKETING_SECONDS;
  const isStillSending = start + durationSeconds > now;
  const list = isTransactional || people.lists.length === 0 ? 0 : random.pick(people.lists).ID;
  const firstId = index % 2 === 0 ? FIRST_MESSAGE_IDS.digits17 : FIRST_MESSAGE_IDS.digits18;
  const row: RowIn<"campaign"> = {
    CampaignType: isTransactional ? 1 : random.chance(0.95) ? 2 : 3,
    ClickTracked: random.between(0, 1),
    CreatedAt: wireDate(random, start - random.between(60, 5 * SECONDS_PER_DAY)),
    CustomValue: isTransactional ? `custom-${index}` : "",
    FirstMessageID: firstId + BigInt(index) * MESSAGE_IDS_PER_CAMPAIGN,
    FromEmail: `news${random.between(1, 3)}@example.com`,
    FromID: 5_000 + random.between(1, 3),
    FromName: random.pick(["Example", 'Example "News"', "Exämple"]),
    HasHtmlCount: random.between(0, 900),
    HasTxtCount: random.between(0, 900),
    ID: FIRST_CAMPAIGN_ID + index * 13,
    IsDeleted: random.chance(0.1) && start !== now - TWO_MONTHS_SECONDS,
    IsStarred: random.chance(0.15),
    ListID: list,
    NewsLetterID: isTransactional || random.chance(0.3) ? 0 : 600_000 + index,
    OpenTracked: random.between(0, 1),
    SegmentationID: people.segments.length > 0 && random.chance(0.2) ? random.pick(people.segments).ID : 0,
    SendEndAt: isStillSending ? "" : wireDate(random, start + durationSeconds),
    SendStartAt: wireDate(random, start),
    SpamassScore: decimal(random, 6),
    Status: isStillSending ? 1 : 2,
    Subject: subject(random),
    UnsubscribeTrackedCount: random.between(0, 1),
    WorkflowID: random.chance(0.1) ? 800 + random.between(1, 4) : 0,
  };
  return { row, start, durationSeconds };
}
