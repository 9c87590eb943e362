/** One call per campaign, and many campaigns: a read that is killed goes on at the campaign where it was. */
import { expect } from "chai";
import { expectedRows } from "../../sandbox/expected.ts";
import { committedBy, EXECUTABLE } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { differences, read } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

/** Some of the streams that are read so: the test of kills at random reads them all. */
const TABLES = {
  geo_statistics: "geostatistics",
  message_outcomes: "messagesentstatistics",
  top_links: "toplinkclicked",
} as const;
const streams = Object.keys(TABLES);
const CAMPAIGNS = 1_500;
const KILL_AFTER_RECORDS = [3_000, 3_000];

/** What a kill loses is what was under way: far less than what the read before it had done. */
const HARDLY = { calls: 150, rows: 1_000 };

describe("read, of many campaigns one by one", () => {
  let sandbox: Sandbox;
  before(async () => {
    const size = { campaigns: CAMPAIGNS, messages: 6_000, opens: 500, clicks: 500, bounces: 100, contacts: 400 };
    sandbox = await testSandbox({ size });
  });
  after(() => sandbox.close());

  it("survives kills in the middle, and goes on where it was", async () => {
    const config = { include_deleted_campaigns: true, max_concurrency: 8 };
    const delivered = new Map<string, string[]>();
    const take = (rows: ReadonlyMap<string, readonly string[]>) => {
      for (const [stream, texts] of rows) delivered.set(stream, [...(delivered.get(stream) ?? []), ...texts]);
    };
    let state: unknown = [];
    for (const records of KILL_AFTER_RECORDS) {
      let seen = 0;
      const killed = await read(sandbox, {
        ...{ config, streams, state, program: EXECUTABLE, syncMode: "full_refresh" as const },
        onLine: (line, kill) => {
          if (line.startsWith('{"type":"RECORD"') && ++seen === records) kill("SIGKILL");
        },
      });
      expect(killed.signal).to.equal("SIGKILL");
      const whole = killed.lines.filter((line) => line.endsWith("}"));
      take(committedBy(whole));
      state = killed.states;
      expect(JSON.stringify(killed.states).length, "the states stay small").to.be.below(streams.length * 2_000);
    }
    const last = await read(sandbox, { config, streams, state, program: EXECUTABLE, syncMode: "full_refresh" });
    expect(last.code).to.equal(0);
    take(last.rows);
    for (const [stream, table] of Object.entries(TABLES)) {
      const expected = expectedRows(sandbox.account, table);
      const rows = delivered.get(stream) ?? [];
      expect(differences([...new Set(rows)], expected), stream).to.deep.equal({});
      expect(rows.length - expected.length, `${stream} comes hardly twice`).to.be.below(HARDLY.rows);
    }
  });

  it("asks again for hardly a campaign that was done", () => {
    for (const resource of Object.values(TABLES)) {
      const calls = sandbox.calls.filter(({ path }) => path.endsWith(`/${resource}`));
      const campaigns = new Set(calls.map(({ params }) => params.campaignid));
      expect(campaigns.size).to.equal(CAMPAIGNS);
      // Some are asked for twice because more than a page was there, or because they were under way at a kill.
      expect(calls.length, resource).to.be.below(CAMPAIGNS + HARDLY.calls);
    }
  });
});
