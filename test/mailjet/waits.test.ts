import { expect } from "chai";
import { Waits } from "../../src/mailjet/waits.ts";
import { TestClock } from "../support/time.ts";

describe("Waits", () => {
  let clock: TestClock;
  let said: string[];
  let waits: Waits;
  beforeEach(() => {
    clock = new TestClock();
    said = [];
    waits = new Waits(clock, (level, message) => void said.push(`${level} ${message}`));
  });
  const pass = (ms: number) => clock.sleep(ms, new AbortController().signal);

  it("tell of the first retry of a kind what came back, and of no other short one", () => {
    for (let i = 0; i < 3; i++) waits.retrying("message", 400, "Mailjet had an internal error (status 500)");
    waits.retrying("contact", 900, "Mailjet is temporarily unavailable (status 503)");
    expect(said).to.deep.equal([
      "INFO Mailjet had an internal error (status 500): trying 'message' again in 0.4 s",
      "INFO Mailjet is temporarily unavailable (status 503): trying 'contact' again in 0.9 s",
    ]);
  });

  it("tell of each long one, why and until when, once for all that wait together", async () => {
    const until = new Date(clock.date() + 32_000).toISOString().replace(".000Z", "Z");
    for (const resource of ["message", "contact", "campaign"])
      waits.retrying(resource, 32_000, "the connection failed");
    expect(said).to.deep.equal([`WARN The connection failed: trying 'message' again in 32 s, at ${until}`]);
    await pass(32_000);
    waits.retrying("contact", 60_000, "the connection failed");
    expect(said).to.have.length(2);
  });

  it("tell of the rests of all requests", () => {
    waits.resting(clock.now() + 1_000, "the rate limit of this API key was reached (status 429)");
    waits.resting(clock.now() + 2_000, "the rate limit of this API key was reached (status 429)");
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^INFO The rate limit .*: all requests rest and go on in 1 s/);
  });

  it("tell that a rest is over once, at the first call that was taken after it", async () => {
    const until = clock.now() + 1_000;
    waits.resting(until, "the rate limit of this API key was reached (status 429)");
    waits.accepted(until - 1);
    expect(said).to.have.length(1);
    for (const startedAt of [until, until + 1]) waits.accepted(startedAt);
    expect(said.slice(1)).to.deep.equal(["INFO The rest for the rate limit is over: requests go on"]);
  });
});
