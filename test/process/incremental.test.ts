/** The second read: what is new arrives, what is late arrives, what is old does not come again. */
import { expect } from "chai";
import { addCampaign, addContact, addMessage, addOpen, touchContact } from "../../sandbox/changes.ts";
import { recordPrinter } from "../../sandbox/print.ts";
import { resources } from "../../sandbox/resources.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { loadCatalog } from "../../src/config/files.ts";
import { instantOf } from "../support/dates.ts";
import { read } from "../support/here.ts";
import type { ReadOptions, ReadOutcome } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

const INCREMENTAL = loadCatalog().flatMap(({ name, supported_sync_modes: modes }) =>
  modes.includes("incremental") ? [name] : [],
);

describe("read, incremental", () => {
  let sandbox: Sandbox;
  let first: ReadOutcome;
  const again = (options: ReadOptions = {}) => read(sandbox, { streams: INCREMENTAL, state: first.states, ...options });
  const ago = (seconds: number) => new Date(sandbox.now().getTime() - seconds * 1_000);
  const open = recordPrinter(resources.openinformation);
  const contact = recordPrinter(resources.contact);

  // Every sandbox of a seed is the same account: one first read is that of them all.
  before(async () => {
    const same = await testSandbox();
    first = await read(same, { streams: INCREMENTAL });
    await same.close();
    expect(first.code).to.equal(0);
  });
  beforeEach(async () => {
    sandbox = await testSandbox();
    sandbox.advance(6 * HOUR_S);
  });
  afterEach(() => sandbox.close());

  it("delivers an open of now of a campaign that was sent two months ago", async () => {
    const campaign = addCampaign(sandbox.account, ago(60 * DAY_S));
    const message = addMessage(sandbox.account, ago(60 * DAY_S), { CampaignID: campaign.ID });
    const row = addOpen(sandbox.account, sandbox.now(), { MessageID: message.ID });
    expect((await again()).rows.get("open_events")).to.include(open(row));
  });

  for (const hours of [5, 5 * 24]) {
    it(`delivers an event that was recorded ${hours} hours late`, async () => {
      const row = addOpen(sandbox.account, ago((6 + hours) * HOUR_S));
      const { rows, states } = await again();
      expect(rows.get("open_events")).to.include(open(row));
      expect((await again({ streams: ["open_events"], state: states })).rows.get("open_events")).to.equal(undefined);
    });
  }

  it("reads no event again where none came late, at two calls a stream beside the greeting", async () => {
    const streams = ["bounce_events", "click_events", "open_events"];
    const row = addOpen(sandbox.account, sandbox.now());
    const before = sandbox.calls.length;
    const { rows } = await again({ streams });
    expect([...rows]).to.deep.equal([["open_events", [open(row)]]]);
    expect(sandbox.calls.slice(before)).to.have.length(1 + 2 * streams.length);
  });

  it("reads the whole look-back, and nothing before it, where the state was typed by hand", async () => {
    const cursor = sandbox.now().getTime() / 1_000 - 6 * HOUR_S;
    for (const [config, days] of [
      [{}, 7],
      [{ lookback_days: 2 }, 2],
    ] as const) {
      const state = [stateOf("open_events", { OpenedAt: instantText(cursor) })];
      const { rows } = await again({ streams: ["open_events"], state, config });
      const since = (first.rows.get("open_events") ?? []).filter((text) => openedAt(text) >= cursor - days * DAY_S);
      expect(rows.get("open_events")).to.have.members(since);
    }
  });

  it("believes what was counted only of the same choice, and as of the same cursor", async () => {
    const [{ stream } = { stream: undefined }] = first.states.filter(
      ({ stream: { stream_descriptor } }) => stream_descriptor.name === "open_events",
    );
    const cursor = sandbox.now().getTime() / 1_000 - 7 * HOUR_S;
    const moved = [stateOf("open_events", { ...stream?.stream_state, OpenedAt: instantText(cursor) })];
    const since = (first.rows.get("open_events") ?? []).filter((text) => openedAt(text) >= cursor - 7 * DAY_S);
    const { rows } = await again({ streams: ["open_events"], state: moved });
    expect(rows.get("open_events")).to.have.members(since);
    const starred = await again({ streams: ["open_events"], config: { starred: "starred" } });
    expect(starred.rows.get("open_events")).to.not.equal(undefined);
  });

  it("reads without a look-back only what has happened since", async () => {
    const row = addOpen(sandbox.account, sandbox.now());
    const { rows } = await again({ config: { lookback_days: 0 } });
    const since = (rows.get("open_events") ?? []).filter((text) => !first.rows.get("open_events")?.includes(text));
    expect(since).to.deep.equal([open(row)]);
  });

  it("delivers a new contact that was never updated, and one that changed", async () => {
    const fresh = addContact(sandbox.account, sandbox.now());
    const [old] = sandbox.account.contact;
    touchContact(sandbox.account, old?.ID ?? 0, sandbox.now(), { Name: "Changed" });
    const [changed] = sandbox.account.contact.where("ID", old?.ID ?? 0);
    const { rows } = await again({ config: { lookback_days: 0 } });
    expect(rows.get("contacts")).to.have.members([contact(fresh), changed && contact(changed)]);
  });

  it("moves the cursor to Mailjet's time, also when nothing happened", async () => {
    const { states } = await again();
    for (const { stream } of states) {
      const [cursor] = Object.values(stream.stream_state);
      if (typeof cursor !== "string") continue;
      expect(Date.parse(cursor)).to.equal(sandbox.now().getTime());
    }
  });

  it("brings a state that is in the future back, says so, and reads the look-back", async () => {
    const streams = ["open_events", "contacts"];
    const state = [
      stateOf("open_events", { OpenedAt: "2999-01-01T00:00:00Z" }),
      stateOf("contacts", { LastUpdateAt: "2999-01-01T00:00:00Z" }),
    ];
    const { rows, states, lines } = await again({ state, streams });
    const now = sandbox.now().getTime() / 1_000;
    const cursors = states.map(({ stream }) => Object.values(stream.stream_state)[0]);
    expect(cursors).to.deep.equal([instantText(now), instantText(now)]);
    const within = (first.rows.get("open_events") ?? []).filter((text) => openedAt(text) >= now - 7 * DAY_S);
    expect(within).to.not.be.empty;
    expect(rows.get("open_events")).to.have.members(within);
    for (const stream of streams)
      expect(
        lines.filter((line) => line.includes(`'${stream}' is at 2999-01-01`) && line.includes("WARN")),
        stream,
      ).to.have.length(1);
  });
});

