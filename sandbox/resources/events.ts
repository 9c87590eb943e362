/** What happened to messages: bounces, clicks and opens. */
import { resource } from "../declaration.ts";

/** Filter on the message behind an event. */
const statusOfMessage = { among: "message", where: "Status", pick: "ID" } as const;

export const events = {
  bouncestatistics: resource({
    columns: {
      BouncedAt: "date",
      CampaignID: "number",
      ContactID: "number",
      ID: "id64",
      IsBlocked: "flag",
      IsStatePermanent: "flag",
      StateID: "number",
    },
    sorts: ["ID"],
    time: { column: "BouncedAt", from: "EventFromTs", to: "EventToTs" },
    campaign: { column: "CampaignID" },
    filters: { MessageStatus: { column: "ID", ...statusOfMessage } },
  }),
  clickstatistics: resource({
    columns: {
      ClickedAt: "date",
      ClickedDelay: "number",
      ContactID: "number",
      ID: "number",
      MessageID: "id64",
      Url: "text",
      UserAgentID: "number",
    },
    sorts: [],
    time: { column: "ClickedAt", from: "EventFromTs", to: "EventToTs" },
    campaign: { message: "MessageID" },
    filters: { MessageID: { column: "MessageID" }, MessageStatus: { column: "MessageID", ...statusOfMessage } },
  }),
  openinformation: resource({
    columns: {
      ArrivedAt: "date",
      CampaignID: "number",
      ContactID: "number",
      ID: "number",
      MessageID: "id64",
      OpenedAt: "date",
      UserAgentFull: "text",
      UserAgentID: "number",
    },
    sorts: [],
    time: { column: "OpenedAt", from: "EventFromTs", to: "EventToTs" },
    campaign: { column: "CampaignID" },
    filters: { MessageID: { column: "MessageID" }, MessageStatus: { column: "MessageID", ...statusOfMessage } },
  }),
};
