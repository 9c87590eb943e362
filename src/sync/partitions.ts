/** Which campaigns or lists a stream is narrowed to, and how the API is asked for them. Pure. */

import type { Settings } from "../config/config.ts";
import type { Declaration, Parents, StreamName } from "../streams/declaration.ts";
import { paneParams } from "../streams/panes.ts";
import type { Instant } from "../time/instant.ts";
import type { Dates } from "./windows.ts";

/** One part of a stream that is asked for by itself; the key names it in the state, "" is the undivided stream. */
export interface Partition {
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
  /** The one parameter that tells it from the others is an ID; they are read in the order of these. */
  readonly id?: string;
  /** It has no rows before. */
  readonly begins?: Instant | undefined;
}

export const WHOLE: Partition = { key: "", params: {} };

/** Rows of another stream, as the menus choose them. */
export interface ParentQuery {
  readonly of: StreamName;
  /** Their column with the time of their beginning, where that matters. */
  readonly begins?: string | undefined;
  /** Whether the dates bound them. */
  readonly isDated: boolean;
  /** Only these IDs; absent: all. */
  readonly only?: readonly string[];
  /** What they are asked for by, in place of the menus. */
  readonly asked?: Readonly<Record<string, string>>;
  /** Parameters of menus that are not asked by: of each parent is told which of them would leave it out. */
  readonly menus?: Readonly<Record<string, string>>;
}

export interface Parent {
  readonly id: string;
  readonly begins?: Instant | undefined;
  /** The parameters among the query's `menus` that its row contradicts. */
  readonly leftOutBy?: readonly string[];
}

export type Selection =
  | { readonly kind: "partitions"; readonly partitions: readonly Partition[] }
  /** Asked for once per parent, by the parameter that takes its ID. */
  | { readonly kind: "each parent"; readonly parents: ParentQuery; readonly param: string }
  /** Asked for as a whole; of its rows those whose column has the ID of a parent. */
  | { readonly kind: "rows of parents"; readonly parents: ParentQuery; readonly column: string };

const UNDIVIDED: Selection = { kind: "partitions", partitions: [WHOLE] };

export function select(declaration: Declaration, settings: Settings): Selection {
  const { each: parents, queries } = declaration;
  if (parents !== undefined) {
    const chosen = chosenParents(parents, isDated(declaration, settings), settings);
    return { kind: "each parent", parents: chosen, param: parents.param };
  }
  if (queries !== undefined) return { kind: "partitions", partitions: queries.map(asked) };
  return narrowed(declaration, settings);
}

function narrowed(declaration: Declaration, settings: Settings): Selection {
  const { narrow } = declaration;
  const { filter } = settings;
  if (narrow === undefined) return UNDIVIDED;
  const { campaign, list, column } = narrow;
  const parents: ParentQuery = { of: "sent_campaigns", isDated: isDated(declaration, settings) };
  const byCampaign = campaign === undefined ? UNDIVIDED : { kind: "each parent" as const, parents, param: campaign };
  // The API bounds the send time only roughly (whether its ends are included is unknown): with dates given, the
  // campaigns are looked up, whose send time can be compared to the second.
  const isSentWithinDates = narrow.sentDates === "of the campaign" && parents.isDated && hasDates(settings);
  if (filter.filter_type === "all_campaigns") return isSentWithinDates ? byCampaign : UNDIVIDED;
  if (filter.filter_type === "campaigns_and_event_dates" && filter.campaigns.length === 0) return UNDIVIDED;
  if (column !== undefined) return { kind: "rows of parents", parents, column };
  if (filter.filter_type === "campaigns_and_event_dates") {
    return campaign === undefined
      ? UNDIVIDED
      : { kind: "partitions", partitions: each(campaign, ids(filter.campaigns)) };
  }
  if (list === undefined || isSentWithinDates) return byCampaign;
  return { kind: "partitions", partitions: each(list, ids(filter.contact_lists)) };
}

/** Campaigns whose rows are kept, and no others; or those whose rows are left out. */
export interface CampaignChoice {
  readonly parents: ParentQuery;
  readonly isKept: boolean;
}

/**
 * What the menus of campaigns mean for a resource that has none of their parameters, and is not asked for by campaigns
 * that they have chosen already. The few are asked for: the starred ones, the deleted ones, those of the newsletter tool.
 */
export function campaignChoices(declaration: Declaration, settings: Settings): CampaignChoice[] {
  const { narrow } = declaration;
  if (narrow?.menus === undefined || select(declaration, settings).kind !== "partitions") return [];
  return Object.entries(paneParams(narrow.menus, settings)).map(([param, value]) => ({
    parents: { of: "sent_campaigns", isDated: false, asked: { [param]: "true" } },
    isKept: value === "true",
  }));
}

/** Whether the dates bound the campaigns that these rows belong to: rows that have no time of their own have no other. */
function isDated({ window }: Declaration, { filter }: Settings): boolean {
  if (filter.filter_type === "all_campaigns") return window === undefined;
  return filter.filter_type === "contact_lists_and_sent_dates";
}

function hasDates({ start_date, end_date }: Settings): boolean {
  return start_date !== undefined || end_date !== undefined;
}

function chosenParents({ of, begins, isChosen }: Parents, dated: boolean, { filter }: Settings): ParentQuery {
  const only = isChosen && filter.filter_type === "contact_lists_and_sent_dates" ? filter.contact_lists : undefined;
  return { of, begins, isDated: dated, ...(only !== undefined && { only }) };
}

function ids(texts: readonly string[]): Parent[] {
  return texts.map((id) => ({ id }));
}

/** One partition per ID, each once, lowest first. */
export function each(param: string, parents: readonly Parent[]): Partition[] {
  const byId = new Map(parents.map((parent) => [BigInt(parent.id), parent]));
  return [...byId]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { id, begins }]) => ({ key: `${param}=${id}`, params: { [param]: id }, id, begins }));
}

/** A query as a partition, named by its parameters. */
function asked(params: Readonly<Record<string, string>>): Partition {
  return { key: String(new URLSearchParams(params)), params };
}

/** How far an incremental read goes back where the configuration does not say. Rows that never change cost no more by it. */
const LOOKBACK_DAYS = 1;
const FINAL_LOOKBACK_DAYS = 7;

/** The dates that bound the stream's own cursor: not those that bound the send time of its campaigns. */
export function ownDates(declaration: Declaration, settings: Settings): Dates {
  const { narrow, each } = declaration;
  const isOfCampaign = narrow?.sentDates === "of the campaign" || each?.isSent === true;
  const { start_date: start, end_date: end } = settings;
  const lookbackDays = settings.lookback_days ?? (declaration.isFinal ? FINAL_LOOKBACK_DAYS : LOOKBACK_DAYS);
  const isSent = settings.filter.filter_type === "contact_lists_and_sent_dates" && isOfCampaign;
  return isSent ? { lookbackDays } : { start, end, lookbackDays };
}
