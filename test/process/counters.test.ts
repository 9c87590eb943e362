/** The counter menus: every legal combination gives every time slice once, and asks nothing that Mailjet refuses. */
import { expect } from "chai";
import { addMessage, addOpen } from "../../sandbox/changes.ts";
import type { CounterChoice, EmptySlices } from "../../sandbox/counters.ts";
import { expectedCounters } from "../../sandbox/expected.ts";
import { committedBy, discovered } from "../../sandbox/platform.ts";
import type { Sandbox, SandboxOptions } from "../../sandbox/sandbox.ts";
import { refusedCounters } from "../../src/config/counters.ts";
import { command, read } from "../support/here.ts";
import { CREDENTIALS, differences, read as readInAProcess } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

const DAY_S = 86_400;
const SOURCES = ["Campaign", "APIKey", "List", "Sender"] as const;
const TIMINGS = ["Message", "Event"] as const;
/** By resolution: the length of a slice, and the days over which it is read. */
const RESOLUTIONS = {
  Lifetime: undefined,
  Day: { sliceS: DAY_S, days: 250 },
  Hour: { sliceS: 3_600, days: 12 },
  Highest: { sliceS: 300, days: 1 },
} as const;

type Menus = Required<Pick<CounterChoice, "source" | "timing" | "resolution">>;

function configOf({ source, timing, resolution }: Menus) {
  return { counter_source: source, counter_timing: timing, counter_resolution: resolution } as const;
}

const ALL = SOURCES.flatMap((source) =>
  TIMINGS.flatMap((timing) =>
    (Object.keys(RESOLUTIONS) as (keyof typeof RESOLUTIONS)[]).map(
      (resolution): Menus => ({ source, timing, resolution }),
    ),
  ),
);
const LEGAL = ALL.filter((menus) => refusedCounters(configOf(menus)).length === 0);

/** Few of each: every source is read slice by slice. */
const SIZE = { campaigns: 14, contacts: 200, messages: 900, opens: 900, clicks: 400, bounces: 100 };

