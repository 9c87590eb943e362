import { expect } from "chai";
import { noticeLine, withoutTimes } from "../../src/display/notice.ts";

describe("the line of a warning or an error", () => {
  it("begins with a sign that tells the one from the other", () => {
    expect(noticeLine("WARN", "Two lists are not there", false)).to.equal("! Two lists are not there");
    expect(noticeLine("ERROR", "Mailjet took no key", false)).to.equal("✗ Mailjet took no key");
  });

  it("colours the sign alone, and only where colours are wanted", () => {
    expect(noticeLine("WARN", "a", true)).to.equal("\u001B[33m!\u001B[39m a");
    expect(noticeLine("ERROR", "a", true)).to.equal("\u001B[31m✗\u001B[39m a");
  });

  it("is one line, of which the terminal obeys nothing, and keeps a long sentence whole", () => {
    expect(noticeLine("ERROR", "a\r\nb\u001B[2Jc\u0007\u202Ed", false)).to.equal("✗ a  b [2Jc  d");
    expect(noticeLine("WARN", "x".repeat(500), false)).to.have.length(502);
  });
});

describe("withoutTimes()", () => {
  const wait = (s: number, at: string, resource: string) =>
    withoutTimes(`trying '${resource}' again in ${s} s, at ${at}`);

  it("makes one sentence of two that tell of another time", () => {
    expect(wait(14, "2026-11-28T06:49:57Z", "contact")).to.equal(wait(9.5, "2026-11-28T06:50:14Z", "contact"));
  });

  it("keeps apart what is of another thing", () => {
    expect(wait(14, "2026-11-28T06:49:57Z", "contact")).not.to.equal(wait(14, "2026-11-28T06:49:57Z", "message"));
    expect(withoutTimes("contact list 7 is not there")).not.to.equal(withoutTimes("contact list 8 is not there"));
  });
});
