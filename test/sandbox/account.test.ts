import { expect } from "chai";
import type { Account } from "../../sandbox/account.ts";
import {
  addBounce,
  addCampaign,
  addClick,
  addContact,
  addMessage,
  addOpen,
  removeContact,
  touchContact,
} from "../../sandbox/changes.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import { generateAccount } from "../../sandbox/generate/account.ts";
import { sizes } from "../../sandbox/generate/size.ts";
import { happen } from "../../sandbox/happenings.ts";
import { Random } from "../../sandbox/random.ts";
import { isResourceName, resources } from "../../sandbox/resources.ts";
import { secondsOf } from "../../sandbox/time.ts";
import { countOf, DAY_S, NOW, NOW_S } from "./client.ts";

const EMPTY = {
  campaigns: 0,
  lists: 0,
  contacts: 0,
  segments: 0,
  messages: 0,
  opens: 0,
  clicks: 0,
  bounces: 0,
  burst: 0,
};

const printed = (account: Account) =>
  Object.keys(resources).map((name) => (isResourceName(name) ? expectedRows(account, name) : []));

describe("generateAccount()", () => {
  it("makes the same account from the same seed, time and size, and another one from another seed", () => {
    const account = printed(generateAccount(7, NOW_S, sizes.small));
    expect(printed(generateAccount(7, NOW_S, sizes.small))).to.deep.equal(account);
    expect(printed(generateAccount(8, NOW_S, sizes.small))).to.not.deep.equal(account);
  });

  it("makes as many rows as asked for, also none", () => {
    const { opens, clicks, bounces, messages, contacts, campaigns } = sizes.small;
    const account = generateAccount(1, NOW_S, sizes.small);
    const { openinformation, clickstatistics, bouncestatistics, message, contact, campaign } = account;
    const tables = [openinformation, clickstatistics, bouncestatistics, message, contact, campaign];
    expect(tables.map(({ size }) => size)).to.deep.equal([opens, clicks, bounces, messages, contacts, campaigns]);
    expect(Object.values(generateAccount(1, NOW_S, EMPTY)).every(({ size }) => size === 0)).to.equal(true);
    const lonely = generateAccount(1, NOW_S, {
      ...EMPTY,
      campaigns: 1,
      contacts: 1,
      messages: 3,
      opens: 2,
      bounces: 2,
    });
    expect([lonely.message.size, lonely.openinformation.size, lonely.bouncestatistics.size]).to.deep.equal([3, 2, 2]);
  });

  it("lets so many opens and clicks happen in one second", () => {
    const account = generateAccount(1, NOW_S, { ...sizes.small, burst: 1_100 });
    const second = NOW_S - 3 * DAY_S;
    expect(countOf(account.openinformation, ({ OpenedAt }) => secondsOf(OpenedAt) === second)).to.be.at.least(1_100);
    expect(countOf(account.clickstatistics, ({ ClickedAt }) => secondsOf(ClickedAt) === second)).to.be.at.least(1_100);
  });

  it("puts nothing after now, no event before its message, and hundreds of events on this day", () => {
    const account = generateAccount(1, NOW_S, sizes.small);
    const opened = Array.from(account.openinformation, ({ OpenedAt }) => secondsOf(OpenedAt) ?? Number.NaN);
    expect(opened.every((seconds) => seconds <= NOW_S)).to.equal(true);
    expect(opened.filter((seconds) => seconds >= NOW_S - DAY_S / 2).length).to.be.greaterThan(300);
    expect(
      countOf(account.openinformation, (row) => (secondsOf(row.OpenedAt) ?? 0) < (secondsOf(row.ArrivedAt) ?? 1)),
    ).to.equal(0);
    expect(countOf(account.clickstatistics, ({ ClickedDelay }) => ClickedDelay < 0)).to.equal(0);
  });

  it("spreads events from seconds to months after their message, and campaigns over two years", () => {
    const account = generateAccount(1, NOW_S, sizes.small);
    const delays = Array.from(account.clickstatistics, ({ ClickedDelay }) => ClickedDelay);
    expect(Math.min(...delays)).to.be.lessThan(60);
    expect(Math.max(...delays)).to.be.greaterThan(60 * DAY_S);
    const starts = Array.from(account.campaign, ({ SendStartAt }) => NOW_S - (secondsOf(SendStartAt) ?? 0));
    expect(Math.max(...starts)).to.be.within(600 * DAY_S, 731 * DAY_S);
  });
});

