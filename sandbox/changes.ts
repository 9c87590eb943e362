/** Changes to an account, for tests and demos: what is not chosen by the caller fits what the account has. */
import type { Account, RowIn } from "./account.ts";
import { FIRST_CAMPAIGN_ID, FIRST_CONTACT_ID, FIRST_MESSAGE_IDS, MESSAGE_IDS_PER_CAMPAIGN } from "./ids.ts";
import { Decimal } from "./json.ts";
import type { Row, Table } from "./table.ts";
import { dateText, secondsOf } from "./time.ts";

/** A contact created at this time and never touched since. */
export function addContact(account: Account, at: Date, chosen: Partial<RowIn<"contact">> = {}): RowIn<"contact"> {
  const ID = chosen.ID ?? nextId(account.contact, FIRST_CONTACT_ID);
  return account.contact.add({
    CreatedAt: text(at),
    DeliveredCount: 0,
    Email: `contact.${ID}@example.com`,
    ExclusionFromCampaignsUpdatedAt: "",
    ID,
    IsExcludedFromCampaigns: false,
    IsOptInPending: false,
    IsSpamComplaining: false,
    LastActivityAt: "",
    LastUpdateAt: "",
    Name: "",
    UnsubscribedAt: "",
    UnsubscribedBy: "",
    ...chosen,
  });
}

/** Removes the contact, its properties and its places on lists. Its messages and their events stay, as they do at Mailjet. */
export function removeContact(account: Account, id: number): void {
  for (const { ListID } of account.listrecipient.where("ContactID", id)) {
    const [list] = account.contactslist.where("ID", ListID);
    if (list !== undefined) account.contactslist.change(list, { SubscriberCount: list.SubscriberCount - 1 });
  }
  account.listrecipient.remove(({ ContactID }) => ContactID === id);
  account.contactdata.remove(({ ContactID }) => ContactID === id);
  account.contact.remove(({ ID }) => ID === id);
}

/** @throws {RangeError} when there is no such contact. */
export function touchContact(account: Account, id: number, at: Date, chosen: Partial<RowIn<"contact">> = {}): void {
  const [contact] = account.contact.where("ID", id);
  if (contact === undefined) throw new RangeError(`Cannot touch contact ${id}: there is none`);
  account.contact.change(contact, { LastUpdateAt: text(at), ...chosen });
}

/** One more click, at this time, in a row of statistics. */
export function touchStatistics<Name extends "campaignstatistics" | "contactstatistics" | "liststatistics">(
  account: Account,
  name: Name,
  row: RowIn<Name>,
  at: Date,
): void {
  const table: Table<Row> = account[name];
  table.change(row, { ClickedCount: Number(row.ClickedCount) + 1, LastActivityAt: text(at) });
}

/** A campaign that began to be sent at this time, and still is. */
export function addCampaign(account: Account, at: Date, chosen: Partial<RowIn<"campaign">> = {}): RowIn<"campaign"> {
  return account.campaign.add({
    CampaignType: 2,
    ClickTracked: 1,
    CreatedAt: text(at),
    CustomValue: "",
    FirstMessageID: nextFirstMessageId(account),
    FromEmail: "news1@example.com",
    FromID: 5_001,
    FromName: "Example",
    HasHtmlCount: 1,
    HasTxtCount: 1,
    ID: nextId(account.campaign, FIRST_CAMPAIGN_ID),
    IsDeleted: false,
    IsStarred: false,
    ListID: 0,
    NewsLetterID: 0,
    OpenTracked: 1,
    SegmentationID: 0,
    SendEndAt: "",
    SendStartAt: text(at),
    SpamassScore: new Decimal("2.50"),
    Status: 1,
    Subject: "Fresh news",
    UnsubscribeTrackedCount: 1,
    WorkflowID: 0,
    ...chosen,
  });
}

