import { expect } from "chai";
import fc from "fast-check";
import { formatInstant, parseInstant } from "../../src/time/instant.ts";
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
    for (const zone of ["+01:00", "+0100", "+01"])
      expect(parseInstant(`2026-01-31T11:00:00${zone}`), zone).to.equal(AT);
    for (const text of ["2026-01-31t10:00:00z", "2026-01-31 10:00:00Z", "2026-01-31 04:30:00-05:30"]) {
      expect(parseInstant(text), text).to.equal(AT);
    }
  });

  it("takes a time without seconds, and a day alone as its midnight", () => {
    for (const text of ["2026-01-31T10:00", "2026-01-31 10:00Z", "2026-01-31T12:00+02"]) {
      expect(parseInstant(text), text).to.equal(AT);
    }
    expect(parseInstant("2026-01-31")).to.equal(AT - 36_000);
  });

  it("cuts fractions off, however long", () => {
    for (const digits of ["9", "999999", "9".repeat(40)])
      expect(parseInstant(`2026-01-31T10:00:00.${digits}Z`)).to.equal(AT);
    expect(parseInstant("1969-12-31T23:59:59.5Z")).to.equal(-1);
  });

  const nonsense = {
    "days that do not exist": [
      "2026-02-30",
      "2026-02-30T00:00:00Z",
      "2026-13-01T00:00:00Z",
      "2026-00-01",
      "2026-01-00",
    ],
    "times that do not exist": ["2026-01-01T25:00:00Z", "2026-01-01T10:60:00Z", "2026-01-01T10:00:60Z"],
    "zones that do not exist": ["2026-01-01T10:00:00+24:00", "2026-01-01T10:00:00+01:60", "2026-01-01T10:00:00+1"],
    "what is no date": ["", "now", "1767225600", "-2026-01-31", "+12026-01-31", "20260131", "2026-1-31", "2026-01"],
    "what is not all of a date": [" 2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z\n", "2026-01-31T10", "2026-01-31Z"],
  };
  for (const [what, texts] of Object.entries(nonsense)) {
    it(`refuses ${what}`, () => {
      for (const text of texts) expect(parseInstant(text), text).to.equal(undefined);
    });
  }

  it("agrees with the calendar of the platform in every year of four digits", () => {
    const part = (max: number) => fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, "0"));
    const aDay = fc.tuple(fc.integer({ min: 0, max: 9999 }), part(13), part(32));
    fc.assert(
      fc.property(aDay, ([year, month, day]) => {
        const text = `${String(year).padStart(4, "0")}-${month}-${day}`;
        const date = new Date(`${text}T00:00:00Z`);
        const isDay = Number.isFinite(date.getTime()) && date.toISOString().startsWith(text);
        expect(parseInstant(text), text).to.equal(isDay ? date.getTime() / 1_000 : undefined);
      }),
    );
  });

  it("knows leap days", () => {
    expect(parseInstant("2028-02-29T00:00:00Z")).to.equal(Date.UTC(2028, 1, 29) / 1_000);
    expect(parseInstant("2026-02-29T00:00:00Z")).to.equal(undefined);
  });
});
