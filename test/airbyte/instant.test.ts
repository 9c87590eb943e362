import { expect } from "chai";
import fc from "fast-check";
import { formatInstant, parseInstant } from "../../src/airbyte/instant.ts";
import { anInstant } from "../support/arbitraries.ts";

const AT = Date.UTC(2026, 0, 31, 10, 0, 0) / 1_000;

describe("parseInstant()", () => {
  it("reads back every instant that formatInstant() writes", () => {
    fc.assert(fc.property(anInstant, (instant) => parseInstant(formatInstant(instant)) === instant));
  });

  it("takes a date without a zone as UTC, whatever the machine's zone", () => {
    expect(parseInstant("2026-01-31T10:00:00")).to.equal(AT);
  });

  it("takes other zones, small letters and a blank for the T", () => {
    for (const text of ["2026-01-31T11:00:00+01:00", "2026-01-31t10:00:00z", "2026-01-31 10:00:00Z"]) {
      expect(parseInstant(text), text).to.equal(AT);
    }
  });

  it("takes a day alone, a time without seconds, and short zones", () => {
    expect(parseInstant("2026-01-31")).to.equal(AT - 36_000);
    for (const text of ["2026-01-31T10:00", "2026-01-31T10:00Z", "2026-01-31T11:00:00+0100", "2026-01-31T05:00-05"])
      expect(parseInstant(text), text).to.equal(AT);
  });

  it("cuts fractions off", () => {
    expect(parseInstant("2026-01-31T10:00:00.999999Z")).to.equal(AT);
  });

  it("refuses days and hours that do not exist, and anything that is no date-time", () => {
    const nonsense = ["2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T25:00:00Z", "", "now"];
    for (const text of [
      ...nonsense,
      "1767225600",
      "2026-01-31T",
      "2026-01-31T10Z",
      "2026-01-31T10:00:00+25:00",
      " 2026-01-31T10:00:00Z",
    ]) {
      expect(parseInstant(text), text).to.equal(undefined);
    }
  });

  it("knows leap days", () => {
    expect(parseInstant("2028-02-29T00:00:00Z")).to.equal(Date.UTC(2028, 1, 29) / 1_000);
    expect(parseInstant("2026-02-29T00:00:00Z")).to.equal(undefined);
  });
});
