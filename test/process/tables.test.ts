/**
 * Every stream of the catalog, by the built executable: all rows of the account, in both ways of reading, and in
 * increments what came since. The streams are those of the connector's own table: a new one is held without an edit here.
 */
import { expect } from "chai";
import { touchStatistics } from "../../sandbox/changes.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import { knownParameters } from "../../sandbox/known.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { EVERYTHING, RESOURCES, rowsByDefault, rowsOfStream } from "../../sandbox/streams.ts";
import { streams } from "../../src/streams/table.ts";
import { declaredFor } from "../../src/streams/variant.ts";
import { instantOf } from "../support/dates.ts";
import { read as readHere } from "../support/here.ts";
import { differences, type ReadOutcome, read } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";
import { settings } from "../support/settings.ts";
import { expectOwnKeys, expectRowsOf } from "../support/wrongRows.ts";

/** All of them, unless one is named: `npm run test:stream`. */
const { TEST_STREAM } = process.env;
const names = [...streams.keys()].filter((name) => TEST_STREAM === undefined || name === TEST_STREAM);
const cursors = [...streams].flatMap(([name, varied]) => {
  const { cursor } = declaredFor(varied, settings(EVERYTHING));
  return cursor === undefined || !names.includes(name) ? [] : [{ name, cursor }];
});

const IN_LEFT_OUT =
  "Rows that a menu leaves out by default, such as those of deleted campaigns, are named in LEFT_OUT in sandbox/streams.ts";

const STATISTICS = {
  campaign_statistics: "campaignstatistics",
  contact_statistics: "contactstatistics",
  list_statistics: "liststatistics",
} as const;

describe("read, of every stream", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await testSandbox();
  });
  after(() => sandbox.close());

  it("is held against the rows of the account, of no stream more and of none less", () => {
    expect(Object.keys(RESOURCES)).to.have.members([...streams.keys()]);
  });

  for (const syncMode of ["full_refresh", "incremental"] as const) {
    describe(`as ${syncMode} where it can be`, () => {
      let outcome: ReadOutcome;
      before(async () => {
        // Without a mode, each is read as an increment that can be.
        const mode = syncMode === "full_refresh" ? { syncMode } : {};
        outcome = await read(sandbox, { config: EVERYTHING, streams: names, ...mode });
      });

      it("comes to its end without a request that Mailjet refuses", () => {
        expect(outcome.code).to.equal(0);
        expect(sandbox.calls.filter(({ status }) => status !== 200)).to.be.empty;
      });

      for (const name of names) {
        it(`delivers every row of ${name} exactly once, digit for digit`, () => {
          const expected = rowsOfStream(sandbox.account, name);
          expect(expected).to.not.be.empty;
          expectRowsOf(name, outcome.rows.get(name), expected);
        });
      }

      for (const [name, declaration] of [...streams].filter(([stream]) => names.includes(stream))) {
        it(`gives each row of ${name} a key of its own`, () => {
          expectOwnKeys(name, outcome.rows.get(name) ?? [], declaration);
        });
      }
    });
  }

  describe("with nothing but a key configured", () => {
    let outcome: ReadOutcome;
    before(async () => {
      outcome = await read(sandbox, { streams: names });
    });

    for (const name of names) {
      it(`delivers every row of ${name} exactly once, but for what is deleted, archived or a draft`, () => {
        const expected = rowsByDefault(sandbox.account, name);
        expect(expected).to.not.be.empty;
        expectRowsOf(name, outcome.rows.get(name), expected, IN_LEFT_OUT);
      });
    }
  });

  describe("behind a state", () => {
    /** By stream: the cursor of a row in the middle. */
    let middles: ReadonlyMap<string, string>;
    let outcome: ReadOutcome;
    before(async () => {
      middles = new Map(cursors.map(({ name, cursor }) => [name, middleOf(cursorsOf(sandbox, name, cursor))]));
      const state = cursors.map(({ name, cursor }) => ({
        type: "STREAM",
        stream: { stream_descriptor: { name }, stream_state: { [cursor]: middles.get(name) } },
      }));
      outcome = await read(sandbox, { config: EVERYTHING, streams: cursors.map(({ name }) => name), state });
    });

    for (const { name, cursor } of cursors) {
      it(`delivers every row of ${name} that is behind it, and fewer than all`, () => {
        const middle = middles.get(name) ?? "";
        const all = rowsOfStream(sandbox.account, name);
        const had = outcome.rows.get(name) ?? [];
        // Rows before it may come as well: the read goes back a little.
        const came = new Set(had);
        const wanted = all.filter((row) => came.has(row) || (cursorOf(row, cursor) ?? "") >= middle);
        expectRowsOf(name, had, wanted);
        expect(had.length).to.be.below(all.length);
      });
    }
  });

  describe("with menus, dates and filters", () => {
    before(async () => {
      const [campaign] = sandbox.account.campaign;
      const [list] = sandbox.account.contactslist;
      const [campaigns, contact_lists] = [[campaign?.ID], [list?.ID]];
      const menus = { starred: "starred", include_newsletter_tool_campaigns: false, start_date: "2020-01-01" };
      for (const config of [
        menus,
        { ...menus, filter: { filter_type: "campaigns_and_event_dates", campaigns } },
        { ...menus, filter: { filter_type: "contact_lists_and_sent_dates", contact_lists } },
      ])
        expect((await readHere(sandbox, { config, streams: names })).code).to.equal(0);
    });

    for (const name of names) {
      // The sandbox passes over what it does not know, as Mailjet may: a misspelt menu would seem to lose nothing.
      it(`asks for ${name} by nothing that the sandbox does not know`, () => {
        const { resource } = declaredFor(streams.get(name) ?? expect.fail(), settings(EVERYTHING));
        const known = knownParameters(resource);
        const calls = sandbox.calls.filter(({ path }) => path === `/v3/REST/${resource}`);
        expect(calls).to.not.be.empty;
        const unknown = calls.flatMap(({ params }) => Object.keys(params)).filter((param) => !known.has(param));
        const words = `${name}: the sandbox's '${resource}' does not know the parameters ${[...new Set(unknown)].join(", ")}`;
        if (unknown.length > 0) expect.fail(words);
      });
    }
  });
});

