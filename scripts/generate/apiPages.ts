/**
 * Where Mailjet's own reference describes a resource. [observed] Others link to these addresses. A resource that is not
 * named here is found from the reference's start page.
 */

const REFERENCE = "https://dev.mailjet.com/email/reference/";

/** By resource, below the start page. */
export const API_PAGES: Readonly<Record<string, string>> = {
  bouncestatistics: "message-events/",
  campaign: "campaigns/sent-campaigns/",
  campaigndraft: "campaigns/drafts/",
  campaignoverview: "statistics/",
  campaignstatistics: "statistics/",
  clickstatistics: "message-events/#v3_get_clickstatistics",
  contact: "contacts/contact/",
  contactdata: "contacts/contact-properties/",
  contactfilter: "segmentation/",
  contactmetadata: "contacts/contact-properties/",
  contactslist: "contacts/contact-list/#v3_get_contactslist",
  contactstatistics: "statistics/",
  geostatistics: "statistics/",
  listrecipient: "contacts/subscriptions/#v3_get_listrecipient",
  liststatistics: "statistics/",
  message: "messages/#v3_get_message",
  messageinformation: "messages/#v3_get_messageinformation",
  messagesentstatistics: "messages/",
  // Its rows are listed where messages are filtered by them.
  messagestate: "messages/#v3_get_message",
  openinformation: "message-events/",
  sender: "sender-addresses-and-domains/sender/",
  statcounters: "statistics/#v3_get_statcounters",
  "statistics/link-click": "statistics/",
  "statistics/recipient-esp": "statistics/",
  template: "templates/#v3_get_template",
  toplinkclicked: "statistics/",
  useragentstatistics: "statistics/",
};

/** The page of a resource, or the start page. */
export function apiPage(resource: string): string {
  return `${REFERENCE}${API_PAGES[resource] ?? ""}`;
}
