/**
 * The filter for chosen campaigns with none chosen. Version 0.2.0 could save it, and it meant all campaigns. The form asks
 * for at least one now; a sync that was saved before goes on. Pure.
 */
import { fieldsOf, isObject } from "../airbyte/json.ts";

/** What such a configuration means. */
export const NO_CAMPAIGNS = { filter_type: "campaigns_and_event_dates", campaigns: [] } as const;

export const NO_CAMPAIGNS_WARNING =
  "'filter.campaigns' names no campaign, so all are read; choose the filter type 'all_campaigns' to say so";

/**
 * Whether the list is empty, or left out with nothing in its place: a list under a wrong name is not none.
 * @param hasOthers whether the filter has options that are not its own.
 */
export function choosesNoCampaigns(filter: unknown, hasOthers: boolean): boolean {
  if (!isObject(filter)) return false;
  const { filter_type, campaigns, ...others } = fieldsOf(filter);
  if (filter_type !== NO_CAMPAIGNS.filter_type) return false;
  if (campaigns === undefined) return !hasOthers && Object.keys(others).length === 0;
  return Array.isArray(campaigns) && campaigns.length === 0;
}
