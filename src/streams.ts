/**
 * The table: one declaration per stream, data only. A new stream is one entry here and one file `schemas/<stream>.json`;
 * `npm run generate` makes the catalog, the types and the reference from them.
 */
import type { Declaration } from "./declaration.ts";
import type { Rows } from "./generated/rows.ts";

const campaignFilters = {
  IsDeleted: "include_deleted_campaigns",
  IsNewsletterTool: "include_newsletter_tool_campaigns",
  IsStarred: "starred",
} as const;

/** `FromTS=1` opens the campaigns' send time to all time: without it, events of campaigns sent today are all there is. */
const events = {
  params: { FromTS: "1" },
  window: { from: "EventFromTs", to: "EventToTs" },
  narrow: { campaign: "CampaignID", list: "ContactsList", sentDates: "of the campaign" },
  filters: campaignFilters,
} as const;

const table = {
  bounce_events: {
    ...events,
    resource: "bouncestatistics",
    primaryKey: ["ID", "BouncedAt"],
    cursor: "BouncedAt",
    sort: "ID",
  },
  click_events: {
    ...events,
    resource: "clickstatistics",
    primaryKey: ["MessageID", "ContactID", "ClickedAt", "Url"],
    cursor: "ClickedAt",
  },
  contacts: {
    resource: "contact",
    primaryKey: ["ID"],
    cursor: "LastUpdateAt",
    sort: "ID",
    changed: ["CreatedAt", "LastUpdateAt", "LastActivityAt", "UnsubscribedAt", "ExclusionFromCampaignsUpdatedAt"],
    narrow: { campaign: "Campaign", list: "ContactsList", sentDates: "do not apply" },
  },
  contacts_list: {
    resource: "contactslist",
    primaryKey: ["ID"],
    sort: "ID",
    filters: { IsDeleted: "include_deleted_lists" },
  },
  messages: {
    resource: "message",
    primaryKey: ["ID"],
    cursor: "ArrivedAt",
    sort: "ID",
    params: { ShowSubject: "true", ShowContactAlt: "true", ShowCustomID: "true" },
    window: { from: "FromTS", to: "ToTS" },
    narrow: { campaign: "Campaign", sentDates: "of the campaign" },
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
  sent_campaigns: {
    resource: "campaign",
    primaryKey: ["ID"],
    cursor: "SendStartAt",
    sort: "ID",
    window: { from: "FromTS", to: "ToTS" },
    narrow: { campaign: "CampaignID", list: "ContactsListID", sentDates: "own cursor" },
    filters: campaignFilters,
  },
} as const satisfies { readonly [Name in keyof Rows]: Declaration<keyof Rows[Name] & string> };

/** By name, in the order of the catalog. */
export const streams: ReadonlyMap<string, Declaration> = new Map(Object.entries<Declaration>(table));

/** The stream in which campaigns are looked up, for what is narrowed by the campaigns of a list. */
export const CAMPAIGNS = "sent_campaigns";
export const campaigns = table[CAMPAIGNS];
