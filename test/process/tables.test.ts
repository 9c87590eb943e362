/** The tables beside the reports, by the built executable: every row of the account, and in increments what changed. */
import { expect } from "chai";
import { touchStatistics } from "../../sandbox/changes.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { EVERYTHING, RESOURCES, rowsOfStream } from "../../sandbox/streams.ts";
import { instantOf } from "../support/dates.ts";
import { differences, type ReadOutcome, read } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

/** Held by the tests of the eight reports, and of counters. */
const ELSEWHERE = [
  "bounce_events",
  "click_events",
  "contacts",
  "contacts_list",
  "messages",
  "open_events",
  "segmentation",
  "sent_campaigns",
  "stat_counters",
];

const names = Object.keys(RESOURCES).filter((name) => !ELSEWHERE.includes(name));

const STATISTICS = {
  campaign_statistics: "campaignstatistics",
  contact_statistics: "contactstatistics",
  list_statistics: "liststatistics",
} as const;

describe("read, of every other table", () => {
  let sandbox: Sandbox;
  let full: ReadOutcome;
  before(async () => {
    sandbox = await testSandbox();
    full = await read(sandbox, { config: EVERYTHING, streams: names });
  });
  after(() => sandbox.close());

  it("comes to its end without a request that Mailjet refuses", () => {
    expect(full.code).to.equal(0);
    expect(sandbox.calls.filter(({ status }) => status !== 200)).to.be.empty;
  });

  for (const name of names) {
    it(`delivers every row of ${name} exactly once, digit for digit`, () => {
      const expected = rowsOfStream(sandbox.account, name);
      expect(expected).to.not.be.empty;
      expect(differences(full.rows.get(name), expected)).to.deep.equal({});
    });
  }

  it("delivers of the statistics what was active since, and moves their cursor to Mailjet's time", async () => {
    const streams = Object.keys(STATISTICS);
    const first = await read(sandbox, { config: EVERYTHING, streams, syncMode: "incremental" });
    for (const [stream, table] of Object.entries(STATISTICS))
      expect(differences(first.rows.get(stream), expectedRows(sandbox.account, table)), stream).to.deep.equal({});
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
    const second = await read(sandbox, { config, streams, syncMode: "incremental", state: first.states });
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
