/** Opens, clicks and bounces, from seconds to months after the message they belong to. */
import type { RowIn } from "../account.ts";
import type { Random } from "../random.ts";
import { SECONDS_PER_DAY, startOfDay } from "../time.ts";
import type { Sent } from "./messages.ts";
import { link, userAgent } from "./texts.ts";
import { wireDate } from "./wire.ts";

/** What happened to which message, in unix seconds. */
interface Moment {
  readonly message: Sent;
  readonly at: number;
}

/** What is to happen. */
export interface Plan {
  /** In the order of their arrival. */
  readonly messages: readonly Sent[];
  readonly count: number;
  /** So many in one second. */
  readonly burst: number;
  /** The first of today's events is of this message. */
  readonly oldOne: Sent | undefined;
  readonly now: number;
}

/** The longest time from a message to its event. */
const MAX_DELAY_SECONDS = 90 * SECONDS_PER_DAY;
const MAX_BOUNCE_DELAY_SECONDS = 3 * SECONDS_PER_DAY;
/** Of the events, the share that happens today; of a large account no more than so many. */
const TODAY = { share: 0.15, most: 500 };
/** So often an event is there twice, the same in every column. */
const REPEATED_SHARE = 0.01;
/** So often a message that bounced bounces again. */
const SECOND_BOUNCE_SHARE = 0.1;
const BURST_AGE_SECONDS = 3 * SECONDS_PER_DAY;

export function opens(random: Random, plan: Plan): RowIn<"openinformation">[] {
  return repeating(random, moments(random, plan), ({ message, at }) => {
    raiseStatus(message, "opened");
    const { ArrivedAt, CampaignID, ContactID, ID } = message.row;
    const OpenedAt = wireDate(random, at);
    return { ArrivedAt, CampaignID, ContactID, ID: -1, MessageID: ID, OpenedAt, ...userAgent(random) };
  });
}

export function clicks(random: Random, plan: Plan): RowIn<"clickstatistics">[] {
  return repeating(random, moments(random, plan), ({ message, at }) => {
    raiseStatus(message, "clicked");
    return {
      ClickedAt: wireDate(random, at),
      ClickedDelay: at - message.at,
      ContactID: message.row.ContactID,
      ID: -1,
      MessageID: message.row.ID,
      Url: link(random),
      UserAgentID: userAgent(random).UserAgentID,
    };
  });
}

/** The `ID` of a bounce is its message's: where a message bounces twice it is there twice. */
export function bounces(random: Random, plan: Plan): RowIn<"bouncestatistics">[] {
  const rows: RowIn<"bouncestatistics">[] = [];
  let last: Moment | undefined;
  for (const moment of moments(random, plan, MAX_BOUNCE_DELAY_SECONDS)) {
    const { message, at } = last !== undefined && random.chance(SECOND_BOUNCE_SHARE) ? again(last, plan.now) : moment;
    last = { message, at };
    const { CampaignID, ContactID, ID } = message.row;
    const isHard = random.chance(0.4);
    const state = { StateID: isHard ? random.between(1, 5) : random.between(6, 21), StatePermanent: isHard };
    Object.assign(message.row, state, { Status: isHard ? "hardbounced" : "softbounced" });
    const BouncedAt = wireDate(random, at);
    const IsBlocked = random.chance(0.2);
    rows.push({ BouncedAt, CampaignID, ContactID, ID, IsBlocked, IsStatePermanent: isHard, StateID: state.StateID });
  }
  return rows;
}

function again({ message, at }: Moment, now: number): Moment {
  return { message, at: Math.min(at + 3_600, now) };
}

function raiseStatus({ row }: Sent, status: "opened" | "clicked"): void {
  if (row.Status !== "clicked") row.Status = status;
}

function repeating<R>(random: Random, all: readonly Moment[], rowOf: (moment: Moment) => R): R[] {
  let previous: R | undefined;
  return all.map((moment) => {
    previous = previous !== undefined && random.chance(REPEATED_SHARE) ? { ...previous } : rowOf(moment);
    return previous;
  });
}

/** First the burst, then today's, then all others. */
function moments(random: Random, plan: Plan, maxDelay = MAX_DELAY_SECONDS): Moment[] {
  const { messages, count, oldOne, now } = plan;
  if (messages.length === 0) return [];
  const burst = Math.min(plan.burst, count);
  const today = Math.min(Math.ceil(count * TODAY.share), TODAY.most, count - burst);
  const burstAt = now - BURST_AGE_SECONDS;
  const arrived = arrivedUntil(messages, burstAt);
  return [
    ...Array.from({ length: burst }, (_, index) => ({ message: messageAt(messages, index % arrived), at: burstAt })),
    ...Array.from({ length: today }, (_, index) => todays(random, messages, now, index === 0 ? oldOne : undefined)),
    ...Array.from({ length: count - burst - today }, () => later(random, random.pick(messages), maxDelay, now)),
  ];
}

function todays(random: Random, messages: readonly Sent[], now: number, chosen: Sent | undefined): Moment {
  const time = random.between(startOfDay(now), now);
  return { message: chosen ?? messageAt(messages, random.between(0, arrivedUntil(messages, time) - 1)), at: time };
}

/** Soon is as likely as late: as many come within a minute as between the first day and the third month. */
function later(random: Random, message: Sent, maxDelay: number, now: number): Moment {
  const time = message.at + Math.floor(maxDelay ** random.float());
  return { message, at: time <= now ? time : random.between(message.at, now) };
}

/** How many of the messages had arrived by then; at least one, so that there is one to choose. */
function arrivedUntil(messages: readonly Sent[], time: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (messageAt(messages, middle).at <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}

function messageAt(messages: readonly Sent[], index: number): Sent {
  const message = messages[index];
  if (message === undefined) throw new RangeError(`There is no message ${index}`);
  return message;
}
