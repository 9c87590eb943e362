import { expect } from "chai";
import fc from "fast-check";
import { disagreement, LAUNCH, presentOf } from "../../src/time/present.ts";

const NOW = Date.UTC(2026, 0, 31, 10) / 1_000;
const aClock = fc.integer({ min: LAUNCH, max: Date.UTC(2100, 0, 1) / 1_000 });

describe("presentOf()", () => {
  it("is the earlier of the two clocks for the state, and the later for what is read", () => {
    fc.assert(
      fc.property(aClock, aClock, (machine, api) => {
        expect(presentOf(machine, api)).to.deep.equal({ now: Math.min(machine, api), until: Math.max(machine, api) });
      }),
    );
  });

  it("goes by the machine's clock where Mailjet tells no time", () => {
    expect(presentOf(NOW + 0.7, undefined)).to.deep.equal({ now: NOW, until: NOW });
  });

  it("does not believe a clock that shows a time before Mailjet was there, unless both do", () => {
    expect(presentOf(0, NOW)).to.deep.equal({ now: NOW, until: NOW });
    expect(presentOf(NOW, -5)).to.deep.equal({ now: NOW, until: NOW });
    expect(presentOf(7, 9)).to.deep.equal({ now: 7, until: 9 });
  });
});

describe("disagreement()", () => {
  it("is silent where the clocks agree, as clocks do, or where there is one only", () => {
    for (const api of [NOW, NOW + 300, NOW - 300, undefined]) expect(disagreement(NOW, api)).to.equal(undefined);
  });

  it("names both times, and by how much they differ", () => {
    expect(disagreement(NOW, NOW + 10 * 86_400)).to.match(
      /differ by 10 days: .*2026-01-31T10:00:00Z .*2026-02-10T10:00:00Z/,
    );
    expect(disagreement(NOW, NOW - 7_200)).to.match(/differ by 2 hours/);
    expect(disagreement(NOW, NOW + 301)).to.match(/differ by 5 minutes/);
  });
});
