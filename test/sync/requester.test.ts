import { expect } from "chai";
import nock from "nock";
import { loadSchema } from "../../src/config/files.ts";
import { Client } from "../../src/mailjet/client.ts";
import { MailjetError } from "../../src/mailjet/errors.ts";
import { Pacer } from "../../src/mailjet/pacing.ts";
import { rowShape } from "../../src/streams/columns.ts";
import { WHOLE } from "../../src/sync/partitions.ts";
import { Requester } from "../../src/sync/requester.ts";
import { declaration } from "../support/settings.ts";
import { TestClock } from "../support/time.ts";

const ORIGIN = "https://api.mailjet.com";
const PAGE = '{ "Count" : 1, "Data" : [ { "ID" : 7 } ], "Total" : 1 }';
const REFUSAL = { ErrorInfo: "", ErrorMessage: "Cannot sort on field id", StatusCode: 400 };

const OPEN = '{ "MessageID" : 1, "ContactID" : 2, "OpenedAt" : "2026-01-31T10:00:00Z", "UserAgentID" : 3 }';
const COUNTRY = '{ "Count" : 1, "Data" : [ { "Country" : "FR" } ] }';

describe("Requester", () => {
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending, "requests that were not made").to.be.empty;
  });

  const requester = (stream: string, params = {}) => {
    const { signal } = new AbortController();
    const clock = new TestClock();
    const client = new Client({
      origin: ORIGIN,
      apiKey: "key",
      apiSecret: "secret",
      pacer: new Pacer(1, clock, signal),
      clock,
      signal,
      retryForMs: 0,
      waitForMs: 0,
      random: () => 0,
      say: () => {},
    });
    return new Requester({
      client,
      declaration: declaration(stream),
      params,
      shape: rowShape(loadSchema(stream), declaration(stream)),
    });
  };
  const expectCall = (resource: string, query: Readonly<Record<string, string>>) =>
    nock(ORIGIN).get(`/v3/REST/${resource}`).query(query);

  it("asks for a page of a window by the stream's own parameters", async () => {
    expectCall("openinformation", {
      FromTS: "1",
      EventFromTs: "99",
      EventToTs: "200",
      IsDeleted: "false",
      CampaignID: "5",
      Sort: "ID",
      Limit: "1000",
      Offset: "999",
    }).reply(200, `{ "Count" : 1, "Data" : [ ${OPEN} ] }`);
    const slice = { partition: { key: "", params: { CampaignID: "5" } }, window: { start: 100, end: 200 } };
    const { rows } = await requester("open_events", { IsDeleted: "false" }).page(slice, 999, false);
    expect(rows.map(({ text }) => text)).to.deep.equal([OPEN]);
  });

  it("asks once more for a page whose rows have no key, and takes it when they have", async () => {
    expectCall("contact", { Sort: "ID", Limit: "1000", Offset: "0" }).reply(200, '{ "Count" : 1, "Data" : [ {} ] }');
    expectCall("contact", { Sort: "ID", Limit: "1000", Offset: "0" }).reply(200, PAGE);
    expect(await requester("contacts").page({ partition: WHOLE }, 0, false))
      .to.have.property("rows")
      .with.length(1);
  });

  it("fails where they still have none, and names the column and the row", async () => {
    const page = '{ "Count" : 2, "Data" : [ { "ID" : 7 }, { "ID" : null } ] }';
    nock(ORIGIN).get("/v3/REST/contact").query(true).times(2).reply(200, page);
    const error = await requester("contacts")
      .page({ partition: WHOLE }, 3_000, false)
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(MailjetError).and.include({ trouble: "keyless" });
    expect(error).to.have.property("message").that.includes("key column 'ID' is null, in row 3002 of the list");
  });

  it("puts the campaign that was asked for on each of its rows", async () => {
    expectCall("geostatistics", { FromTS: "1", CampaignID: "7", Limit: "1000", Offset: "0" }).reply(200, COUNTRY);
    const slice = { partition: { key: "", params: { CampaignID: "7" } } };
    const { rows } = await requester("geo_statistics").page(slice, 0, false);
    expect(rows.map(({ text }) => text)).to.deep.equal(['{ "CampaignID" : 7, "Country" : "FR" }']);
  });

  it("counts a window without asking for its rows", async () => {
    expectCall("message", {
      FromTS: "99",
      ToTS: "200",
      ShowSubject: "true",
      ShowContactAlt: "true",
      ShowCustomID: "true",
      countOnly: "1",
    }).reply(200, '{ "Count" : 12345, "Data" : [], "Total" : 12345 }');
    expect(await requester("messages").count({ partition: WHOLE, window: { start: 100, end: 200 } })).to.equal(12_345);
  });

  it("goes on without Sort, for good, where the resource refuses it", async () => {
    const list = requester("contacts");
    expect(list.order).to.include({ isUnique: true });
    expectCall("contact", { Sort: "ID", Limit: "1000", Offset: "0" }).reply(400, REFUSAL);
    expectCall("contact", { Limit: "1000", Offset: "0" }).reply(200, PAGE);
    expectCall("contact", { Limit: "1000", Offset: "999" }).reply(200, PAGE);
    await list.page({ partition: WHOLE }, 0, false);
    expect(list.order).to.equal(undefined);
    await list.page({ partition: WHOLE }, 999, false);
  });

  it("does not take for a refusal of Sort what is refused without it too", async () => {
    const list = requester("contacts");
    for (const sort of [{ Sort: "ID" }, {}])
      expectCall("contact", { ...sort, Limit: "1000", Offset: "0" }).reply(400, { ErrorMessage: "Bad list" });
    const error = await list.page({ partition: WHOLE }, 0, false).catch((reason: unknown) => reason);
    expect(error).to.have.property("message").that.includes("Bad list");
    expect(list.order).to.include({ isUnique: true });
  });

  it("asks for the count beside a page, and knows a count that is none", async () => {
    const list = requester("contacts");
    const counted = { Sort: "ID", Limit: "1000", Offset: "0", countRecords: "1" };
    expectCall("contact", counted).reply(200, '{ "Count" : 1, "Data" : [ { "ID" : 7 } ], "Total" : 31 }');
    expect(await list.page({ partition: WHOLE }, 0, true)).to.have.property("total", 31);
    expectCall("contact", counted).reply(200, '{ "Total" : 31, "Count" : 1, "Data" : [ { "ID" : 7 } ] }');
    expect(await list.page({ partition: WHOLE }, 0, true)).to.have.property("total", undefined);
  });

  it("goes on without the count, for good, where the resource refuses it", async () => {
    const list = requester("contacts");
    const page = { Sort: "ID", Limit: "1000", Offset: "0" };
    expectCall("contact", { ...page, countRecords: "1" }).reply(400, REFUSAL);
    expectCall("contact", page).times(2).reply(200, PAGE);
    await list.page({ partition: WHOLE }, 0, true);
    await list.page({ partition: WHOLE }, 0, true);
    expect(list.order).to.include({ isUnique: true });
  });
});
