/**
 * Chosen campaigns and contact lists that bring no row, which nobody would see: those that the account does not have, as
 * where an ID was mistyped, and those that a menu leaves out. `check` fails by the former, and
 * `read` warns of them. Of the latter both warn.
 */
import type { Filter, Settings } from "../config/config.ts";
import { MailjetError, StoppedError } from "../mailjet/errors.ts";
import type { StreamName } from "../streams/declaration.ts";
import { paneParams } from "../streams/panes.ts";
import { declarationOf } from "../streams/table.ts";
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

/** Sentences for the user; undefined where there is no such ID. */
export interface UselessIds {
  /** IDs that are not in the account. Menus and dates do not count: what they leave out is there. */
  readonly absent?: string | undefined;
  /** IDs that a menu leaves out, as far as Mailjet's rows tell. */
  readonly leftOut?: string | undefined;
}

/** Nothing is said where Mailjet does not tell, or where the run is stopped. */
export async function uselessIds(context: Omit<LookUpContext, "slots">): Promise<UselessIds> {
  const choice = choiceOf(context.settings.filter);
  if (choice === undefined) return {};
  try {
    const there = await parentsThere(choice, context);
    const byId = new Map(there.map((parent) => [BigInt(parent.id), parent]));
    const leavingOut = (id: string) => byId.get(BigInt(id))?.leftOutBy ?? [];
    const absent = choice.ids.filter((id) => !byId.has(BigInt(id)));
    const leftOut = choice.ids.filter((id) => leavingOut(id).length > 0);
    const params = new Set(leftOut.flatMap(leavingOut));
    return {
      ...(absent.length > 0 && { absent: absentSentence(absent, choice) }),
      ...(leftOut.length > 0 && { leftOut: leftOutSentence(leftOut, choice, menusOf(choice.of, [...params])) }),
    };
  } catch (error) {
    if (error instanceof MailjetError || error instanceof StoppedError) return {};
    throw error;
  }
}

/** The chosen ones, or all there are. */
async function parentsThere({ of, ids }: Choice, { client, settings, until }: Omit<LookUpContext, "slots">) {
  const lookUps = new LookUps({
    client,
    settings: ids.length > ASKED_ONE_BY_ONE ? { ...settings, filter: ALL } : settings,
    slots: new Slots(settings.max_concurrency),
    until: until + AHEAD_S,
  });
  return lookUps.parents({ of, isDated: false, asked: {}, menus: paneParams(declarationOf(of), settings) });
}

/** The menus that send these parameters. */
function menusOf(of: StreamName, params: readonly string[]): string[] {
  const { filters = {} } = declarationOf(of);
  return params.map((param) => filters[param] ?? param);
}

const ALL: Settings["filter"] = { filter_type: "all_campaigns" };

function choiceOf(filter: Filter): Choice | undefined {
  if (filter.filter_type === "campaigns_and_event_dates" && filter.campaigns.length > 0)
    return { of: "sent_campaigns", ids: filter.campaigns, option: "campaigns", what: "campaign" };
  if (filter.filter_type === "contact_lists_and_sent_dates")
    return { of: "contacts_list", ids: filter.contact_lists, option: "contact_lists", what: "contact list" };
  return undefined;
}

function absentSentence(absent: readonly string[], choice: Choice): string {
  return `${subject(absent, choice)} not in this account; the IDs are in column ID of ${choice.of}`;
}

function leftOutSentence(leftOut: readonly string[], choice: Choice, menus: readonly string[]): string {
  const named = menus.map((menu) => `'${menu}'`).join(" and ");
  const [its, it] = leftOut.length === 1 ? ["its", "it"] : ["their", "them"];
  return `${subject(leftOut, choice)} left out by ${named}, and ${its} rows do not come; change that to have ${it}`;
}

function subject(ids: readonly string[], { option, what }: Choice): string {
  const others = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : "";
  const named = `${ids.slice(0, MOST_NAMED).join(", ")}${others}`;
  return `'filter.${option}': ${ids.length === 1 ? `${what} ${named} is` : `${what}s ${named} are`}`;
}