describe("read, incremental, of events", () => {
  const open = recordPrinter(resources.openinformation);
  const SIZE = { opens: 1_300, messages: 600, contacts: 200, clicks: 50, bounces: 50 };

  for (const counts of ["right", "only apart", "nothing", "everything", "refused"] as const) {
    for (const bounds of ["inclusive", "exclusive"] as const) {
      it(`finds the late ones where counts are ${counts} and bounds ${bounds}`, async () => {
        const sandbox = await testSandbox({ size: SIZE, counts, bounds: { from: bounds, to: bounds } });
        const options = { streams: ["open_events"], config: { include_deleted_campaigns: true } };
        const first = await read(sandbox, options);
        sandbox.advance(2 * HOUR_S);
        const times = [5 * DAY_S, 3 * HOUR_S, 7_201, 7_200, 7_199, 0];
        const late = times.map((s) => addOpen(sandbox.account, new Date(sandbox.now().getTime() - s * 1_000)));
        const second = await read(sandbox, { ...options, state: first.states });
        expect(second.rows.get("open_events")).to.include.members(late.map(open));
        const third = await read(sandbox, { ...options, state: second.states });
        const isProven = counts === "right" || counts === "only apart";
        if (isProven) expect([...third.rows]).to.deep.equal([]);
        else expect(third.rows.get("open_events")).to.include.members(late.map(open));
        await sandbox.close();
      });
    }
  }
});

function openedAt(row: string): number {
  return instantOf(JSON.parse(row).OpenedAt);
}

function instantText(instant: number): string {
  return new Date(instant * 1_000).toISOString().replace(".000", "");
}

function stateOf(name: string, state: object) {
  return { type: "STREAM", stream: { stream_descriptor: { name }, stream_state: state } };
}
