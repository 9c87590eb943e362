/** What campaigns are made with: templates, senders and workflows. */
import { resource } from "../declaration.ts";

export const means = {
  template: resource({
    columns: {
      Author: "text",
      Categories: "json",
      Copyright: "text",
      CreatedAt: "date",
      Description: "text",
      EditMode: "number",
      ID: "number",
      IsStarred: "flag",
      IsTextPartGenerationEnabled: "flag",
      LastUpdatedAt: "date",
      Locale: "text",
      LocaleList: "json",
      Name: "text",
      OwnerId: "number",
      OwnerType: "text",
      Presets: "text",
      Previews: "json",
      Purposes: "json",
    },
    sorts: ["ID"],
    filters: { EditMode: { column: "EditMode" }, Name: { column: "Name" }, OwnerType: { column: "OwnerType" } },
  }),
  sender: resource({
    columns: {
      CreatedAt: "date",
      DNSID: "number",
      Email: "text",
      EmailType: "text",
      Filename: "text",
      ID: "number",
      IsDefaultSender: "flag",
      Name: "text",
      Status: "text",
    },
    sorts: ["ID"],
    filters: { Email: { column: "Email" }, ShowDeleted: { flag: true }, Status: { column: "Status" } },
    hidden: { column: "Status", values: ["Deleted"], unless: "ShowDeleted" },
  }),
  workflow: resource({
    columns: {
      CreatedAt: "date",
      ID: "number",
      IsDeleted: "flag",
      ModifiedAt: "date",
      Name: "text",
      Status: "text",
    },
    sorts: ["ID"],
    filters: { Name: { column: "Name" }, ShowAll: { flag: true }, Status: { column: "Status" } },
    hidden: { column: "IsDeleted", values: [true], unless: "ShowAll" },
  }),
};
