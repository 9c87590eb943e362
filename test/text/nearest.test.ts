import { expect } from "chai";
import fc from "fast-check";
import { didYouMean, nearest } from "../../src/text/nearest.ts";

const OPTIONS = ["api_key", "api_secret", "start_date", "end_date", "starred", "reports", "region"];

describe("nearest()", () => {
  const slips = {
    startdate: "start_date",
    StartDate: "start_date",
    "start-date": "start_date",
    strat_date: "start_date",
    apiKey: "api_key",
    api_secert: "api_secret",
    report: "reports",
    endDate: "end_date",
    "API Key": "api_key",
  };
  for (const [slip, meant] of Object.entries(slips)) {
    it(`finds '${meant}' for '${slip}'`, () => expect(nearest(slip, OPTIONS)).to.equal(meant));
  }

  it("finds nothing that is not like it", () => {
    for (const word of ["", "_", "x", "unicorns", "password", "*", "x".repeat(10_000)]) {
      expect(nearest(word, OPTIONS), word).to.equal(undefined);
    }
    expect(nearest("start_date", [])).to.equal(undefined);
  });

  it("finds a word itself, whatever else there is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPTIONS), (word) => {
        expect(nearest(word, OPTIONS)).to.equal(word);
      }),
    );
  });
});

describe("didYouMean()", () => {
  it("asks only where there is something to ask", () => {
    expect(didYouMean("startdate", ["start_date"])).to.equal(", did you mean 'start_date'?");
    expect(didYouMean("workspace_id", ["start_date"])).to.equal("");
  });
});
