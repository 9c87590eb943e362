/** Contacts, the lists they are on, the segments they fall into, and their properties. */
import { resource } from "../declaration.ts";

export const people = {
  contact: resource({
    columns: {
      CreatedAt: "date",
      DeliveredCount: "number",
      Email: "text",
      ExclusionFromCampaignsUpdatedAt: "date",
      ID: "number",
      IsExcludedFromCampaigns: "flag",
      IsOptInPending: "flag",
      IsSpamComplaining: "flag",
      LastActivityAt: "date",
      LastUpdateAt: "date",
      Name: "text",
      UnsubscribedAt: "date",
      UnsubscribedBy: "text",
    },
    sorts: ["ID"],
    filters: {
      Campaign: { column: "ID", among: "message", where: "CampaignID", pick: "ContactID" },
      ContactsList: { column: "ID", among: "listrecipient", where: "ListID", pick: "ContactID" },
      Email: { column: "Email" },
      IsExcludedFromCampaigns: { column: "IsExcludedFromCampaigns" },
    },
  }),
  contactslist: resource({
    columns: {
      Address: "text",
      CreatedAt: "date",
      ID: "number",
      IsDeleted: "flag",
      Name: "text",
      SubscriberCount: "number",
    },
    sorts: ["ID"],
    filters: { Address: { column: "Address" }, IsDeleted: { column: "IsDeleted" }, Name: { column: "Name" } },
  }),
  listrecipient: resource({
    columns: {
      ContactID: "number",
      ID: "number",
      IsActive: "flag",
      IsUnsubscribed: "flag",
      ListID: "number",
      ListName: "text",
      SubscribedAt: "date",
      UnsubscribedAt: "date",
    },
    sorts: ["ID"],
    filters: {
      Active: { column: "IsActive" },
      Contact: { column: "ContactID" },
      ContactsList: { column: "ListID" },
      IgnoreDeleted: { flag: true },
      Unsub: { column: "IsUnsubscribed" },
    },
  }),
  contactfilter: resource({
    columns: { Description: "text", Expression: "text", ID: "number", Name: "text", Status: "text" },
    sorts: ["ID"],
    filters: {
      Name: { column: "Name" },
      ShowDeleted: { flag: true },
      Status: { column: "Status", words: ["used", "unused", "deleted"] },
    },
    hidden: { column: "Status", values: ["deleted"], unless: "ShowDeleted" },
  }),
  contactmetadata: resource({
    columns: {
      Datatype: "text",
      ID: "number",
      Name: "text",
      NameSpace: "text",
    },
    sorts: ["ID"],
    filters: { DataType: { column: "Datatype" }, Namespace: { column: "NameSpace" } },
  }),
  contactdata: resource({
    columns: {
      ContactID: "number",
      Data: "json",
      ID: "number",
      MethodCollection: "text",
    },
    sorts: ["ID"],
    filters: {
      Campaign: { column: "ID", among: "message", where: "CampaignID", pick: "ContactID" },
      ContactsList: { column: "ID", among: "listrecipient", where: "ListID", pick: "ContactID" },
    },
    properties: "Data",
  }),
};
