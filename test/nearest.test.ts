import { expect } from "chai";
import { didYouMean, nearest } from "../src/nearest.ts";

const NAMES = ["start_date", "end_date", "starred", "api_key", "api_secret", "open_events"];

describe("nearest()", () => {
  for (const [word, meant] of [
    ["startdate", "start_date"],
    ["startDate", "start_date"],
    ["Start Date", "start_date"],
    ["stared", "starred"],
    ["apiKey", "api_key"],
    ["api-secret", "api_secret"],
    ["open_event", "open_events"],
    ["strat_date", "start_date"],
  ] as const) {
    it(`takes ${word} for ${meant}`, () => expect(nearest(word, NAMES)).to.equal(meant));
  }

  it("takes nothing for what is not near", () => {
    for (const word of ["", "x", "timeout", "workspace_id", "clicks"])
      expect(nearest(word, NAMES), word).to.equal(undefined);
    expect(nearest("start_date", [])).to.equal(undefined);
  });

  it("asks only where there is something to ask", () => {
    expect(didYouMean("startdate", NAMES)).to.equal(", did you mean 'start_date'?");
    expect(didYouMean("workspace_id", NAMES)).to.equal("");
  });
});
