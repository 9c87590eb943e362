import { expect } from "chai";
import { retryAfterMs } from "../../src/mailjet/retryAfter.ts";

const NOW = Date.UTC(2026, 0, 31, 10);
const asked = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), NOW);
const date = (ms: number) => new Date(ms).toUTCString();

describe("retryAfterMs()", () => {
  it("takes a number of seconds, and a date", () => {
    expect(asked({ "retry-after": "20" })).to.equal(20_000);
    expect(asked({ "retry-after": date(NOW + 20_000) })).to.equal(20_000);
  });

  it("measures a date by the server's own clock, where it tells it", () => {
    const server = NOW + 400 * 86_400_000;
    expect(asked({ "retry-after": date(server + 5_000), date: date(server) })).to.equal(5_000);
  });

  it("knows nothing without the header, and of one that makes no sense; the past is now", () => {
    for (const headers of [{}, { "retry-after": "" }, { "retry-after": "soon" }])
      expect(asked(headers)).to.equal(undefined);
    for (const value of ["-3", date(NOW - 60_000)]) expect(asked({ "retry-after": value })).to.equal(0);
  });
});
