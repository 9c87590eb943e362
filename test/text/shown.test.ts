import { expect } from "chai";
import { printable, shown } from "../../src/text/shown.ts";

describe("shown()", () => {
  it("shows a value as JSON, on one line", () => {
    expect(["a\nb", 7, null, [1], {}, undefined].map(shown)).to.deep.equal([
      '"a\\nb"',
      "7",
      "null",
      "[1]",
      "{}",
      "missing",
    ]);
  });

  it("does not show a number that was rounded, nor one that is endless", () => {
    for (const number of [2 ** 53, -1e300, Number.POSITIVE_INFINITY])
      expect(shown(number)).to.equal("a number out of range");
    expect(shown([1, Number.NEGATIVE_INFINITY])).to.equal('[1,"too large a number"]');
  });

  it("shows nothing of what is long, as a secret could be cut in it, nor of what is too deep", () => {
    expect(shown("x".repeat(500))).to.equal("a text of 500 characters");
    expect(shown(Array.from({ length: 9 }, (_, index) => 7_300_000_000 + index))).to.equal("a list of 9 entries");
    expect(shown(["x".repeat(500)])).to.equal("a list of 1 entry");
    expect(shown({ name: "x".repeat(500) })).to.equal("an object of 511 characters");
    expect(shown(JSON.parse("[".repeat(100_000) + "]".repeat(100_000)))).to.match(/^a value in too many brackets$/);
  });
});

describe("printable()", () => {
  it("leaves out what would break the line", () => {
    expect(printable("a\r\nb\u2028\u202Ec")).to.equal("a  b  c");
  });
});
