/**
 * The table: one declaration per stream, data only. `npm run new-stream` begins a new one; CONTRIBUTING.md goes through
 * the rest. `npm run generate` makes the catalog, the types and the docs pages.
 */

import type { Rows } from "../generated/rows.ts";
import type { VariedDeclaration } from "./declaration.ts";

const campaignFilters = {
  IsDeleted: "include_deleted_campaigns",
  IsNewsletterTool: "include_newsletter_tool_campaigns",
  IsStarred: "starred",
} as const;

/** Opens the campaigns' send time to all time: without it, what belongs to campaigns sent today is all there is. */
const ALL_TIME = { FromTS: "1" } as const;

/** These show what is deleted or hidden otherwise [described by the vendor, unproven; ignored at worst]. */
const SHOW_DELETED = { senders: { ShowDeleted: "true" }, workflows: { ShowAll: "true" } } as const;

/** Counts that are left at 0 unless they are asked for [described by the vendor, unproven; ignored at worst]. */
const ALL_COUNTS = {
  CalcActive: "true",
  CalcActiveUnsub: "true",
  CalcActiveExcludedSubscriber: "true",
  CalcExcludedSubscriber: "true",
} as const;

const events = {
  isKeyShared: true,
  isFinal: true,
  params: ALL_TIME,
  window: { from: "EventFromTs", to: "EventToTs" },
  // Their ID is -1 in each row; asked for by it, they may well come in an order that lasts [unproven].
  sort: "ID",
  narrow: { campaign: "CampaignID", list: "ContactsList", sentDates: "of the campaign" },
  filters: campaignFilters,
} as const;

const perCampaign = { of: "sent_campaigns", param: "CampaignID", isSent: true } as const;

/** Figures of one campaign, whose ID is not among them. That their names are unique is not proven: none is left out. */
const breakdown = { isKeyShared: true, params: ALL_TIME, each: perCampaign, stamp: ["CampaignID"] } as const;

/** Figures that change, and the time of the last change. */
const activity = {
  cursor: "LastActivityAt",
  window: { from: "MinLastActivityAt", to: "MaxLastActivityAt", isForIncrements: true },
} as const;

/** The counter menus, which are parameters of the request, and tell the rows of one choice from those of another. */
const counterMenus = ["CounterSource", "CounterTiming", "CounterResolution"] as const;

const inSlicesOf = (sliceS: number) =>
  ({
    primaryKey: ["SourceID", "Timeslice", ...counterMenus],
    cursor: "Timeslice",
    window: { from: "FromTS", to: "ToTS", sliceS },
  }) as const;

