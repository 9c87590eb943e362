/** Which column of which stream holds the ID of a row of another: data, for the pages of the streams and the diagram. */

export interface Relation {
  readonly from: string;
  readonly column: string;
  readonly to: string;
  readonly toColumn: string;
  /** The relation holds for the rows with this value in this column only. */
  readonly when?: Condition;
  /** What is not known of it. */
  readonly doubt?: string;
}

interface Condition {
  readonly column: string;
  readonly value: string;
}

/** [unproven] The names say so, and Mailjet's reference does not. */
const SENDERS = "not proven: Mailjet does not say that this is the ID of a sender";

export const relations: readonly Relation[] = [
  ...to("sent_campaigns", "ID", {
    bounce_events: "CampaignID",
    open_events: "CampaignID",
    messages: "CampaignID",
    message_information: "CampaignID",
    message_outcomes: "CampaignID",
    campaign_drafts: "CampaignID",
    campaign_statistics: "CampaignID",
    geo_statistics: "CampaignID",
    top_links: "CampaignID",
    link_clicks: "CampaignID",
    mailbox_providers: "CampaignID",
    user_agent_statistics: "CampaignID",
  }),
  ...to("sent_campaigns", "ID", { campaign_overview: "ID" }, { when: { column: "IDType", value: "Campaign" } }),
  ...to(
    "sent_campaigns",
    "ID",
    { stat_counters: "SourceID" },
    { when: { column: "CounterSource", value: "Campaign" } },
  ),
  ...to("campaign_drafts", "ID", { campaign_overview: "ID" }, { when: { column: "IDType", value: "NL" } }),
  ...to("messages", "ID", {
    bounce_events: "ID",
    open_events: "MessageID",
    click_events: "MessageID",
    message_information: "ID",
    message_outcomes: "MessageID",
  }),
  ...to("contacts", "ID", {
    bounce_events: "ContactID",
    open_events: "ContactID",
    click_events: "ContactID",
    messages: "ContactID",
    message_information: "ContactID",
    message_outcomes: "ContactID",
    contact_properties: "ContactID",
    contact_statistics: "ContactID",
    list_recipients: "ContactID",
  }),
  ...to("contacts_list", "ID", {
    sent_campaigns: "ListID",
    campaign_drafts: "ContactsListID",
    list_recipients: "ListID",
    list_statistics: "ID",
  }),
  ...to("segmentation", "ID", { sent_campaigns: "SegmentationID", campaign_drafts: "SegmentationID" }),
  ...to("message_states", "ID", { bounce_events: "StateID", messages: "StateID", message_outcomes: "StateID" }),
  ...to("user_agents", "ID", { open_events: "UserAgentID", click_events: "UserAgentID" }),
  ...to("senders", "ID", { sent_campaigns: "FromID", messages: "SenderID" }, { doubt: SENDERS }),
  ...to("workflows", "ID", { sent_campaigns: "WorkflowID", workflow_statistics: "WorkflowID" }),
  ...to("templates", "ID", { campaign_drafts: "TemplateID" }),
];

function to(
  stream: string,
  toColumn: string,
  columns: Readonly<Record<string, string>>,
  limits: Pick<Relation, "when" | "doubt"> = {},
): Relation[] {
  return Object.entries(columns).map(([from, column]) => ({ from, column, to: stream, toColumn, ...limits }));
}
