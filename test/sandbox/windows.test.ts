import { expect } from "chai";
import { addCampaign, addClick, addMessage, addOpen } from "../../sandbox/changes.ts";
import { campaignOf } from "../../sandbox/expected.ts";
import type { Bounds } from "../../sandbox/select.ts";
import { secondsOf } from "../../sandbox/time.ts";
import { count, countOf, DAY_S, get, NOW_S, sandboxes } from "./client.ts";

const EVENTS = ["openinformation", "clickstatistics", "bouncestatistics"] as const;
const EMPTY = { campaigns: 0, lists: 0, contacts: 0, segments: 0, messages: 0, opens: 0, clicks: 0, bounces: 0 };
const MIDNIGHT_S = NOW_S - DAY_S / 2;

const at = (seconds: number) => new Date(seconds * 1000);

describe("the sandbox's time windows", () => {
  const start = sandboxes();

  it("answers for today alone without FromTS, or with 0", async () => {
    const sandbox = await start({ size: { campaigns: 60 } });
    const { account } = sandbox;
    const isToday = (date: string) => (secondsOf(date) ?? 0) >= MIDNIGHT_S;
    const campaigns = countOf(account.campaign, (row) => isToday(row.SendStartAt));
    const messages = countOf(account.message, (row) => isToday(row.ArrivedAt));
    for (const query of ["", "?FromTS=0"]) {
      expect(await count(sandbox, `campaign${query}`)).to.equal(campaigns);
      expect(await count(sandbox, `message${query}`)).to.equal(messages);
    }
    expect(campaigns).to.be.within(1, 59);
    expect(messages).to.be.within(1, 119);
  });

  it("answers for all time with FromTS=1", async () => {
    const sandbox = await start();
    for (const name of ["campaign", "message", ...EVENTS] as const) {
      expect(await count(sandbox, `${name}?FromTS=1`)).to.equal(sandbox.account[name].size, name);
    }
  });

  it("narrows events by their campaign's send time, so that late opens fall out of a window that moves", async () => {
    const sandbox = await start();
    const { account } = sandbox;
    const sentSince = (from: number) =>
      countOf(account.openinformation, (row) => (secondsOf(campaignOf(account, row)?.SendStartAt ?? "") ?? 0) > from);
    const month = NOW_S - 30 * DAY_S;
    const openedSince = countOf(account.openinformation, ({ OpenedAt }) => (secondsOf(OpenedAt) ?? 0) > month);
    expect(await count(sandbox, `openinformation?FromTS=${month}`)).to.equal(sentSince(month));
    expect(await count(sandbox, `openinformation?FromTS=1&EventFromTs=${month}`)).to.equal(openedSince);
    expect(openedSince).to.be.greaterThan(sentSince(month));
  });

  it("has an open today of a campaign sent two months ago, found by the event's time alone", async () => {
    const sandbox = await start();
    const { rows } = await get(sandbox, `openinformation?FromTS=1&EventFromTs=${MIDNIGHT_S}&Limit=1000`);
    const starts = rows.map(
      ({ CampaignID }) => sandbox.account.campaign.where("ID", Number(CampaignID))[0]?.SendStartAt,
    );
    expect(starts.map((date) => secondsOf(date ?? ""))).to.include(NOW_S - 61 * DAY_S);
  });

  it("answers for today's campaigns even when a CampaignID is given", async () => {
    const sandbox = await start({ size: EMPTY });
    const old = addCampaign(sandbox.account, at(NOW_S - 40 * DAY_S));
    const message = addMessage(sandbox.account, at(NOW_S - 40 * DAY_S), { CampaignID: old.ID });
    addOpen(sandbox.account, at(NOW_S), { MessageID: message.ID });
    addClick(sandbox.account, at(NOW_S), { MessageID: message.ID });
    for (const name of ["campaign", "openinformation", "clickstatistics"]) {
      expect(await count(sandbox, `${name}?CampaignID=${old.ID}`)).to.equal(0, name);
      expect(await count(sandbox, `${name}?CampaignID=${old.ID}&FromTS=1`)).to.equal(1, name);
    }
  });

  it("filters events by their own time with EventFromTs and EventToTs", async () => {
    const sandbox = await start();
    const from = NOW_S - 300 * DAY_S;
    const columns = {
      openinformation: "OpenedAt",
      clickstatistics: "ClickedAt",
      bouncestatistics: "BouncedAt",
    } as const;
    for (const name of EVENTS) {
      const query = `${name}?FromTS=1&EventFromTs=${from}&EventToTs=${NOW_S - DAY_S}&Limit=1000`;
      const times = (await get(sandbox, query)).rows.map((row) => secondsOf(String(row[columns[name]])));
      expect(times).to.have.length.greaterThan(0);
      expect(times.every((time) => time !== undefined && time > from && time <= NOW_S - DAY_S)).to.equal(true);
    }
  });

  it("filters messages by their own arrival, which can be weeks after the campaign began", async () => {
    const sandbox = await start({ size: EMPTY });
    const { ID } = addCampaign(sandbox.account, at(NOW_S - 20 * DAY_S));
    addMessage(sandbox.account, at(NOW_S - DAY_S), { CampaignID: ID });
    expect(await count(sandbox, `message?FromTS=${NOW_S - 2 * DAY_S}&ToTS=${NOW_S}`)).to.equal(1);
    expect(await count(sandbox, `message?FromTS=${NOW_S - 30 * DAY_S}&ToTS=${NOW_S - 2 * DAY_S}`)).to.equal(0);
  });

  const boundaries: [Bounds, number][] = [
    [{ from: "exclusive", to: "inclusive" }, 2],
    [{ from: "inclusive", to: "inclusive" }, 3],
    [{ from: "inclusive", to: "exclusive" }, 2],
    [{ from: "exclusive", to: "exclusive" }, 1],
  ];
  for (const [bounds, expected] of boundaries) {
    it(`takes bounds as told: from ${bounds.from}, to ${bounds.to}`, async () => {
      const sandbox = await start({ size: EMPTY, bounds });
      const message = addMessage(sandbox.account, at(NOW_S - 10 * DAY_S));
      for (const second of [-1, 0, 1]) addOpen(sandbox.account, at(NOW_S - 60 + second), { MessageID: message.ID });
      for (const second of [-1, 0, 1]) addCampaign(sandbox.account, at(NOW_S - 60 + second));
      const [from, to] = [NOW_S - 61, NOW_S - 59];
      expect(await count(sandbox, `openinformation?FromTS=1&EventFromTs=${from}&EventToTs=${to}`)).to.equal(expected);
      expect(await count(sandbox, `campaign?FromTS=${from}&ToTS=${to}`)).to.equal(expected);
    });
  }

  it("reads bounds as unix time and as RFC 3339, with and without a zone", async () => {
    const sandbox = await start();
    const day = "2026-01-15T08:30:00";
    const seconds = Date.parse(`${day}Z`) / 1000;
    const expected = await count(sandbox, `message?FromTS=${seconds}`);
    for (const bound of [`${day}Z`, day, encodeURIComponent("2026-01-15T10:30:00+02:00")]) {
      expect(await count(sandbox, `message?FromTS=${bound}`)).to.equal(expected, bound);
    }
    const unescaped = await get(sandbox, "message?FromTS=2026-01-15T10:30:00+02:00");
    expect(unescaped.status).to.equal(400, "a + in a query is a blank");
  });

  it("begins with the Period where one is given", async () => {
    const sandbox = await start({ size: { campaigns: 100 } });
    const starts = { Day: "2026-03-10", week: "2026-03-09", Month: "2026-03-01", Year: "2026-01-01" };
    for (const [period, first] of Object.entries(starts)) {
      const sent = countOf(sandbox.account.campaign, ({ SendStartAt }) => SendStartAt >= first);
      expect(await count(sandbox, `campaign?Period=${period}`)).to.equal(sent, period);
    }
  });

  it("moves its today with the clock", async () => {
    const sandbox = await start();
    expect(await count(sandbox, "campaign")).to.be.greaterThan(0);
    sandbox.advance(DAY_S);
    expect(await count(sandbox, "campaign")).to.equal(0);
  });
});