const table = {
  bounce_events: {
    ...events,
    resource: "bouncestatistics",
    // Two bounces of one message can share a second.
    primaryKey: ["ID", "BouncedAt", "StateID", "IsBlocked", "IsStatePermanent"],
    cursor: "BouncedAt",
  },
  campaign_drafts: {
    resource: "campaigndraft",
    primaryKey: ["ID"],
    sort: "ID",
    narrow: { campaign: "Campaign", list: "ContactsList", sentDates: "do not apply" },
    filters: { IsStarred: "starred" },
  },
  campaign_overview: {
    resource: "campaignoverview",
    primaryKey: ["ID", "IDType"],
    filters: { Starred: "starred" },
    variants: {
      include_archived_drafts_and_ab_tests: {
        // Whether one of these covers another is unknown: together they cover everything.
        true: { queries: [{ All: "true" }, { Archived: "true" }, { Drafts: "true" }] },
        false: { drop: [{ IDType: '"AX"' }, { IDType: '"NL"', Status: "0" }, { Status: "-1" }] },
      },
    },
  },
  campaign_statistics: {
    ...activity,
    resource: "campaignstatistics",
    primaryKey: ["CampaignID"],
    sort: "CampaignID",
    params: { ...ALL_TIME, ShowExtraData: "true" },
    narrow: { column: "CampaignID", sentDates: "of the campaign" },
    filters: { IsDeleted: "include_deleted_campaigns", IsStarred: "starred" },
  },
  click_events: {
    ...events,
    resource: "clickstatistics",
    primaryKey: ["MessageID", "ContactID", "ClickedAt", "Url"],
    cursor: "ClickedAt",
  },
  contact_metadata: { resource: "contactmetadata", primaryKey: ["ID"], sort: "ID" },
  contact_properties: {
    resource: "contactdata",
    primaryKey: ["ContactID"],
    sort: "ID",
    isLong: true,
    narrow: { campaign: "Campaign", list: "ContactsList", sentDates: "do not apply", isShared: true },
    properties: { column: "Data", types: "contact_metadata" },
  },
  contact_statistics: { ...activity, resource: "contactstatistics", primaryKey: ["ContactID"], sort: "ContactID" },
  contacts: {
    resource: "contact",
    primaryKey: ["ID"],
    cursor: "LastUpdateAt",
    sort: "ID",
    changed: ["CreatedAt", "LastUpdateAt", "LastActivityAt", "UnsubscribedAt", "ExclusionFromCampaignsUpdatedAt"],
    narrow: { campaign: "Campaign", list: "ContactsList", sentDates: "do not apply", isShared: true },
  },
  contacts_list: {
    resource: "contactslist",
    primaryKey: ["ID"],
    sort: "ID",
    filters: { IsDeleted: "include_deleted_lists" },
  },
  geo_statistics: { ...breakdown, resource: "geostatistics", primaryKey: ["CampaignID", "Country"] },
  link_clicks: { ...breakdown, resource: "statistics/link-click", primaryKey: ["CampaignID", "PositionIndex", "URL"] },
  list_recipients: {
    resource: "listrecipient",
    primaryKey: ["ID"],
    sort: "ID",
    isLong: true,
    narrow: { list: "ContactsList", sentDates: "do not apply" },
  },
  list_statistics: {
    ...activity,
    resource: "liststatistics",
    primaryKey: ["ID"],
    sort: "ID",
    params: ALL_COUNTS,
    narrow: { list: "ContactsListID", sentDates: "do not apply" },
    filters: { IsDeleted: "include_deleted_lists" },
  },
  mailbox_providers: { ...breakdown, resource: "statistics/recipient-esp", primaryKey: ["CampaignID", "ESPName"] },
  message_information: {
    resource: "messageinformation",
    primaryKey: ["ID"],
    sort: "ID",
    isLong: true,
    params: ALL_TIME,
    narrow: { campaign: "CampaignID", list: "ContactsList", sentDates: "of the campaign" },
    filters: campaignFilters,
  },
  message_outcomes: {
    resource: "messagesentstatistics",
    primaryKey: ["MessageID", "ContactID"],
    sort: "MessageID",
    params: { ...ALL_TIME, AllMessages: "true", ShowExtraData: "true" },
    each: perCampaign,
  },
  message_states: { resource: "messagestate", primaryKey: ["ID"], sort: "ID" },
  messages: {
    resource: "message",
    primaryKey: ["ID"],
    cursor: "ArrivedAt",
    sort: "ID",
    params: { ShowSubject: "true", ShowContactAlt: "true", ShowCustomID: "true" },
    window: { from: "FromTS", to: "ToTS" },
    narrow: {
      campaign: "Campaign",
      sentDates: "of the campaign",
      menus: { column: "CampaignID", filters: campaignFilters },
    },
  },
  open_events: {
    ...events,
    resource: "openinformation",
    primaryKey: ["MessageID", "ContactID", "OpenedAt", "UserAgentID"],
    cursor: "OpenedAt",
  },
  segmentation: {
    resource: "contactfilter",
    primaryKey: ["ID"],
    sort: "ID",
    filters: { ShowDeleted: "segment_status" },
    keep: { column: "Status", pane: "segment_status" },
  },
  senders: { resource: "sender", primaryKey: ["ID"], sort: "ID", params: SHOW_DELETED.senders },
  sent_campaigns: {
    resource: "campaign",
    primaryKey: ["ID"],
    cursor: "SendStartAt",
    sort: "ID",
    window: { from: "FromTS", to: "ToTS" },
    narrow: { campaign: "CampaignID", list: "ContactsListID", sentDates: "own cursor" },
    filters: campaignFilters,
  },
  stat_counters: {
    resource: "statcounters",
    primaryKey: ["SourceID", ...counterMenus],
    stamp: counterMenus,
    filters: {
      CounterSource: "counter_source",
      CounterTiming: "counter_timing",
      CounterResolution: "counter_resolution",
    },
    variants: {
      counter_source: {
        APIKey: {},
        Campaign: { each: { of: "sent_campaigns", param: "SourceID", begins: "SendStartAt", isSent: true } },
        List: { each: { of: "contacts_list", param: "SourceID", isChosen: true } },
        Sender: { each: { of: "senders", param: "SourceID" } },
      },
      counter_resolution: {
        Lifetime: {},
        Day: inSlicesOf(86_400),
        Hour: inSlicesOf(3_600),
        Highest: inSlicesOf(300),
      },
    },
  },
  templates: { resource: "template", primaryKey: ["ID"], sort: "ID" },
  top_links: { ...breakdown, resource: "toplinkclicked", primaryKey: ["CampaignID", "LinkId", "Url"] },
  user_agent_statistics: {
    ...breakdown,
    resource: "useragentstatistics",
    primaryKey: ["CampaignID", "Platform", "UserAgent"],
  },
  user_agents: { resource: "useragent", primaryKey: ["ID"], sort: "ID" },
  workflow_statistics: {
    resource: "workflowstatistics",
    primaryKey: ["WorkflowID"],
    each: { of: "workflows", param: "WorkflowID" },
    stamp: ["WorkflowID"],
  },
  workflows: { resource: "workflow", primaryKey: ["ID"], sort: "ID", params: SHOW_DELETED.workflows },
} as const satisfies { readonly [Name in keyof Rows]: VariedDeclaration<keyof Rows[Name] & string> };

/** By name, in the order of the catalog. */
export const streams: ReadonlyMap<string, VariedDeclaration> = new Map(Object.entries<VariedDeclaration>(table));

export function declarationOf(name: keyof typeof table): VariedDeclaration {
  return table[name];
}
