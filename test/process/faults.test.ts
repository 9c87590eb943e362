/** Every fault that a network or a server can have, one by one: each passes, and each row still comes exactly once. */
import { expect } from "chai";
import { expectedRows } from "../../sandbox/expected.ts";
import type { BodyFault, Fault, SlowFault, StatusFault } from "../../sandbox/faults.ts";
import { messages } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { Client } from "../../src/mailjet/client.ts";
import { Pacer } from "../../src/mailjet/pacing.ts";
import { HeldTime } from "../support/heldTime.ts";
import { read } from "../support/here.ts";
import { differences, type ReadOutcome } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";
import { TestClock } from "../support/time.ts";

type Kind = StatusFault | BodyFault | SlowFault;

const FAULTS: Readonly<Record<string, Kind>> = {
  "429 in HTML without Retry-After": { kind: "status", status: 429 },
  "429 with Retry-After": { kind: "status", status: 429, retryAfter: "1" },
  "408": { kind: "status", status: 408 },
  "500": { kind: "status", status: 500 },
  "502": { kind: "status", status: 502 },
  "503": { kind: "status", status: 503 },
  "503 with Retry-After": { kind: "status", status: 503, retryAfter: "1" },
  "504": { kind: "status", status: 504 },
  "connection reset before the answer": { kind: "reset-before" },
  "connection reset inside the body": { kind: "reset-inside" },
  "body cut off, with status 200": { kind: "truncated" },
  "broken JSON with status 200": { kind: "broken-json" },
  "HTML page with status 200": { kind: "html-200" },
  "page without 'Data'": { kind: "no-data" },
  "page with 'Data' null": { kind: "null-data" },
  "slow first byte": { kind: "slow-first-byte", delayMs: 500 },
};

/** Of each resource the first page and one after; a 429 only once, as all calls rest after it. */
const strikesOf = (kind: Kind) => (kind.kind === "status" && kind.status === 429 ? [0] : [0, 2]);

describe("read, through a fault", () => {
  interface Run {
    readonly outcome: ReadOutcome;
    readonly sandbox: Sandbox;
  }
  const runs = new Map<string, Run>();
  // All at once: they wait more than they work.
  before(async () => {
    await Promise.all(
      Object.entries(FAULTS).map(async ([name, kind]) => {
        const onCalls = strikesOf(kind);
        const sandbox = await testSandbox({
          size: { campaigns: 20, opens: 2_500, messages: 300, contacts: 2_500, clicks: 10, bounces: 10 },
          faults: ["openinformation", "contact"].map((resource): Fault => ({ ...kind, onCalls, resource })),
        });
        const config = { include_deleted_campaigns: true };
        const outcome = await read(sandbox, { streams: ["open_events", "contacts"], config });
        await sandbox.close();
        runs.set(name, { outcome, sandbox });
      }),
    );
  });

  for (const [name, kind] of Object.entries(FAULTS)) {
    it(`delivers every row once: ${name}`, () => {
      const run = runs.get(name);
      if (run === undefined) throw new Error("It was not read");
      const { outcome, sandbox } = run;
      expect(outcome.code).to.equal(0);
      expect(sandbox.calls.filter(({ fault }) => fault === kind.kind)).to.have.length(2 * strikesOf(kind).length);
      const { account } = sandbox;
      expect(differences(outcome.rows.get("open_events"), expectedRows(account, "openinformation"))).to.deep.equal({});
      expect(differences(outcome.rows.get("contacts"), expectedRows(account, "contact"))).to.deep.equal({});
    });
  }

  it("reports the wait of a 429 as RATE_LIMITED, with its end", async () => {
    const faults: Fault[] = [{ kind: "status", status: 429, retryAfter: "2", onCalls: [0], resource: "contactfilter" }];
    const sandbox = await testSandbox({ faults });
    const { lines } = await read(sandbox, { streams: ["segmentation"] });
    await sandbox.close();
    const limited = messages(lines, "TRACE").flatMap(({ trace }) => {
      const { emitted_at: saidAt, stream_status: status } = trace as Limited;
      return (status?.reasons ?? []).map(({ type, rate_limited: { quota_reset: until } }) => ({ type, until, saidAt }));
    });
    expect(limited.map(({ type }) => type)).to.deep.equal(["RATE_LIMITED"]);
    // Two seconds by the clock that dates the message, but for what the connector took to say it.
    for (const { until, saidAt } of limited) expect(until - saidAt).to.be.within(0, 2_000);
  });
});

interface Limited {
  readonly emitted_at: number;
  readonly stream_status?: {
    readonly reasons?: readonly { readonly type: string; readonly rate_limited: { readonly quota_reset: number } }[];
  };
}

describe("Client, of an answer that takes too long", () => {
  for (const [name, kind] of Object.entries({
    "a body that never ends": { kind: "endless-body" },
    "a first byte that does not come": { kind: "slow-first-byte", delayMs: 5_000 },
  } as const satisfies Record<string, Kind>)) {
    it(`gives up waiting, and tries again: ${name}`, async () => {
      const sandbox = await testSandbox({ faults: [{ ...kind, onCalls: [0, 1] }], time: new HeldTime() });
      const { signal } = new AbortController();
      const clock = new TestClock();
      const client = new Client({
        origin: sandbox.url,
        apiKey: "sandbox-key",
        apiSecret: "sandbox-secret",
        pacer: new Pacer(1, clock, signal),
        clock,
        signal,
        timeoutMs: 200,
        retryForMs: 10_000,
        waitForMs: 10_000,
        random: () => 0,
        say: () => {},
      });
      const body = await client.get("contactslist", {}, (text) => text);
      await sandbox.close();
      expect(body).to.match(/"Data" : \[/);
      // On a slow machine a good answer can take too long as well: it is asked for again.
      const [first, second, ...others] = sandbox.calls.map(({ fault }) => fault);
      expect([first, second, ...new Set(others)]).to.deep.equal([kind.kind, kind.kind, undefined]);
    });
  }
});
