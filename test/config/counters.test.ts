import { expect } from "chai";
import { refusedCounters } from "../../src/config/counters.ts";

const RESOLUTIONS = ["Lifetime", "Day", "Hour", "Highest"] as const;
const TIMINGS = ["Message", "Event"] as const;
const SOURCES = ["Campaign", "APIKey", "List", "Sender"] as const;

describe("refusedCounters()", () => {
  for (const source of SOURCES) {
    for (const timing of TIMINGS) {
      for (const resolution of RESOLUTIONS) {
        // As the vendor describes it, rule by rule.
        const isRefused =
          (resolution === "Lifetime" && timing === "Event") ||
          (source === "List" && (timing !== "Message" || resolution !== "Lifetime")) ||
          (source === "Sender" && timing === "Event");
        it(`${isRefused ? "refuses" : "takes"} ${source}, ${timing}, ${resolution}`, () => {
          const counters = { counter_source: source, counter_timing: timing, counter_resolution: resolution };
          const words = refusedCounters(counters);
          expect(words.length > 0).to.equal(isRefused);
          for (const sentence of words) expect(sentence.match(/'counter_\w+'/g)?.length).to.be.at.least(2);
        });
      }
    }
  }

  it("says what to choose instead", () => {
    const counters = { counter_source: "Campaign", counter_timing: "Event", counter_resolution: "Lifetime" } as const;
    expect(refusedCounters(counters)).to.have.length(1);
    expect(refusedCounters(counters)[0]).to.include(`set 'counter_timing' to "Message"`);
  });

  it("names every field that is to be changed, once", () => {
    const counters = { counter_source: "List", counter_timing: "Event", counter_resolution: "Day" };
    const named = refusedCounters(counters).map((sentence) => /set '(\w+)'/.exec(sentence)?.[1]);
    expect(named).to.have.members(["counter_timing", "counter_resolution"]);
    expect(refusedCounters({ ...counters, counter_resolution: "Lifetime" })).to.have.length(1);
  });

  it("says nothing of what is no choice", () => {
    expect(refusedCounters({ counter_source: "List", counter_timing: undefined })).to.be.empty;
  });
});
