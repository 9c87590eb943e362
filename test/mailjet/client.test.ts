import { expect } from "chai";
import nock from "nock";
import { Client, type ClientOptions } from "../../src/mailjet/client.ts";
import { BrokenPageError, MailjetError, StoppedError } from "../../src/mailjet/errors.ts";
import { textOf } from "../../src/mailjet/letters.ts";

import { Pacer } from "../../src/mailjet/pacing.ts";
import { serve } from "../support/server.ts";
import { TestClock } from "../support/time.ts";

const ORIGIN = "https://api.mailjet.com";
const HTML_429 = "<html><body><h1>429 Too Many Requests</h1></body></html>";
const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe("Client", () => {
  let clock: TestClock;
  let stop: AbortController;
  let logged: string[];
  beforeEach(() => {
    clock = new TestClock();
    stop = new AbortController();
    logged = [];
    nock.disableNetConnect();
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    nock.enableNetConnect();
    expect(pending, "requests that were not made").to.be.empty;
  });

  const client = (options: Partial<ClientOptions> = {}) =>
    new Client({
      origin: ORIGIN,
      apiKey: "key",
      apiSecret: "secret",
      pacer: new Pacer(4, clock, stop.signal),
      clock,
      signal: stop.signal,
      retryForMs: 60_000,
      waitForMs: 600_000,
      random: () => 0.5,
      say: (level, message) => void logged.push(`${level} ${message}`),
      ...options,
    });
  const api = () => nock(ORIGIN).get("/v3/REST/message");
  const body = (text: string) => text;
  const get = (options: Partial<ClientOptions> = {}) => client(options).get("message", {}, body);

  it("sends the parameters and the credentials, and gives the parsed body", async () => {
    nock(ORIGIN)
      .get("/v3/REST/message")
      .query({ Limit: "1000", Sort: "ID" })
      .basicAuth({ user: "key", pass: "secret" })
      .reply(200, "four");
    expect(await client().get("message", { Limit: "1000", Sort: "ID" }, (text) => text.length)).to.equal(4);
  });

  for (const status of [408, 500, 502, 503, 504]) {
    it(`tries a ${status} again`, async () => {
      api().reply(status, "<html>");
      api().reply(200, "rows");
      expect(await get()).to.equal("rows");
    });
  }

  it("tries a connection that was reset again", async () => {
    api().replyWithError(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
    api().reply(200, "rows");
    expect(await get()).to.equal("rows");
  });

  it("tries a body that cannot be used again", async () => {
    api().reply(200, "<html>");
    api().reply(200, "rows");
    const parse = (text: string) => {
      if (text !== "rows") throw new BrokenPageError("it is not JSON, or was cut off");
      return text;
    };
    expect(await client().get("message", {}, parse)).to.equal("rows");
  });

  it("waits longer from try to try", async () => {
    const at: number[] = [];
    for (let i = 0; i < 6; i++) {
      api().reply(() => {
        at.push(clock.now());
        return [i < 5 ? 503 : 200, ""];
      });
    }
    await get();
    const waits = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(waits).to.deep.equal([...waits].sort((a, b) => a - b));
    expect(waits[4] ?? 0).to.be.above(8 * (waits[0] ?? 0));
  });

  it("gives up when the trouble lasts, and says how long it has tried", async () => {
    nock(ORIGIN).get("/v3/REST/message").times(100).reply(503, "");
    const error = await refusal(get());
    nock.cleanAll();
    expect(error).to.be.instanceOf(MailjetError).and.include({ trouble: "unavailable", status: 503 });
    expect(error)
      .to.have.property("message")
      .that.matches(/^Mailjet is temporarily unavailable \(status 503\); tried again for \d+ s \(reading 'message'\)$/);
    expect(clock.now()).to.be.within(60_000, 130_000);
  });

  it("waits after a 429 in HTML without Retry-After, and tells until when", async () => {
    api().reply(429, HTML_429, { "content-type": "text/html" });
    api().reply(200, "rows");
    const limits: number[] = [];
    const before = clock.date();
    expect(await client().get("message", {}, body, { onRateLimited: (until) => limits.push(until) })).to.equal("rows");
    expect(limits).to.have.length(1);
    expect(limits[0]).to.be.above(before);
    expect(clock.now()).to.be.above(500);
  });

  for (const [form, value] of [
    ["seconds", () => "20"],
    ["a date", () => new Date(clock.date() + 20_000).toUTCString()],
  ] as const) {
    it(`waits as long as a Retry-After in ${form} asks`, async () => {
      api().reply(429, HTML_429, { "retry-after": value() });
      api().reply(200, "rows");
      await get();
      expect(clock.now()).to.be.within(18_500, 30_000);
    });
  }

  it("tells of a rest those too whose requests were not refused, or are still to come", async () => {
    api().reply(429, HTML_429, { "retry-after": "20" });
    api().times(2).reply(200, "rows");
    const one = client({ pacer: new Pacer(1, clock, stop.signal) });
    const rests: Record<string, number[]> = { refused: [], other: [], behind: [] };
    const retries: string[] = [];
    const follow = (name: string) => ({
      onRateLimited: (until: number, forMs: number) => {
        expect(until).to.equal(clock.date() + forMs);
        rests[name]?.push(forMs);
      },
      onWait: () => void retries.push(name),
    });
    const [refused, other] = ["refused", "other"].map((name) => one.get("message", {}, body, follow(name)));
    await Promise.all([refused, other, one.behindOthers(Promise.all([refused, other]), follow("behind"))]);
    expect(rests).to.deep.equal({ refused: [20_000], other: [20_000], behind: [20_000] });
    expect(retries).to.deep.equal(["refused"]);
    await one.behindOthers(Promise.resolve(), follow("behind"));
    expect(rests.behind).to.have.length(1);
  });

  it("ignores a Retry-After that makes no sense", async () => {
    api().reply(503, "", { "retry-after": "soon" });
    api().reply(200, "rows");
    expect(await get()).to.equal("rows");
    expect(clock.now()).to.be.below(2_000);
  });

  it("fails at once for wrong credentials, with no word of them", async () => {
    api().reply(401, "", { "content-type": "text/html" });
    const error = await refusal(get());
    expect(error).to.be.instanceOf(MailjetError).and.include({ trouble: "credentials", status: 401 });
    expect(JSON.stringify(error) + String(error))
      .to.not.include('secret"')
      .and.not.include(btoa("key:secret"));
  });

  it("fails at once, in Mailjet's own words, for what was refused", async () => {
    api().reply(400, { ErrorInfo: "", ErrorMessage: "Cannot sort on field createdat", StatusCode: 400 });
    const error = await refusal(get());
    expect(error).to.have.property("message").that.includes('Mailjet says "Cannot sort on field createdat"');
  });

  it("does not follow a redirect: the credentials would go along", async () => {
    api().reply(302, "", { location: "https://elsewhere.example/v3/REST/message" });
    expect(await refusal(get())).to.include({ trouble: "foreign", status: 302 });
  });

  it("does not hide a fault of the parser behind retries", async () => {
    api().reply(200, "rows");
    const parse = () => {
      throw new TypeError("a bug");
    };
    expect(await refusal(client().get("message", {}, parse))).to.be.instanceOf(TypeError);
  });

  it("tells Mailjet's time, by its last answer, and none before there was one", async () => {
    api().reply(200, "", { date: "Sat, 31 Jan 2026 10:00:00 GMT" });
    const one = client();
    expect(one.apiDate()).to.equal(undefined);
    await one.get("message", {}, body);
    expect(one.apiDate()).to.equal(1_769_853_600);
  });

  it("makes no request once the run is stopped", async () => {
    stop.abort();
    expect(await refusal(get())).to.be.instanceOf(StoppedError);
  });

  it("counts a call when it is sent: those that waited for their turn when the run was stopped were none", async () => {
    api().reply(() => {
      stop.abort();
      return [503, ""];
    });
    let calls = 0;
    const one = client({ pacer: new Pacer(1, clock, stop.signal) });
    const ask = () => refusal(one.get("message", {}, body, { onCall: () => void calls++ }));
    const errors = await Promise.all([ask(), ask(), ask()]);
    for (const error of errors) expect(error).to.be.instanceOf(StoppedError);
    expect(calls).to.equal(1);
  });

  it("counts each try as a call", async () => {
    for (const status of [503, 429, 200]) api().reply(status, "");
    let calls = 0;
    await client().get("message", {}, body, { onCall: () => void calls++ });
    expect(calls).to.equal(3);
  });

  it("logs each request with what became of it", async () => {
    api().reply(503, "");
    api().reply(200, "");
    await get();
    const calls = logged.filter((line) => line.startsWith("DEBUG"));
    expect(calls).to.have.length(2);
    expect(calls[0]).to.match(/^DEBUG GET \/v3\/REST\/message\? 503: .* \(\d+ ms\)$/);
    expect(calls[1]).to.match(/^DEBUG GET \/v3\/REST\/message\? 200 \(\d+ ms\)$/);
  });
});

describe("Client, over a real socket", () => {
  const clock = new TestClock();
  const open = (origin: string, signal: AbortSignal) =>
    new Client({
      origin,
      apiKey: "key",
      apiSecret: "secret",
      pacer: new Pacer(1, clock, signal),
      clock,
      signal,
      retryForMs: 1_000,
      waitForMs: 1_000,
      random: Math.random,
      say: () => {},
    });

  it("keeps a character whole whose bytes come apart", async () => {
    // Nine bytes a time: wherever the 64 KiB end in which a socket is read, some of these are taken apart.
    const text = "é😀€".repeat(200_000);
    const server = await serve((_, response) => void response.end(text));
    const got = await open(server.url, new AbortController().signal).get("message", {}, textOf);
    await server.close();
    expect(got === text).to.equal(true);
  });

  it("ends a request under way when the run is stopped", async () => {
    const stop = new AbortController();
    const server = await serve(() => stop.abort());
    const error = await refusal(open(server.url, stop.signal).get("message", {}, (text) => text));
    await server.close();
    expect(error).to.be.instanceOf(StoppedError);
  });
});
