import { expect } from "chai";
import { type Fault, Faults } from "../../sandbox/faults.ts";
import { Random } from "../../sandbox/random.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { mixedFaults } from "../../sandbox/settings.ts";
import { HeldTime } from "../support/heldTime.ts";
import { get, RIGHT_KEY, sandboxes } from "./client.ts";

const first = { onCalls: [0] };

/** What a client sees: the answer's text, or that there was none. */
async function outcome(sandbox: Sandbox): Promise<string> {
  return ask(sandbox)
    .then((response) => response.text())
    .catch((error: Error) => error.name);
}

function ask(sandbox: Sandbox): Promise<Response> {
  return fetch(`${sandbox.url}/v3/REST/contact?Limit=1000`, { headers: { authorization: RIGHT_KEY } });
}

describe("the sandbox's faults", () => {
  const start = sandboxes();

  it("answers over the rate limit with an HTML 429 and no Retry-After", async () => {
    const sandbox = await start({ rateLimit: 3, time: new HeldTime() });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => get(sandbox, "contact")));
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([200, 200, 200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get("content-type")).to.equal("text/html");
    expect(refused?.headers.has("retry-after")).to.equal(false);
    expect(refused?.body).to.match(/^<html><body><h1>429 Too Many Requests<\/h1>/);
  });

  it("sends Retry-After with the 429s where told", async () => {
    const sandbox = await start({ rateLimit: 1, retryAfter: "7", time: new HeldTime() });
    await get(sandbox, "contact");
    expect((await get(sandbox, "contact")).headers.get("retry-after")).to.equal("7");
  });

  it("admits calls again when a second has passed", async () => {
    const time = new HeldTime();
    const sandbox = await start({ rateLimit: 1, time });
    const statuses: number[] = [];
    for (const passes of [0, 0, 999, 1]) {
      time.pass(passes);
      statuses.push((await get(sandbox, "contact")).status);
    }
    expect(statuses).to.deep.equal([200, 429, 429, 200]);
  });

  it("takes its time", async () => {
    const time = new HeldTime();
    const sandbox = await start({ latencyMs: 60, time });
    const answers = Promise.all([get(sandbox, "contact"), get(sandbox, "contact")]);
    await time.asleep(2);
    time.pass(59);
    expect(sandbox.calls).to.be.empty;
    time.pass(1);
    expect((await answers).map(({ status }) => status)).to.deep.equal([200, 200]);
    expect(sandbox.calls.map(({ at }) => at)).to.deep.equal([0, 0]);
  });

  it("answers with any status, in HTML", async () => {
    const sandbox = await start({ faults: [{ kind: "status", status: 503, retryAfter: "2", ...first }] });
    const { status, headers, body } = await get(sandbox, "contact");
    expect([status, headers.get("retry-after"), body.slice(0, 6)]).to.deep.equal([503, "2", "<html>"]);
    expect((await get(sandbox, "contact")).status).to.equal(200);
    expect(sandbox.calls.map(({ status, fault }) => [status, fault])).to.deep.equal([
      [503, "status"],
      [200, undefined],
    ]);
  });

  for (const kind of ["reset-before", "reset-inside"] as const) {
    it(`breaks the connection: ${kind}`, async () => {
      const sandbox = await start({ faults: [{ kind, ...first }] });
      expect(await outcome(sandbox)).to.equal("TypeError");
      expect(sandbox.calls[0]).to.include({ status: kind === "reset-before" ? 0 : 200, rows: 0, fault: kind });
      expect(await outcome(sandbox)).to.match(/^\{ "Count" : 40,/);
    });
  }

  it("gives bodies with status 200 that are no page", async () => {
    const faults = (["truncated", "broken-json", "html-200", "no-data", "null-data"] as const).map(
      (kind, index): Fault => ({ kind, onCalls: [index] }),
    );
    const sandbox = await start({ faults });
    const truncated = await outcome(sandbox);
    expect(truncated).to.match(/^\{ "Count" : 40, "Data" : \[ \{/);
    expect(() => JSON.parse(truncated)).to.throw(SyntaxError);
    const broken = await outcome(sandbox);
    expect(() => JSON.parse(broken)).to.throw(SyntaxError);
    expect(await outcome(sandbox)).to.match(/^<html>/);
    expect(await outcome(sandbox)).to.equal('{ "Count" : 40, "Total" : 40 }');
    expect(await outcome(sandbox)).to.equal('{ "Count" : 40, "Data" : null, "Total" : 40 }');
    expect(sandbox.calls.every(({ status, rows }) => status === 200 && rows === 0)).to.equal(true);
  });

  it("gives half a body, then one byte now and then, for ever", async () => {
    const time = new HeldTime();
    const sandbox = await start({ faults: [{ kind: "endless-body", ...first }], time });
    let text = "";
    for await (const chunk of (await ask(sandbox)).body ?? []) {
      text += Buffer.from(chunk);
      if (text.endsWith(" ".repeat(5))) break;
      if (text.endsWith(" ")) time.pass(50);
    }
    expect(text).to.match(/^\{ "Count" : 40, "Data" : \[ \{/);
  });

  it("gives a body that is late to begin", async () => {
    const time = new HeldTime();
    const sandbox = await start({ faults: [{ kind: "slow-first-byte", delayMs: 200, ...first }], time });
    let isAnswered = false;
    const answer = outcome(sandbox).finally(() => {
      isAnswered = true;
    });
    await time.asleep(1);
    time.pass(199);
    expect(await outcome(sandbox), "another call is answered meanwhile").to.match(/^\{ "Count" : 40,/);
    expect(isAnswered).to.equal(false);
    time.pass(1);
    expect(await answer).to.match(/^\{ "Count" : 40,/);
  });

  it("closes at once, whatever is under way", async () => {
    const time = new HeldTime();
    const sandbox = await start({ faults: [{ kind: "slow-first-byte", probability: 1 }], time });
    const waiting = outcome(sandbox);
    await time.asleep(1);
    await sandbox.close();
    expect(await waiting).to.equal("TypeError");
  });
});

describe("Faults", () => {
  const struck = (faults: readonly Fault[], resources: readonly string[], seed = 1) => {
    const chooser = new Faults(faults, new Random(seed));
    return resources.map((resource) => chooser.next(resource)?.kind);
  };

  it("counts the calls of the fault's resource alone", () => {
    const faults: Fault[] = [{ kind: "no-data", resource: "message", onCalls: [1] }];
    const expected = [undefined, undefined, undefined, "no-data", undefined];
    expect(struck(faults, ["message", "contact", "contact", "message", "message"])).to.deep.equal(expected);
  });

  it("strikes no more often than told", () => {
    const faults: Fault[] = [{ kind: "no-data", probability: 1, times: 2 }];
    expect(struck(faults, ["a", "b", "c"])).to.deep.equal(["no-data", "no-data", undefined]);
  });

  it("strikes by chance about as often as told, and the same calls for the same seed", () => {
    const calls = Array.from({ length: 2_000 }, () => "contact");
    const kinds = struck(mixedFaults(0.2), calls);
    expect(kinds.filter((kind) => kind !== undefined).length).to.be.within(300, 450);
    expect(new Set(kinds)).to.include("reset-inside").and.include("status").and.include("null-data");
    expect(struck(mixedFaults(0.2), calls)).to.deep.equal(kinds);
    expect(struck(mixedFaults(0.2), calls, 2)).to.not.deep.equal(kinds);
  });
});