describe("changes to an account", () => {
  it("add rows that fit together, to an empty account too", () => {
    const account = generateAccount(1, NOW_S, EMPTY);
    const open = addOpen(account, NOW);
    const click = addClick(account, NOW, { MessageID: open.MessageID, Url: "https://x.test" });
    const bounce = addBounce(account, NOW, { StateID: 3 });
    expect([click.MessageID, bounce.ID]).to.deep.equal([open.MessageID, open.MessageID]);
    expect([click.Url, bounce.StateID, open.ID, click.ID]).to.deep.equal(["https://x.test", 3, -1, -1]);
    expect([account.campaign.size, account.contact.size, account.message.size]).to.deep.equal([1, 1, 1]);
    expect(open.OpenedAt).to.equal("2026-03-10T12:00:00Z");
  });

  it("give new rows IDs of their own; those of two messages in a row are one as doubles", () => {
    const account = generateAccount(1, NOW_S, sizes.small);
    const { ID } = addCampaign(account, NOW);
    const [first, second] = [
      addMessage(account, NOW, { CampaignID: ID }),
      addMessage(account, NOW, { CampaignID: ID }),
    ];
    expect(second.ID - first.ID).to.equal(1n);
    expect(account.message.where("ID", first.ID)).to.deep.equal([first]);
    expect(account.contact.where("ID", addContact(account, NOW).ID)).to.have.length(1);
  });

  it("remove a contact from its lists too, and count it no more", () => {
    const account = generateAccount(1, NOW_S, sizes.small);
    const [place] = Array.from(account.listrecipient);
    const subscribers = () => account.contactslist.where("ID", place?.ListID ?? 0)[0]?.SubscriberCount ?? 0;
    const before = subscribers();
    removeContact(account, place?.ContactID ?? 0);
    expect(subscribers()).to.equal(before - 1);
    expect(account.contact.where("ID", place?.ContactID ?? 0)).to.have.length(0);
    expect(account.listrecipient.where("ContactID", place?.ContactID ?? 0)).to.have.length(0);
  });

  it("refuse to touch a contact that is not there", () => {
    expect(() => touchContact(generateAccount(1, NOW_S, EMPTY), 5, NOW)).to.throw(RangeError, "contact 5");
  });

  it("let so many things happen, now or within the last hour", () => {
    const account = generateAccount(1, NOW_S, sizes.small);
    const later = new Date((NOW_S + DAY_S) * 1000);
    const counts = happen(account, 41, later, new Random(1));
    expect(Object.values(counts)).to.deep.equal([11, 10, 10, 10]);
    const fresh = Array.from(account.openinformation, ({ OpenedAt }) => secondsOf(OpenedAt) ?? 0).filter(
      (at) => at > NOW_S,
    );
    expect(fresh).to.have.length(10);
    expect(Math.min(...fresh)).to.be.at.least(NOW_S + DAY_S - 3_600);
  });
});

describe("expectedRows()", () => {
  it("gives dates their Z, no date as null, identical rows once, and nothing else changed", () => {
    const account = generateAccount(1, NOW_S, EMPTY);
    const name = 'The "one" at 1.0 été';
    addContact(account, NOW, { ID: 5, Email: "a@b.c", Name: name, CreatedAt: "2026-01-31T10:00:00" });
    expect(expectedRows(account, "contact")).to.deep.equal([
      '{ "CreatedAt" : "2026-01-31T10:00:00Z", "DeliveredCount" : 0, "Email" : "a@b.c", ' +
        '"ExclusionFromCampaignsUpdatedAt" : null, "ID" : 5, "IsExcludedFromCampaigns" : false, "IsOptInPending" : false, ' +
        '"IsSpamComplaining" : false, "LastActivityAt" : null, "LastUpdateAt" : null, ' +
        '"Name" : "The \\"one\\" at 1.0 été", "UnsubscribedAt" : null, "UnsubscribedBy" : "" }',
    ]);
    const message = addMessage(account, NOW, { Subject: "Shown" });
    for (const _ of [1, 2]) addOpen(account, NOW, { MessageID: message.ID });
    expect(expectedRows(account, "openinformation")).to.have.length(1);
    expect(expectedRows(account, "message")[0]).to.include('"Subject" : "Shown"').and.include('"Delay" : 1.0,');
  });

  it("takes only the rows wanted", () => {
    const account = generateAccount(1, NOW_S, sizes.small);
    const rows = expectedRows(account, "contactslist", ({ IsDeleted }) => IsDeleted);
    expect(rows).to.have.length(countOf(account.contactslist, ({ IsDeleted }) => IsDeleted));
  });
});
