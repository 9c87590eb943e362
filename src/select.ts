/** Which campaigns or lists a stream is narrowed to, and how the API is asked for them. Pure. */
import type { Settings } from "./config.ts";
import type { Declaration } from "./declaration.ts";
import type { Dates } from "./windows.ts";

/** One part of a stream that is asked for by itself; the key names it in the state, "" is the undivided stream. */
export interface Partition {
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

export const WHOLE: Partition = { key: "", params: {} };

export type Selection =
  | { readonly kind: "partitions"; readonly partitions: readonly Partition[] }
  /** The campaigns of these lists, by the parameter that takes a campaign. */
  | { readonly kind: "campaigns of lists"; readonly lists: readonly string[]; readonly param: string };

export function select(declaration: Declaration, settings: Settings): Selection {
  const { narrow } = declaration;
  const { filter } = settings;
  if (narrow === undefined || filter.filter_type === "all_campaigns")
    return { kind: "partitions", partitions: [WHOLE] };
  if (filter.filter_type === "campaigns_and_event_dates") {
    return {
      kind: "partitions",
      partitions: filter.campaigns.length === 0 ? [WHOLE] : each(narrow.campaign, filter.campaigns),
    };
  }
  // By list, the API bounds the send time only roughly (whether its ends are included is unknown): with dates given,
  // the campaigns are looked up, whose send time can be compared to the second.
  const dated = settings.start_date !== undefined || settings.end_date !== undefined;
  if (narrow.list === undefined || (dated && narrow.sentDates === "of the campaign")) {
    return { kind: "campaigns of lists", lists: filter.contact_lists, param: narrow.campaign };
  }
  return { kind: "partitions", partitions: each(narrow.list, filter.contact_lists) };
}

/** One partition per ID, each once. */
export function each(param: string, ids: readonly string[]): Partition[] {
  return [...new Set(ids)].map((id) => ({ key: `${param}=${id}`, params: { [param]: id } }));
}

/** The dates that bound the stream's own cursor: not those that bound the send time of its campaigns. */
export function ownDates(declaration: Declaration, settings: Settings): Dates {
  const ofCampaign =
    settings.filter.filter_type === "contact_lists_and_sent_dates" &&
    declaration.narrow?.sentDates === "of the campaign";
  const { start_date: start, end_date: end, lookback_days: lookbackDays } = settings;
  return ofCampaign ? { lookbackDays } : { start, end, lookbackDays };
}
