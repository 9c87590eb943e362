/** One call per campaign, and hundreds of campaigns: a read that is killed goes on at the campaign where it was. */
import { expect } from "chai";
import { expectedRows } from "../../sandbox/expected.ts";
import { committedBy, EXECUTABLE } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { differences, read } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

const TABLES = {
  geo_statistics: "geostatistics",
  link_clicks: "statistics/link-click",
  mailbox_providers: "statistics/recipient-esp",
  message_outcomes: "messagesentstatistics",
  top_links: "toplinkclicked",
  user_agent_statistics: "useragentstatistics",
} as const;
const streams = Object.keys(TABLES);
const CAMPAIGNS = 1_000;
/** In the middle of a first read, and of the one that goes on with it. */
const KILL_AFTER_RECORDS = [2_000, 3_000];

describe("read, of 1,000 campaigns one by one", () => {
  let sandbox: Sandbox;
  before(async () => {
    const size = { campaigns: CAMPAIGNS, messages: 3_000, opens: 500, clicks: 1_500, bounces: 100, contacts: 400 };
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
      expect(JSON.stringify(killed.states).length, "the states stay small").to.be.below(6 * 2_000);
    }
    const last = await read(sandbox, { config, streams, state, program: EXECUTABLE, syncMode: "full_refresh" });
    expect(last.code).to.equal(0);
    take(last.rows);
    for (const [stream, table] of Object.entries(TABLES)) {
      const expected = expectedRows(sandbox.account, table);
      const rows = delivered.get(stream) ?? [];
      expect(differences([...new Set(rows)], expected), stream).to.deep.equal({});
      expect(rows.length / expected.length, `${stream} comes hardly twice`).to.be.below(1.1);
    }
  });

  it("asks again for hardly a campaign that was done", () => {
    for (const resource of Object.values(TABLES)) {
      const calls = sandbox.calls.filter(({ path }) => path.endsWith(`/${resource}`));
      const campaigns = new Set(calls.map(({ params }) => params.campaignid));
      expect(campaigns.size).to.equal(CAMPAIGNS);
      // Some are asked for twice because more than a page was there, or because they were under way at a kill.
      expect(calls.length, resource).to.be.below(CAMPAIGNS * 1.1);
    }
  });
});