describe("read, of counters", () => {
  let sandbox: Sandbox;
  const start = async (options: SandboxOptions) => {
    sandbox = await testSandbox({ now: NOW, size: SIZE, ...options });
  };
  const NOW = new Date("2026-03-14T15:09:26Z");
  const now = NOW.getTime() / 1_000;
  afterEach(() => sandbox.close());

  /** The sources that there are, and since when: no slice of a campaign lies before its sending. */
  const sources = (menus: Menus): { id?: number; begins: number }[] => {
    const { campaign, contactslist, sender } = sandbox.account;
    if (menus.source === "APIKey") return [{ begins: 0 }];
    if (menus.source === "Campaign")
      return Array.from(campaign, ({ ID, SendStartAt }) => ({ id: ID, begins: seconds(SendStartAt) }));
    const rows: Iterable<{ readonly ID: number }> = menus.source === "List" ? contactslist : sender;
    return Array.from(rows, ({ ID }) => ({ id: ID, begins: 0 }));
  };

  const expected = (menus: Menus, from: number, emptySlices: EmptySlices) =>
    sources(menus).flatMap(({ id, begins }) => {
      const sliceS = RESOLUTIONS[menus.resolution]?.sliceS ?? 1;
      const first = Math.floor(Math.max(from, begins) / sliceS) * sliceS;
      const choice = { ...menus, ...(id !== undefined && { id }) };
      return expectedCounters(
        sandbox.account,
        choice,
        { from: first, to: sandbox.now().getTime() / 1_000 },
        emptySlices,
      );
    });

  const EVERYTHING = { include_deleted_campaigns: true, include_deleted_lists: true };
  const refusedCalls = () => sandbox.calls.filter(({ status }) => status !== 200);

  for (const menus of LEGAL) {
    const { source, timing, resolution } = menus;
    for (const emptySlices of ["left out", "listed"] as const) {
      if (resolution === "Lifetime" && emptySlices === "listed") continue;
      it(`brings ${resolution} counters by ${source} and ${timing}, each once (empty slices ${emptySlices})`, async () => {
        const bounds = emptySlices === "listed" ? ("inclusive" as const) : ("exclusive" as const);
        await start({ emptySlices, bounds: { from: bounds, to: bounds } });
        const { days = 0 } = RESOLUTIONS[resolution] ?? {};
        const from = days === 0 ? 0 : now - days * DAY_S;
        const dates = days === 0 ? {} : { start_date: new Date(from * 1_000).toISOString() };
        const config = { ...EVERYTHING, ...configOf(menus), ...dates };
        const outcome = await read(sandbox, { config, streams: ["stat_counters"] });
        expect(outcome.code).to.equal(0);
        expect(refusedCalls()).to.deep.equal([]);
        const wanted = expected(menus, from, emptySlices);
        expect(wanted).to.not.be.empty;
        expect(differences(outcome.rows.get("stat_counters"), wanted)).to.deep.equal({});
        const keys = (outcome.rows.get("stat_counters") ?? []).map((row) => {
          const { SourceID, Timeslice } = JSON.parse(row);
          expect(SourceID).to.be.a("number");
          return `${SourceID} ${Timeslice}`;
        });
        expect(new Set(keys).size).to.equal(keys.length);
      });
    }
  }

  it("reads in an increment what came since, and the last slices again", async () => {
    await start({});
    const menus = { source: "Campaign", timing: "Event", resolution: "Day" } as const;
    const config = { ...EVERYTHING, ...configOf(menus), lookback_days: 0 };
    const options = { config, streams: ["stat_counters"], syncMode: "incremental" } as const;
    const first = await read(sandbox, options);
    expect(differences(first.rows.get("stat_counters"), expected(menus, 0, "left out"))).to.deep.equal({});
    expect(first.states.map(({ stream }) => stream.stream_state)).to.deep.equal([
      { Timeslice: "2026-03-14T15:09:26Z", menus: "CounterSource=Campaign&CounterTiming=Event&CounterResolution=Day" },
    ]);
    const { account } = sandbox;
    addOpen(account, new Date("2026-03-14T15:09:20Z"));
    sandbox.advance(3 * DAY_S);
    const message = addMessage(account, sandbox.now());
    addOpen(account, sandbox.now(), { MessageID: message.ID });
    const second = await read(sandbox, { ...options, state: first.states });
    const again = seconds("2026-03-13T00:00:00Z");
    expect(differences(second.rows.get("stat_counters"), expected(menus, again, "left out"))).to.deep.equal({});
    const fresh = (second.rows.get("stat_counters") ?? []).filter((row) => row.includes("2026-03-17"));
    expect(fresh).to.have.length(1);
    expect(refusedCalls()).to.be.empty;
  });

  it("goes on after a kill with the slices that are left, in both modes", async () => {
    await start({ size: { ...SIZE, campaigns: 24, messages: 2_000 }, latencyMs: 2 });
    const menus = { source: "Campaign", timing: "Message", resolution: "Hour" } as const;
    const from = now - 100 * DAY_S;
    const config = { ...EVERYTHING, ...configOf(menus), start_date: new Date(from * 1_000).toISOString() };
    const wanted = expected(menus, from, "left out");
    for (const syncMode of ["incremental", "full_refresh"] as const) {
      const options = { config, streams: ["stat_counters"], syncMode } as const;
      let records = 0;
      const began = sandbox.calls.length;
      const killed = await readInAProcess(sandbox, {
        ...options,
        onLine: (line, kill) => {
          if (line.startsWith('{"type":"RECORD"') && ++records === Math.floor(wanted.length / 2)) kill("SIGKILL");
        },
      });
      expect(killed.signal).to.equal("SIGKILL");
      const before = committedBy(killed.lines.filter((line) => line.endsWith("}"))).get("stat_counters") ?? [];
      expect(before).to.not.be.empty;
      const asked = sandbox.calls.length - began;
      const rest = await read(sandbox, { ...options, state: killed.states });
      const after = rest.rows.get("stat_counters") ?? [];
      expect(differences([...new Set([...before, ...after])], wanted), syncMode).to.deep.equal({});
      expect(before.length + after.length).to.be.below(wanted.length * 1.15);
      expect(sandbox.calls.length - began - asked, "what was done is not asked for again").to.be.below(0.8 * asked);
    }
    expect(refusedCalls()).to.be.empty;
  });

  it("begins anew with a state that other menus made: their slices say nothing of these", async () => {
    await start({});
    const daily = { source: "APIKey", timing: "Event", resolution: "Day" } as const;
    const hourly = { ...daily, resolution: "Hour" } as const;
    const from = now - 20 * DAY_S;
    const options = (menus: Menus) => ({
      config: { ...configOf(menus), start_date: new Date(from * 1_000).toISOString() },
      ...{ streams: ["stat_counters"], syncMode: "incremental" as const },
    });
    const first = await read(sandbox, options(daily));
    const second = await read(sandbox, { ...options(hourly), state: first.states });
    expect(differences(second.rows.get("stat_counters"), expected(hourly, from, "left out"))).to.deep.equal({});
    const again = await read(sandbox, { ...options(hourly), state: second.states });
    expect(again.rows.get("stat_counters")?.length).to.be.below(second.rows.get("stat_counters")?.length ?? 0);
  });

  it("counts for the campaigns, or the lists, that the menus choose", async () => {
    await start({});
    const { account } = sandbox;
    const chosen = Array.from(account.campaign)
      .filter(({ IsDeleted }) => !IsDeleted)
      .slice(3, 6)
      .map(({ ID }) => ID);
    const ofCampaigns = { filter: { filter_type: "campaigns_and_event_dates", campaigns: chosen } };
    const ids = async (config: object) => {
      const { rows } = await read(sandbox, { config, streams: ["stat_counters"] });
      return [...new Set((rows.get("stat_counters") ?? []).map((row): number => JSON.parse(row).SourceID))];
    };
    expect(await ids(ofCampaigns)).to.have.members(chosen);
    const [list] = Array.from(account.contactslist).filter(({ IsDeleted }) => !IsDeleted);
    const ofLists = { filter: { filter_type: "contact_lists_and_sent_dates", contact_lists: [list?.ID] } };
    expect(await ids({ ...ofLists, counter_source: "List" })).to.deep.equal([list?.ID]);
    const sent = Array.from(account.campaign).filter(({ ListID, IsDeleted }) => ListID === list?.ID && !IsDeleted);
    expect(await ids(ofLists)).to.have.members(sent.map(({ ID }) => ID));
    const kept = Array.from(account.contactslist)
      .filter(({ IsDeleted }) => !IsDeleted)
      .map(({ ID }) => ID);
    expect(await ids({ counter_source: "List" })).to.have.members(kept);
  });
});

describe("the counter menus", () => {
  it("has menus of which 19 of 32 combinations are legal", () => {
    expect([ALL.length, LEGAL.length]).to.deep.equal([32, 19]);
  });

  it("offers slices with their time in the key and as a cursor, and lifetimes without", async () => {
    const discover = async (config: object) => {
      const all = discovered((await command(undefined, "discover", { config: { ...CREDENTIALS, ...config } })).lines);
      return all.find(({ name }) => name === "stat_counters");
    };
    expect(await discover({})).to.deep.include({ supported_sync_modes: ["full_refresh"] });
    const daily = await discover({ counter_resolution: "Day" });
    expect(daily).to.deep.include({
      supported_sync_modes: ["full_refresh", "incremental"],
      default_cursor_field: ["Timeslice"],
    });
    expect(daily?.source_defined_primary_key).to.deep.include(["Timeslice"]);
  });
});

function seconds(date: string): number {
  return Date.parse(date.endsWith("Z") ? date : `${date}Z`) / 1_000;
}
