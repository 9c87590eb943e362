import { expect } from "chai";
import fc from "fast-check";
import { asUtf8, lettersOf, textOf } from "../../src/mailjet/letters.ts";

describe("Letters", () => {
  it("hold any text, a letter for each byte", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const utf8 = Buffer.from(text.toWellFormed());
        expect(lettersOf(utf8)).to.have.length(utf8.length);
        expect(textOf(lettersOf(utf8))).to.equal(text.toWellFormed());
        expect(Buffer.from(lettersOf(utf8), "latin1").equals(utf8)).to.equal(true);
      }),
    );
  });
});

describe("asUtf8()", () => {
  for (const [what, bytes, charset, text] of [
    ["UTF-8 as it is", [0xc3, 0xa9], "utf-8", "é"],
    ["UTF-8 where nothing is said", [0xc3, 0xa9], undefined, "é"],
    ["UTF-8 where nobody knows what is said", [0xc3, 0xa9], "klingon", "é"],
    ["UTF-8 without its mark", [0xef, 0xbb, 0xbf, 0x41], "utf-8", "A"],
    ["a letter that begins as the mark does", [0xef, 0xbf, 0xbd], undefined, "\ufffd"],
    ["bytes that are no UTF-8, replaced", [0x41, 0xff, 0x42], undefined, "A\ufffdB"],
    ["another charset", [0xe9], "iso-8859-1", "é"],
    ["another charset whose bytes look like UTF-8", [0xc3, 0xa9], "iso-8859-1", "Ã©"],
    ["nothing", [], undefined, ""],
  ] as const) {
    it(`gives ${what}`, () => {
      expect(asUtf8(Buffer.from(bytes), charset).toString()).to.equal(text);
    });
  }
});
