/** What became of each message, and what is known about it besides. */
import type { RowIn } from "../account.ts";
import type { Random } from "../random.ts";
import type { Made } from "./made.ts";
import type { Sent } from "./messages.ts";
import { decimal, wireDate } from "./wire.ts";

const BOUNCED = ["hardbounced", "softbounced", "bounce"];
const OPENED = ["opened", "clicked", "unsub"];
const ARRIVED = ["sent", "spam", ...OPENED];
const REASONS = ["user unknown", 'quota "exceeded"', "554 5.7.1 \\ denied", "boîte pleine", ""] as const;
const MAX_DELAY_SECONDS = 86_400;

export function outcomes(random: Random, { messages, people, now }: Made): RowIn<"messagesentstatistics">[] {
  const emails = new Map(people.contacts.map(({ ID, Email }) => [ID, Email]));
  return messages.map(({ row, at }) => {
    const isBounce = BOUNCED.includes(row.Status);
    const isSpam = row.Status === "spam";
    const later = () => wireDate(random, Math.min(now, at + random.between(1, MAX_DELAY_SECONDS)));
    return {
      ArrivalTs: row.ArrivedAt,
      Blocked: row.Status === "blocked",
      Bounce: isBounce,
      BounceDate: isBounce ? later() : "",
      BounceReason: isBounce ? random.pick(REASONS) : "",
      CampaignID: row.CampaignID,
      Click: row.Status === "clicked",
      CntRecipients: 1,
      ComplaintDate: isSpam ? later() : "",
      ContactID: row.ContactID,
      Details: "",
      FBLSource: isSpam ? random.pick(["Hotmail", "Yahoo"]) : "",
      MessageID: row.ID,
      Open: OPENED.includes(row.Status),
      Queued: row.Status === "queued",
      Sent: ARRIVED.includes(row.Status),
      Spam: isSpam,
      StateID: row.StateID,
      StatePermanent: row.StatePermanent,
      Status: row.Status,
      ToEmail: emails.get(row.ContactID) ?? "",
      Unsub: row.Status === "unsub",
    };
  });
}

export function messageInformation(random: Random, { messages }: Made): RowIn<"messageinformation">[] {
  return messages.map((message) => information(random, message));
}

const RULES = { ALT: "", ID: -1 };

function information(random: Random, { row, at }: Sent): RowIn<"messageinformation"> {
  const hasArrived = ARRIVED.includes(row.Status);
  return {
    CampaignID: row.CampaignID,
    ClickTrackedCount: row.IsClickTracked ? 1 : 0,
    ContactID: row.ContactID,
    CreatedAt: row.ArrivedAt,
    ID: row.ID,
    MessageSize: row.MessageSize,
    OpenTrackedCount: row.IsOpenTracked ? 1 : 0,
    QueuedCount: row.Status === "queued" ? 1 : 0,
    SendEndAt: hasArrived ? wireDate(random, at) : "",
    SentCount: hasArrived ? 1 : 0,
    SpamAssassinRules: RULES,
    SpamAssassinScore: decimal(random, 9),
  };
}
