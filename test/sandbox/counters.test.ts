import { expect } from "chai";
import { addCampaign, addClick, addMessage, addOpen } from "../../sandbox/changes.ts";
import { type CounterChoice, counterRows } from "../../sandbox/counters.ts";
import { API_KEY_ID, type CounterResolution, SLICE_SECONDS, SOURCES, TIMINGS } from "../../sandbox/counting.ts";
import { expectedCounters } from "../../sandbox/expected.ts";
import { dateText, secondsOf } from "../../sandbox/time.ts";
import { DAY_S, get, NOW, NOW_S, sandboxes } from "./client.ts";

const at = (seconds: number) => new Date(seconds * 1000);
const query = (source: string, timing: string, resolution: string, more = "") =>
  `statcounters?CounterSource=${source}&CounterTiming=${timing}&CounterResolution=${resolution}${more}&Limit=1000`;
const keyChoice = (resolution: CounterResolution): CounterChoice => ({
  source: "APIKey",
  timing: "Message",
  resolution,
});
const total = (rows: Iterable<{ readonly Total: number }>) =>
  Array.from(rows, ({ Total }) => Total).reduce((sum, next) => sum + next, 0);

describe("the sandbox's counters", () => {
  const start = sandboxes();

  it("take exactly the combinations that Mailjet takes", async () => {
    const sandbox = await start();
    const [campaign] = sandbox.account.campaign;
    const taken: string[] = [];
    for (const source of Object.keys(SOURCES)) {
      for (const timing of Object.keys(TIMINGS)) {
        for (const resolution of Object.keys(SLICE_SECONDS)) {
          const { status } = await get(sandbox, query(source, timing, resolution, `&SourceID=${campaign?.ID}`));
          if (status === 200) taken.push(`${source} ${timing} ${resolution}`);
          else expect(status).to.equal(400);
        }
      }
    }
    const slices = ["Highest", "Hour", "Day"];
    const everywhere = ["APIKey", "Campaign"].flatMap((source) => [
      ...[...slices, "Lifetime"].map((resolution) => `${source} Message ${resolution}`),
      ...slices.map((resolution) => `${source} Event ${resolution}`),
    ]);
    const senders = [...slices, "Lifetime"].map((resolution) => `Sender Message ${resolution}`);
    expect(taken).to.have.members([...everywhere, "List Message Lifetime", ...senders]);
  });

  it("refuse what is missing or unknown, a time at Lifetime, and more than 100 slices", async () => {
    const sandbox = await start();
    const menus = "CounterSource=apikey&CounterTiming=message&CounterResolution=";
    const days = (count: number) => `&ToTS=${100 * DAY_S + 5}&FromTS=${(101 - count) * DAY_S + 5}`;
    const statuses = {
      "CounterSource=APIKey&CounterTiming=Message": 400,
      [`${menus}Week`]: 400,
      [`${menus}lifetime`]: 200,
      [`${menus}Lifetime&FromTS=1`]: 400,
      [`${menus}Lifetime&ToTS=2026-01-01T00:00:00Z`]: 400,
      [`${menus}Day&FromTS=1`]: 400,
      [`${menus}day${days(100)}`]: 200,
      [`${menus}day${days(101)}`]: 400,
      "CounterSource=Campaign&CounterTiming=Message&CounterResolution=Day": 400,
      "CounterSource=Campaign&CounterTiming=Message&CounterResolution=Day&SourceID=x": 400,
    };
    for (const [params, expected] of Object.entries(statuses)) {
      const { status, body } = await get(sandbox, `statcounters?${params}`);
      expect([params, status]).to.deep.equal([params, expected]);
      expect(JSON.parse(body)).to.be.an("object");
    }
  });

  it("give one row at Lifetime, also where nothing is counted, and none of what is not there", async () => {
    const sandbox = await start();
    const silent = addCampaign(sandbox.account, NOW).ID;
    const one = await get(sandbox, query("Campaign", "Message", "Lifetime", `&SourceID=${silent}`));
    expect(one.rows).to.have.length(1);
    expect(one.rows[0]).to.include({ SourceID: silent, APIKeyID: API_KEY_ID, Timeslice: "", Total: 0 });
    for (const resolution of ["Lifetime", "Day"])
      expect((await get(sandbox, query("Campaign", "Message", resolution, "&SourceID=5"))).rows).to.deep.equal([]);
    const all = await get(sandbox, query("apikey", "Message", "Lifetime"));
    expect(all.rows[0]).to.include({ SourceID: API_KEY_ID, Total: sandbox.account.message.size });
  });

  it("count messages by their arrival and events by their own time", async () => {
    const sandbox = await start({ size: { campaigns: 1, messages: 0, opens: 0, clicks: 0, bounces: 0 } });
    const { account } = sandbox;
    const message = addMessage(account, at(NOW_S - 3 * DAY_S), { Status: "clicked" });
    addOpen(account, at(NOW_S - DAY_S), { MessageID: message.ID });
    addClick(account, at(NOW_S - DAY_S), { MessageID: message.ID });
    const choice = { source: "Campaign", resolution: "Day", id: message.CampaignID } as const;
    const day = (age: number) => dateText(NOW_S - DAY_S / 2 - age * DAY_S).slice(0, 19);
    const [sent, ...others] = counterRows(account, { ...choice, timing: "Message" });
    expect(others).to.deep.equal([]);
    expect(sent).to.include({ MessageSentCount: 1, MessageClickedCount: 1, EventClickedCount: 0, Total: 1 });
    expect(sent?.Timeslice.slice(0, 19)).to.equal(day(3));
    const [happened] = counterRows(account, { ...choice, timing: "Event" });
    expect(happened).to.include({ EventOpenedCount: 1, EventOpenDelay: 2 * DAY_S, EventClickDelay: 2 * DAY_S });
    expect(happened).to.include({ EventClickedCount: 1, MessageSentCount: 0, Total: 2 });
    expect(happened?.Timeslice.slice(0, 19)).to.equal(day(1));
  });

  it("count every message once at each resolution, and each source apart", async () => {
    const { account } = await start();
    for (const resolution of ["Highest", "Hour", "Day", "Lifetime"] as const)
      expect(total(counterRows(account, keyChoice(resolution))), resolution).to.equal(account.message.size);
    const choice = { source: "Campaign", timing: "Message", resolution: "Hour" } as const;
    for (const { ID } of account.campaign)
      expect(total(counterRows(account, { ...choice, id: ID }))).to.equal(
        account.message.where("CampaignID", ID).length,
      );
  });

  it("give the slices that start within the bounds, and 100 up to now by default", async () => {
    const midnight = NOW_S - DAY_S / 2;
    const cases = [
      [{ from: "exclusive", to: "inclusive" }, 2],
      [{ from: "inclusive", to: "inclusive" }, 3],
      [{ from: "exclusive", to: "exclusive" }, 1],
    ] as const;
    for (const [bounds, expected] of cases) {
      const sandbox = await start({ bounds, emptySlices: "listed" });
      const between = `&FromTS=${midnight - 9 * DAY_S}&ToTS=${midnight - 7 * DAY_S}`;
      const { rows } = await get(sandbox, query("APIKey", "Message", "Day", between));
      expect(rows, bounds.from).to.have.length(expected);
    }
    const sandbox = await start({ emptySlices: "listed" });
    const { rows } = await get(sandbox, query("APIKey", "Message", "Hour"));
    const times = rows.map(({ Timeslice }) => secondsOf(String(Timeslice)));
    expect(times).to.deep.equal(Array.from({ length: 100 }, (_, index) => NOW_S - (99 - index) * 3_600));
    expect(rows.some(({ Timeslice }) => !String(Timeslice).endsWith("Z"))).to.equal(true);
  });

  it("leave out what counts nothing, unless told to list it", async () => {
    const sandbox = await start();
    const { rows } = await get(sandbox, query("APIKey", "Message", "Hour"));
    expect(rows).to.have.length.within(1, 99);
    expect(rows.every(({ Total }) => Number(Total) > 0)).to.equal(true);
    expect((await get(sandbox, query("APIKey", "Message", "Hour", "&Offset=1"))).rows).to.deep.equal(rows.slice(1));
  });

  it("count anew when something happens", async () => {
    const { account } = await start();
    const before = total(counterRows(account, keyChoice("Day")));
    addMessage(account, NOW);
    expect(total(counterRows(account, keyChoice("Day")))).to.equal(before + 1);
  });
});

describe("expectedCounters()", () => {
  const start = sandboxes();

  it("puts the menus first, and null for the time of all time", async () => {
    const { account } = await start();
    const [row = ""] = expectedCounters(account, keyChoice("Lifetime"));
    expect(row).to.match(
      /^\{ "CounterSource" : "APIKey", "CounterTiming" : "Message", "CounterResolution" : "Lifetime", "APIKeyID" : \d+, /,
    );
    expect(row).to.include('"Timeslice" : null');
  });

  it("takes a period with both ends in it", async () => {
    const { account } = await start();
    const midnight = NOW_S - DAY_S / 2;
    const within = { from: midnight - 2 * DAY_S, to: midnight };
    expect(expectedCounters(account, keyChoice("Day"), within, "listed")).to.have.length(3);
  });
});
