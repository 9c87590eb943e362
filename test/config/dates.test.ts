import { expect } from "chai";
import fc from "fast-check";
import { datesAhead, refusedDates } from "../../src/config/dates.ts";
import { formatInstant } from "../../src/time/instant.ts";
import { anInstant } from "../support/arbitraries.ts";
import { settings } from "../support/settings.ts";

const NOW = Date.UTC(2026, 0, 1, 12) / 1_000;

describe("datesAhead()", () => {
  it("warns of a beginning that is yet to come", () => {
    const ahead = settings({ start_date: "2030-01-01", updated_since: "2026-01-01T12:00:01Z" });
    expect(datesAhead(ahead, NOW)).to.deep.equal([
      "'start_date' is 2030-01-01T00:00:00Z, which is in the future: nothing is read until then",
      "'updated_since' is 2026-01-01T12:00:01Z, which is in the future: nothing is read until then",
    ]);
  });

  it("says nothing of dates that have begun, of an end, nor where there are none", () => {
    for (const config of [{}, { start_date: "2026-01-01T12:00" }, { end_date: "2030-01-01" }]) {
      expect(datesAhead(settings(config), NOW)).to.be.empty;
    }
  });
});

describe("refusedDates()", () => {
  it("takes every instant, and every day from its first to its last second", () => {
    fc.assert(
      fc.property(anInstant, (instant) => {
        const [text, day] = [formatInstant(instant), formatInstant(instant).slice(0, 10)];
        expect(refusedDates({ start_date: text, end_date: day })).to.be.empty;
        expect(refusedDates({ start_date: day, end_date: text })).to.be.empty;
      }),
    );
  });

  it("shows nothing of what is too long to be a date", () => {
    expect(refusedDates({ end_date: `2026-02-30T00:00:00.${"0".repeat(500)}Z` })[0]).to.match(
      /^'end_date' is a text of 521 characters: it is not a date that exists, e\.g\. [^0]*2026-01-31 or \S+$/,
    );
  });
});
