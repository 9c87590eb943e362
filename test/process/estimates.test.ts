/** Every stream of the catalog: an ESTIMATE is of the rows that come, of no others, or there is none. */
import { expect } from "chai";
import { messages } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { EVERYTHING, RESOURCES, rowsOfStream } from "../../sandbox/streams.ts";
import { streams } from "../../src/streams/table.ts";
import { read } from "../support/here.ts";
import { type ReadOutcome, read as readInAProcess } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

/** More than a page in many streams. */
const SIZE = {
  ...{ campaigns: 60, lists: 8, contacts: 3_000, segments: 20, messages: 3_500, opens: 4_500, clicks: 2_500 },
  ...{ bounces: 1_500, burst: 20 },
};

interface Estimated {
  readonly name: string;
  readonly rows: number;
}

function estimatesOf({ lines }: ReadOutcome): Estimated[] {
  const traces = messages(lines.filter((line) => line.includes('"ESTIMATE"')));
  return traces.map(({ trace }) => {
    const { estimate } = trace as { estimate: { name: string; row_estimate: number } };
    return { name: estimate.name, rows: estimate.row_estimate };
  });
}

/** Those that are not of the rows that came. Identical events are counted one by one, and come as one row. */
function wrong(outcome: ReadOutcome, identical: ReadonlyMap<string, number>): object[] {
  return estimatesOf(outcome).flatMap(({ name, rows }) => {
    const came = outcome.rows.get(name)?.length ?? 0;
    const isRight = rows >= came && rows <= came + (identical.get(name) ?? 0);
    return isRight ? [] : [{ name, estimated: rows, came }];
  });
}

/** How many rows of the account are the same as another one, by stream. */
function identicalIn({ account }: Sandbox): ReadonlyMap<string, number> {
  const shared = [...streams].filter(([, { isKeyShared }]) => isKeyShared);
  return new Map(
    shared.map(([name]) => {
      const table = account[RESOURCES[name] as keyof typeof account];
      return [name, table.size - rowsOfStream(account, name).length];
    }),
  );
}

describe("the ESTIMATE of every stream", () => {
  let sandbox: Sandbox;
  let first: ReadOutcome;
  const names = (outcome: ReadOutcome) => estimatesOf(outcome).map(({ name }) => name);
  const expectRight = (outcome: ReadOutcome) =>
    expect(wrong(outcome, identicalIn(sandbox)), JSON.stringify(estimatesOf(outcome))).to.deep.equal([]);

  before(async () => {
    sandbox = await testSandbox({ size: SIZE });
    first = await read(sandbox, { config: EVERYTHING });
  });
  after(() => sandbox.close());

  it("is of the rows of a first read, once, where they are more than a page and are not read parent by parent", () => {
    expectRight(first);
    const large = [...streams].filter(([name, { each }]) => !each && (first.rows.get(name)?.length ?? 0) > 1_000);
    expect(large).to.have.length.above(5);
    expect(names(first)).to.have.members(large.map(([name]) => name));
  });

  it("is of what an incremental read brings: there is none of contacts, which are all looked through", async () => {
    const second = await read(sandbox, { config: { ...EVERYTHING, lookback_days: 90 }, state: first.states });
    expectRight(second);
    expect(names(second)).not.to.include("contacts");
    expect(second.rows.get("contacts")?.length).to.be.below(SIZE.contacts);
  });

  it("is of what is behind the state's date", async () => {
    const state = {
      open_events: { OpenedAt: "2025-06-01T00:00:00Z" },
      messages: { ArrivedAt: "2025-06-01T00:00:00Z" },
    };
    const outcome = await read(sandbox, { config: EVERYTHING, streams: ["open_events", "messages"], state });
    expectRight(outcome);
    expect(names(outcome)).to.include("open_events");
    expect(outcome.rows.get("open_events")?.length).to.be.below(SIZE.opens);
  });

  const FILTERS = {
    "what is deleted left out": {},
    "starred campaigns": { starred: "starred" },
    "dates and an update date": { start_date: "2025-06-01", end_date: "2026-02-20", updated_since: "2025-12-01" },
    "one status of segments": { segment_status: ["used"] },
    "all but drafts, as slices of time": {
      counter_source: "APIKey",
      counter_timing: "Event",
      counter_resolution: "Hour",
    },
  };
  for (const [what, config] of Object.entries(FILTERS)) {
    it(`is of the rows that come: ${what}`, async () => {
      expectRight(await read(sandbox, { config }));
    });
  }

  it("is of the rows of the campaigns or the lists that were chosen", async () => {
    const lists = Array.from(sandbox.account.contactslist, ({ ID }) => Number(ID)).slice(0, 3);
    const campaigns = Array.from(sandbox.account.campaign, ({ ID }) => Number(ID)).slice(0, 40);
    const byLists = { filter_type: "contact_lists_and_sent_dates", contact_lists: lists };
    const byCampaigns = { filter_type: "campaigns_and_event_dates", campaigns };
    for (const filter of [byLists, byCampaigns]) {
      const outcome = await read(sandbox, { config: { ...EVERYTHING, filter } });
      expectRight(outcome);
      expect(names(outcome)).to.not.be.empty;
    }
  });

  it("is of the rows that are left where a read goes on that was cut off", async () => {
    const slow = await testSandbox({ size: { ...SIZE, contacts: 8_000 }, latencyMs: 20 });
    const options = { config: EVERYTHING, streams: ["contacts", "contact_properties"] };
    let states = 0;
    const cut = await readInAProcess(slow, {
      ...options,
      onLine: (line, kill) => {
        if (line.startsWith('{"type":"STATE"') && ++states === 3) kill("SIGINT");
      },
    });
    const rest = await read(slow, { ...options, state: cut.states });
    await slow.close();
    expectRight(rest);
    expect(names(rest)).to.not.be.empty;
    expect(rest.rows.get("contacts")?.length).to.be.below(8_000);
  });
});
