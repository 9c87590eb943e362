import { expect } from "chai";
import { atItsEnd } from "../../src/progress/sentences.ts";
import { Watch } from "../../src/progress/watch.ts";
import { TestClock } from "../support/time.ts";

describe("Watch", () => {
  let clock: TestClock;
  let watch: Watch;
  beforeEach(() => {
    clock = new TestClock();
    watch = new Watch(clock);
  });
  const pass = (ms: number) => clock.sleep(ms, new AbortController().signal);

  it("tells of each stream that runs, every half minute, until the read is over", async () => {
    const [said, over] = [[] as string[], new AbortController()];
    const told = watch.tell((sentence) => said.push(sentence), over.signal);
    const opens = watch.begin("open_events");
    const contacts = watch.begin("contacts");
    opens.rows(12_000);
    opens.share({ done: 12_000, of: 26_644, what: "rows" });
    contacts.rows(1);
    await pass(29_000);
    expect(said).to.deep.equal([]);
    await pass(1_500);
    expect(said).to.deep.equal(["open_events: 12,000 rows so far, 45 % of about 26,644", "contacts: 1 row so far"]);
    contacts.end("finished");
    opens.wait(40_000, "rate limit");
    await pass(30_000);
    expect(said.slice(2)).to.deep.equal([
      "open_events: 12,000 rows so far, 45 % of about 26,644; it waits 11 s more (rate limit)",
    ]);
    over.abort();
    await told;
  });

  it("tells of a stream that rests though none of its calls was refused", async () => {
    const [said, over] = [[] as string[], new AbortController()];
    const told = watch.tell((sentence) => said.push(sentence), over.signal);
    const opens = watch.begin("open_events");
    opens.rest(40_000);
    await pass(31_000);
    expect(said).to.deep.equal(["open_events: 0 rows so far; it waits 10 s more (rate limit)"]);
    await pass(9_000);
    expect(atItsEnd(opens.end("finished"))).to.equal(
      "open_events: finished; 0 rows, 0 calls, 0 retries, 40.0 s waited, 40.0 s in all",
    );
    over.abort();
    await told;
  });

  it("says what a share is of", async () => {
    const [said, over] = [[] as string[], new AbortController()];
    const told = watch.tell((sentence) => said.push(sentence), over.signal);
    watch.begin("contacts").share({ done: 4_000, of: 8_000, what: "rows looked through" });
    watch.begin("top_links").share({ done: 4, of: 20, what: "campaigns" });
    await pass(31_000);
    expect(said).to.deep.equal([
      "contacts: 0 rows so far, 50 % of about 8,000 rows looked through",
      "top_links: 0 rows so far, 20 % (4 of 20 campaigns)",
    ]);
    over.abort();
    await told;
  });

  it("knows at the end of a read that what has not ended was stopped", async () => {
    watch.begin("contacts");
    watch.begin("senders").end("finished");
    watch.stop();
    expect(watch.facts().map(({ ending }) => ending)).to.deep.equal(["stopped", "finished"]);
  });

  it("sums up what a stream took at its end", async () => {
    const opens = watch.begin("open_events");
    opens.call();
    opens.wait(1_500, "retry");
    await pass(2_000);
    opens.call();
    opens.rows(1_066);
    expect(atItsEnd(opens.end("finished"))).to.equal(
      "open_events: finished; 1,066 rows, 2 calls, 1 retry, 1.5 s waited, 2.0 s in all",
    );
  });
});
