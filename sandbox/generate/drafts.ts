/** Campaigns in the making, and the overview that lists them with those that were sent and with A/B tests. */
import type { RowIn } from "../account.ts";
import { Decimal } from "../json.ts";
import type { Random } from "../random.ts";
import { SECONDS_PER_DAY } from "../time.ts";
import type { Sending } from "./campaigns.ts";
import type { Made } from "./made.ts";
import { subject } from "./texts.ts";
import { maybeDate, wireDate } from "./wire.ts";

const DRAFTS = 30;
const TESTS = 8;
/** One in so many campaigns is archived. */
const CAMPAIGNS_PER_ARCHIVED = 11;
const STATUSES = [0, 0, 2, 1, -1, 0, 2, -2, 3, 4, -3] as const;
const DELETED = -2;
const SENT = 2;

/** Some have the ID of a campaign. */
export function drafts(random: Random, made: Made): RowIn<"campaigndraft">[] {
  if (made.campaigns.length === 0) return [];
  return Array.from({ length: DRAFTS }, (_, index) => draft(random, index, made));
}

function draft(random: Random, index: number, { campaigns, people, now }: Made): RowIn<"campaigndraft"> {
  const created = now - random.between(SECONDS_PER_DAY, 400 * SECONDS_PER_DAY);
  const Status = STATUSES[index % STATUSES.length] ?? 0;
  const campaign = Status === SENT ? campaigns[index % campaigns.length]?.row : undefined;
  const sender = 1 + (index % 3);
  return {
    AXFraction: new Decimal(Status >= 3 ? "12.50" : "0.0"),
    AXFractionName: Status >= 3 ? "A" : "",
    AXTesting: Status >= 3 ? { ID: 70_001 + index, Mode: "automatic" } : {},
    CampaignID: campaign?.ID ?? 0,
    ContactsListID: campaign?.ListID ?? people.lists[index % Math.max(1, people.lists.length)]?.ID ?? 0,
    CreatedAt: wireDate(random, created),
    Current: random.between(1, 9),
    DeliveredAt: campaign?.SendStartAt ?? "",
    EditMode: random.pick(["tool2", "html2", "mjml"]),
    ID: (index % 6 === 0 ? campaigns[index]?.row.ID : undefined) ?? 650_001 + index,
    IsStarred: random.chance(0.2),
    IsTextPartIncluded: random.chance(0.6),
    Locale: random.pick(["en_US", "fr_FR", "de_DE"]),
    ModifiedAt: maybeDate(random, 0.7, random.between(created, now)),
    Preset: "",
    ReplyEmail: random.chance(0.5) ? "reply@example.com" : "",
    SegmentationID: campaign?.SegmentationID ?? 0,
    Sender: String(5_000 + sender),
    SenderEmail: `news${sender}@example.com`,
    SenderName: 'Example "News"',
    Status,
    Subject: campaign?.Subject ?? subject(random),
    TemplateID: random.chance(0.4) ? 1_201 + 7 * random.between(0, 9) : 0,
    Title: `Draft ${index + 1}`,
    Url: "",
    Used: campaign !== undefined,
  };
}

type Overview = RowIn<"campaignoverview">;

/** An `ID` can be there three times, as that of a campaign, of a draft (NL) and of an A/B test (AX). */
export function overview(random: Random, made: Made, all: readonly RowIn<"campaigndraft">[]): Overview[] {
  if (made.campaigns.length === 0) return [];
  const ofDrafts = all.filter(({ Status }) => Status !== DELETED).map((row) => draftOverview(random, row));
  const tests = Array.from({ length: TESTS }, (_, index) => testOverview(random, index, made.campaigns));
  return [...made.campaigns.map((sending, index) => campaignOverview(random, sending, index)), ...ofDrafts, ...tests];
}

function campaignOverview(random: Random, { row, start }: Sending, index: number): Overview {
  return {
    ...counts(random),
    EditMode: row.NewsLetterID > 0 ? "tool2" : "",
    EditType: "full",
    ID: row.ID,
    IDType: "Campaign",
    SendTimeStart: start,
    Starred: row.IsStarred,
    Status: index % CAMPAIGNS_PER_ARCHIVED === 5 ? -1 : row.Status,
    Subject: row.Subject,
    Title: `Campaign ${index + 1}`,
  };
}

function draftOverview(random: Random, row: RowIn<"campaigndraft">): Overview {
  return {
    ...(row.Status === SENT ? counts(random) : NO_COUNTS),
    EditMode: row.EditMode,
    EditType: "full",
    ID: row.ID,
    IDType: "NL",
    SendTimeStart: 0,
    Starred: row.IsStarred,
    Status: row.Status,
    Subject: row.Subject,
    Title: row.Title,
  };
}

function testOverview(random: Random, index: number, campaigns: readonly Sending[]): Overview {
  return {
    ...counts(random),
    EditMode: "tool2",
    EditType: "unknown",
    ID: (index % 2 === 0 ? campaigns[index * 3]?.row.ID : undefined) ?? 70_001 + index,
    IDType: "AX",
    SendTimeStart: 0,
    Starred: random.chance(0.2),
    Status: [0, 1, 2, 3, -1][index % 5] ?? 0,
    Subject: subject(random),
    Title: `A/B test ${index + 1}`,
  };
}

const NO_COUNTS = { ClickedCount: 0, DeliveredCount: 0, OpenedCount: 0, ProcessedCount: 0 };

function counts(random: Random): typeof NO_COUNTS {
  const ProcessedCount = random.between(0, 5_000);
  const DeliveredCount = random.between(0, ProcessedCount);
  const OpenedCount = random.between(0, DeliveredCount);
  return { ClickedCount: random.between(0, OpenedCount), DeliveredCount, OpenedCount, ProcessedCount };
}
