/**
 * Chosen campaigns and contact lists that the account does not have: an ID that was mistyped would bring no row, unseen.
 * `check` fails by it, `read` warns of it.
 */
import type { Filter, Settings } from "../config/config.ts";
import { MailjetError, StoppedError } from "../mailjet/errors.ts";
import type { StreamName } from "../streams/declaration.ts";
import { type LookUpContext, LookUps } from "./parents.ts";
import { Slots } from "./slots.ts";

/** So many IDs are asked for one by one. For more, all there are is read: a page holds a thousand. */
const ASKED_ONE_BY_ONE = 20;

/** A campaign may be programmed: its sending begins so many seconds from now at the latest [unproven that it is listed]. */
const AHEAD_S = 366 * 86_400;

/** More are counted. */
const MOST_NAMED = 10;

interface Choice {
  readonly of: StreamName;
  readonly ids: readonly string[];
  /** Where they are chosen, in `filter`. */
  readonly option: string;
  readonly what: string;
}

/**
 * One sentence that names those of the chosen IDs that are not in the account. Menus and dates do not count: what they
 * leave out is there. Undefined where all are there, and where Mailjet does not tell, or the run is stopped.
 */
export async function absentIds(context: Omit<LookUpContext, "slots">): Promise<string | undefined> {
  const choice = choiceOf(context.settings.filter);
  if (choice === undefined) return undefined;
  try {
    const there = await idsThere(choice, context);
    const absent = choice.ids.filter((id) => !there.has(BigInt(id)));
    return absent.length === 0 ? undefined : sentence(absent, choice);
  } catch (error) {
    if (error instanceof MailjetError || error instanceof StoppedError) return undefined;
    throw error;
  }
}

async function idsThere({ of, ids }: Choice, { client, settings, until }: Omit<LookUpContext, "slots">) {
  const lookUps = new LookUps({
    client,
    settings: ids.length > ASKED_ONE_BY_ONE ? { ...settings, filter: ALL } : settings,
    slots: new Slots(settings.max_concurrency),
    until: until + AHEAD_S,
  });
  const found = await lookUps.parents({ of, isDated: false, asked: {} });
  return new Set(found.map(({ id }) => BigInt(id)));
}

const ALL: Settings["filter"] = { filter_type: "all_campaigns" };

function choiceOf(filter: Filter): Choice | undefined {
  if (filter.filter_type === "campaigns_and_event_dates" && filter.campaigns.length > 0)
    return { of: "sent_campaigns", ids: filter.campaigns, option: "campaigns", what: "campaign" };
  if (filter.filter_type === "contact_lists_and_sent_dates")
    return { of: "contacts_list", ids: filter.contact_lists, option: "contact_lists", what: "contact list" };
  return undefined;
}

function sentence(absent: readonly string[], { of, option, what }: Choice): string {
  const others = absent.length > MOST_NAMED ? ` and ${absent.length - MOST_NAMED} more` : "";
  const named = `${absent.slice(0, MOST_NAMED).join(", ")}${others}`;
  const subject = absent.length === 1 ? `${what} ${named} is` : `${what}s ${named} are`;
  return `'filter.${option}': ${subject} not in this account; the IDs are in column ID of ${of}`;
}
