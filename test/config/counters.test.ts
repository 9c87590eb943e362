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
          if (!isRefused) expect(words).to.equal(undefined);
          else expect(words?.match(/'counter_\w+'/g)?.length).to.be.at.least(2);
        });
      }
    }
  }

  it("says what to choose instead", () => {
    const counters = { counter_source: "Campaign", counter_timing: "Event", counter_resolution: "Lifetime" } as const;
    expect(refusedCounters(counters)).to.include(`set 'counter_timing' to "Message"`);
  });
});
