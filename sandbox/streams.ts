/**
 * What each stream of the connector brings of an account: for whoever holds a read against it. Kept apart from the
 * connector's own table of streams, so that a mistake in one shows by the other.
 */
import type { Account } from "./account.ts";
import { expectedCounters, expectedRows } from "./expected.ts";
import { standalone } from "./resources/standalone.ts";
import type { ResourceName } from "./resources.ts";

/** Counters are no table, but computed. */
type Origin = ResourceName | "statcounters";

/** Those that belong together with others. */
const CONNECTED: Readonly<Record<string, Origin>> = {
  bounce_events: "bouncestatistics",
  campaign_drafts: "campaigndraft",
  campaign_overview: "campaignoverview",
  campaign_statistics: "campaignstatistics",
  click_events: "clickstatistics",
  contact_metadata: "contactmetadata",
  contact_properties: "contactdata",
  contact_statistics: "contactstatistics",
  contacts: "contact",
  contacts_list: "contactslist",
  geo_statistics: "geostatistics",
  link_clicks: "statistics/link-click",
  list_recipients: "listrecipient",
  list_statistics: "liststatistics",
  mailbox_providers: "statistics/recipient-esp",
  message_information: "messageinformation",
  message_outcomes: "messagesentstatistics",
  messages: "message",
  open_events: "openinformation",
  segmentation: "contactfilter",
  senders: "sender",
  sent_campaigns: "campaign",
  stat_counters: "statcounters",
  templates: "template",
  top_links: "toplinkclicked",
  user_agent_statistics: "useragentstatistics",
  user_agents: "useragent",
  workflow_statistics: "workflowstatistics",
  workflows: "workflow",
};

/** By name of the stream. A list that stands alone says itself which stream brings it. */
export const RESOURCES: Readonly<Record<string, Origin>> = { ...CONNECTED, ...standaloneStreams() };

function standaloneStreams(): Record<string, Origin> {
  const names = Object.keys(standalone) as (keyof typeof standalone)[];
  return Object.fromEntries(names.map((name) => [standalone[name].stream, name]));
}

/** With every menu that leaves something out set to leave nothing out. */
export const EVERYTHING = {
  include_deleted_lists: true,
  include_deleted_campaigns: true,
  include_archived_drafts_and_ab_tests: true,
  segment_status: ["used", "unused", "deleted"],
} as const;

/** Each row of the stream as JSON text, under `EVERYTHING`; counters as the menus have them unless told otherwise. */
export function rowsOfStream(account: Account, stream: string): string[] {
  const resource = RESOURCES[stream];
  if (resource === undefined) throw new RangeError(`There is no stream '${stream}'`);
  if (resource !== "statcounters") return expectedRows(account, resource);
  const choice = { source: "Campaign", timing: "Message", resolution: "Lifetime" } as const;
  return Array.from(account.campaign, ({ ID }) => ID).flatMap((id) => expectedCounters(account, { ...choice, id }));
}

/** Whether a row, as JSON text, is left out where nothing but a key is configured. */
type IsLeftOut = (row: string, account: Account) => boolean;

/** By stream. Of a stream that does not stand here all rows come: a new one that menus narrow says so here. */
const LEFT_OUT: Readonly<Record<string, IsLeftOut>> = {
  ...ofDeletedCampaigns("CampaignID", [
    ...["bounce_events", "campaign_statistics", "geo_statistics", "link_clicks", "mailbox_providers"],
    ...["message_information", "message_outcomes", "messages", "open_events", "top_links", "user_agent_statistics"],
  ]),
  ...ofDeletedCampaigns("ID", ["sent_campaigns"]),
  ...ofDeletedCampaigns("SourceID", ["stat_counters"]),
  click_events: (row, { message, campaign }) => {
    const [{ CampaignID } = { CampaignID: undefined }] = message.where("ID", BigInt(valueIn(row, "MessageID")));
    return CampaignID !== undefined && isDeleted(campaign, CampaignID);
  },
  contacts_list: (row) => valueIn(row, "IsDeleted") === "true",
  list_statistics: (row, { contactslist }) => isDeleted(contactslist, Number(valueIn(row, "ID"))),
  segmentation: (row) => valueIn(row, "Status") === '"deleted"',
  // Archived ones, A/B tests and drafts.
  campaign_overview: (row) => {
    const [type, status] = [valueIn(row, "IDType"), valueIn(row, "Status")];
    return status === "-1" || type === '"AX"' || (type === '"NL"' && status === "0");
  },
};

/** Each row of the stream as JSON text that comes where nothing but a key is configured. */
export function rowsByDefault(account: Account, stream: string): string[] {
  return rowsOfStream(account, stream).filter((row) => !LEFT_OUT[stream]?.(row, account));
}

function ofDeletedCampaigns(column: string, streams: readonly string[]): Record<string, IsLeftOut> {
  const isLeftOut: IsLeftOut = (row, { campaign }) => isDeleted(campaign, Number(valueIn(row, column)));
  return Object.fromEntries(streams.map((stream) => [stream, isLeftOut]));
}

function isDeleted(table: Account["campaign" | "contactslist"], id: number): boolean {
  const [row] = table.where("ID", id);
  return row?.IsDeleted === true;
}

/** A value as it stands in a row, digit for digit. */
function valueIn(row: string, column: string): string {
  return new RegExp(`"${column}" : ("(?:[^"\\\\]|\\\\.)*"|[^,}\\s]+)`).exec(row)?.[1] ?? "";
}
