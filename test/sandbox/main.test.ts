import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { parseBounds, parseNow, parseSize } from "../../sandbox/settings.ts";
import { count, get, sandboxes } from "./client.ts";

const MAIN = fileURLToPath(new URL("../../sandbox/main.ts", import.meta.url));

describe("npm run sandbox", () => {
  it("says how to use it, serves, and ends quietly on SIGTERM", async () => {
    const args = [
      "--port=0",
      "--size=small,opens=50",
      "--seed=3",
      "--now=2028-02-29T23:59:59Z",
      "--empty-slices=listed",
    ];
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: "pipe" });
    const errors: unknown[] = [];
    child.stderr.on("data", (chunk) => errors.push(chunk));
    const [text] = await once(child.stdout.setEncoding("utf8"), "data");
    const url = /^ {2}export MAILJET_API_URL=(http:\/\/127\.0\.0\.1:\d+)$/m.exec(text)?.[1] ?? "";
    expect(text).to.include('"api_key": "sandbox-key"').and.include('"api_secret": "sandbox-secret"');
    const authorization = `Basic ${btoa("sandbox-key:sandbox-secret")}`;
    const answer = await fetch(`${url}/v3/REST/openinformation?FromTS=1&countOnly=1`, { headers: { authorization } });
    expect(await answer.json()).to.include({ Count: 50 });
    const counters = "statcounters?CounterSource=APIKey&CounterTiming=Message&CounterResolution=Highest&Limit=1000";
    const slices = await fetch(`${url}/v3/REST/${counters}`, { headers: { authorization } });
    expect(await slices.json()).to.include({ Count: 100 });
    child.kill("SIGTERM");
    expect(await once(child, "close")).to.deep.equal([0, null]);
    expect(errors).to.deep.equal([]);
  }).timeout(10_000);
});

describe("the sandbox's controls", () => {
  const start = sandboxes();
  const post = async (url: string): Promise<object> => Object(await (await fetch(url, { method: "POST" })).json());

  it("let time pass and things happen, without a key and without a trace in the log of calls", async () => {
    const sandbox = await start();
    expect(await post(`${sandbox.url}/sandbox/advance?seconds=60`)).to.deep.equal({ now: "2026-03-10T12:01:00.000Z" });
    const happened = await post(`${sandbox.url}/sandbox/events?count=4`);
    expect(Object.values(happened)).to.deep.equal([1, 1, 1, 1]);
    expect(sandbox.calls).to.deep.equal([]);
    expect(await count(sandbox, "message?FromTS=1")).to.equal(121);
  });

  it("refuse other methods and values that are no number", async () => {
    const sandbox = await start();
    expect((await fetch(`${sandbox.url}/sandbox/events`)).status).to.equal(405);
    expect((await fetch(`${sandbox.url}/sandbox/events?count=x`, { method: "POST" })).status).to.equal(400);
    expect((await get(sandbox, "contact")).status).to.equal(200);
  });
});

describe("settings", () => {
  it("parseSize() takes a name, counts, or a name with counts", () => {
    expect(parseSize("demo,opens=7")).to.include({ opens: 7, clicks: 9_000 });
    expect(parseSize("opens=7")).to.deep.equal({ opens: 7 });
    for (const text of ["huge", "opens=x", "colour=1", ""]) expect(() => parseSize(text)).to.throw(RangeError);
  });

  it("parseBounds() takes two ends", () => {
    expect(parseBounds("inclusive, exclusive")).to.deep.equal({ from: "inclusive", to: "exclusive" });
    for (const text of ["inclusive", "in,out", "inclusive,inclusive,inclusive"]) {
      expect(() => parseBounds(text)).to.throw(RangeError);
    }
  });

  it("parseNow() takes a date", () => {
    expect(parseNow("2026-01-31T10:00:00Z").getTime()).to.equal(Date.UTC(2026, 0, 31, 10));
    expect(() => parseNow("soon")).to.throw(RangeError);
  });
});