describe("read, of the statistics", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await testSandbox();
  });
  after(() => sandbox.close());

  it("delivers what was active since, and moves their cursor to Mailjet's time", async () => {
    const statistics = Object.keys(STATISTICS);
    const first = await read(sandbox, { config: EVERYTHING, streams: statistics, syncMode: "incremental" });
    sandbox.advance(5 * 86_400);
    const at = new Date(sandbox.now().getTime() - 3_600_000);
    const [campaign] = sandbox.account.campaignstatistics;
    const [contact] = sandbox.account.contactstatistics;
    const [list] = sandbox.account.liststatistics;
    if (campaign === undefined || contact === undefined || list === undefined) throw new Error("An empty account");
    touchStatistics(sandbox.account, "campaignstatistics", campaign, at);
    touchStatistics(sandbox.account, "contactstatistics", contact, at);
    touchStatistics(sandbox.account, "liststatistics", list, at);
    const config = { ...EVERYTHING, lookback_days: 4 };
    const state = first.states;
    const second = await read(sandbox, { config, streams: statistics, syncMode: "incremental", state });
    const since = sandbox.now().getTime() / 1_000 - 9 * 86_400;
    for (const [stream, table] of Object.entries(STATISTICS)) {
      const expected = expectedRows(sandbox.account, table, ({ LastActivityAt }) => instantOf(LastActivityAt) >= since);
      expect(expected, stream).to.not.be.empty;
      expect(differences(second.rows.get(stream), expected), stream).to.deep.equal({});
    }
    expect(second.rows.get("contact_statistics")?.length).to.be.below(sandbox.account.contactstatistics.size);
    for (const { stream } of second.states)
      expect(stream.stream_state).to.deep.equal({ LastActivityAt: sandbox.now().toISOString().replace(".000Z", "Z") });
  });
});

/** What stands in the column, of each row that has something there, in order. */
function cursorsOf(sandbox: Sandbox, name: string, cursor: string): string[] {
  return rowsOfStream(sandbox.account, name)
    .flatMap((row) => cursorOf(row, cursor) ?? [])
    .sort();
}

function cursorOf(row: string, cursor: string): string | undefined {
  return new RegExp(`"${cursor}" : "([^"]+)"`).exec(row)?.[1];
}

function middleOf(sorted: readonly string[]): string {
  return sorted[Math.floor(sorted.length / 2)] ?? "";
}
