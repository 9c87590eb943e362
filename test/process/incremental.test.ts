/** The second read: what is new arrives, what is late arrives, what is old does not come again. */
import { expect } from "chai";
import { addCampaign, addContact, addMessage, addOpen, touchContact } from "../../sandbox/changes.ts";
import { SOURCE } from "../../sandbox/platform.ts";
import { recordPrinter } from "../../sandbox/print.ts";
import { resources } from "../../sandbox/resources.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { instantOf } from "../support/dates.ts";
import { type ReadOptions, type ReadOutcome, read } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

describe("read, incremental", () => {
  let sandbox: Sandbox;
  let first: ReadOutcome;
  const again = (options: ReadOptions = {}) => read(sandbox, { state: first.states, program: SOURCE, ...options });
  const ago = (seconds: number) => new Date(sandbox.now().getTime() - seconds * 1_000);
  const open = recordPrinter(resources.openinformation);
  const contact = recordPrinter(resources.contact);

  beforeEach(async () => {
    sandbox = await testSandbox();
    first = await read(sandbox, { program: SOURCE });
    expect(first.code).to.equal(0);
    sandbox.advance(6 * HOUR_S);
  });
  afterEach(() => sandbox.close());

  it("delivers an open of now of a campaign that was sent two months ago", async () => {
    const campaign = addCampaign(sandbox.account, ago(60 * DAY_S));
    const message = addMessage(sandbox.account, ago(60 * DAY_S), { CampaignID: campaign.ID });
    const row = addOpen(sandbox.account, sandbox.now(), { MessageID: message.ID });
    expect((await again()).rows.get("open_events")).to.include(open(row));
  });

  it("delivers an event that was recorded five hours late", async () => {
    const row = addOpen(sandbox.account, ago(11 * HOUR_S));
    expect((await again()).rows.get("open_events")).to.include(open(row));
  });

  it("does not read events again that are older than the look-back", async () => {
    const start = sandbox.now().getTime() / 1_000 - 6 * HOUR_S - DAY_S;
    const { rows } = await again();
    const times = (rows.get("open_events") ?? []).map((row) => Date.parse(JSON.parse(row).OpenedAt) / 1_000);
    expect(times).to.not.be.empty;
    expect(Math.min(...times)).to.be.at.least(start);
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
    const right = await again({ streams });
    const state = [future("open_events", "OpenedAt"), future("contacts", "LastUpdateAt")];
    const { rows, states, lines } = await again({ state, streams });
    expect(states).to.have.deep.members(right.states);
    const since = sandbox.now().getTime() / 1_000 - DAY_S;
    const within = (right.rows.get("open_events") ?? []).filter((row) => instantOf(JSON.parse(row).OpenedAt) >= since);
    expect(within).to.not.be.empty;
    expect(rows.get("open_events")).to.have.members(within);
    for (const stream of streams)
      expect(
        lines.filter((line) => line.includes(`'${stream}' is at 2999-01-01`) && line.includes("WARN")),
        stream,
      ).to.have.length(1);
  });
});

function future(name: string, cursor: string) {
  return {
    type: "STREAM",
    stream: { stream_descriptor: { name }, stream_state: { [cursor]: "2999-01-01T00:00:00Z" } },
  };
}