/** A message that arrived at this time; of the latest campaign, to the first contact. */
export function addMessage(account: Account, at: Date, chosen: Partial<RowIn<"message">> = {}): RowIn<"message"> {
  const campaign = campaignFor(account, at, chosen.CampaignID);
  const contact = chosen.ContactID ?? account.contact[Symbol.iterator]().next().value?.ID ?? addContact(account, at).ID;
  const ID = chosen.ID ?? nextMessageId(account, campaign);
  return account.message.add({
    ArrivedAt: text(at),
    AttachmentCount: 0,
    AttemptCount: 1,
    CampaignID: campaign.ID,
    ContactAlt: `contact-${contact}@example.com`,
    ContactID: contact,
    CustomID: "",
    Delay: new Decimal("1.0"),
    DestinationID: 81,
    FilterTime: 12,
    ID,
    IsClickTracked: true,
    IsHTMLPartIncluded: true,
    IsOpenTracked: true,
    IsTextPartIncluded: true,
    IsUnsubTracked: true,
    MessageSize: 4_096,
    SenderID: campaign.FromID,
    SpamassassinScore: new Decimal("0.0"),
    SpamassRules: "",
    StateID: 0,
    StatePermanent: false,
    Status: "sent",
    Subject: campaign.Subject,
    UUID: `00000000-0000-4000-a000-${String(ID).slice(-12)}`,
    ...chosen,
  });
}

/** An open at this time; of the latest message that had arrived by then. */
export function addOpen(
  account: Account,
  at: Date,
  chosen: Partial<RowIn<"openinformation">> = {},
): RowIn<"openinformation"> {
  const { ArrivedAt, CampaignID, ContactID, ID } = messageFor(account, at, chosen.MessageID);
  const agent = { UserAgentFull: "Mozilla/5.0 (X11; Linux x86_64)", UserAgentID: 4_100 };
  const fitting = { ArrivedAt, CampaignID, ContactID, ID: -1, MessageID: ID, OpenedAt: text(at), ...agent };
  return account.openinformation.add({ ...fitting, ...chosen });
}

/** A click at this time; in the latest message that had arrived by then. */
export function addClick(
  account: Account,
  at: Date,
  chosen: Partial<RowIn<"clickstatistics">> = {},
): RowIn<"clickstatistics"> {
  const { ArrivedAt, ContactID, ID } = messageFor(account, at, chosen.MessageID);
  const ClickedAt = text(at);
  const ClickedDelay = (secondsOf(ClickedAt) ?? 0) - (secondsOf(ArrivedAt) ?? 0);
  const link = { Url: "https://www.example.com/", UserAgentID: 4_100 };
  return account.clickstatistics.add({ ClickedAt, ClickedDelay, ContactID, ID: -1, MessageID: ID, ...link, ...chosen });
}

/** A bounce at this time; of the latest message that had arrived by then. The `ID` of a bounce is its message's. */
export function addBounce(
  account: Account,
  at: Date,
  chosen: Partial<RowIn<"bouncestatistics">> = {},
): RowIn<"bouncestatistics"> {
  const { CampaignID, ContactID, ID } = messageFor(account, at, chosen.ID);
  const state = { IsBlocked: false, IsStatePermanent: false, StateID: 6 };
  return account.bouncestatistics.add({ BouncedAt: text(at), CampaignID, ContactID, ID, ...state, ...chosen });
}

function text(at: Date): string {
  return dateText(Math.floor(at.getTime() / 1000));
}

function nextId(rows: Iterable<{ readonly ID: number }>, first: number): number {
  let next = first;
  for (const { ID } of rows) next = Math.max(next, ID + 1);
  return next;
}

function nextFirstMessageId(account: Account): bigint {
  let last: bigint = FIRST_MESSAGE_IDS.digits17;
  for (const { FirstMessageID } of account.campaign) if (FirstMessageID > last) last = FirstMessageID;
  return last + MESSAGE_IDS_PER_CAMPAIGN;
}

/** One more than the campaign's last, so that a double cannot tell the two apart. */
function nextMessageId(account: Account, campaign: RowIn<"campaign">): bigint {
  let next = campaign.FirstMessageID;
  for (const { ID } of account.message.where("CampaignID", campaign.ID)) if (ID >= next) next = ID + 1n;
  return next;
}

function campaignFor(account: Account, at: Date, id: number | undefined): RowIn<"campaign"> {
  const row = id === undefined ? account.campaign.last(at.getTime() / 1000) : account.campaign.where("ID", id)[0];
  return row ?? addCampaign(account, at, id === undefined ? {} : { ID: id });
}

function messageFor(account: Account, at: Date, id: bigint | undefined): RowIn<"message"> {
  const row = id === undefined ? account.message.last(at.getTime() / 1000) : account.message.where("ID", id)[0];
  return row ?? addMessage(account, at, id === undefined ? {} : { ID: id });
}
