import { expect } from "chai";
import fc from "fast-check";
import { isBlank, nameOf, trimmed } from "../../src/text/unseen.ts";
import { anUnseenText } from "../support/arbitraries.ts";

describe("trimmed()", () => {
  it("takes what is unseen off both ends, and leaves what is inside", () => {
    fc.assert(
      fc.property(anUnseenText, anUnseenText, anUnseenText, (before, between, after) => {
        expect(trimmed(`${before}a${between}b${after}`)).to.equal(`a${between}b`);
        expect(isBlank(before + after)).to.equal(true);
      }),
    );
  });

  it("leaves what is seen, half a character included", () => {
    for (const text of ["\uD800", "é", "-", "\u0000", "\u0301a", "😀"]) expect(trimmed(text)).to.equal(text);
  });
});

describe("nameOf()", () => {
  it("names a character in words", () => {
    const names = [" ", "\n", "\u00A0", "\u2003", "\u200F", "\uFEFF", "\u001B", "\uD800", "”", "–", "\u2064", "ñ"];
    expect(names.map(nameOf)).to.deep.equal([
      "a blank",
      "a line end",
      "a no-break space (U+00A0)",
      "an unusual space (U+2003)",
      "a mark of writing direction (U+200F)",
      "a byte order mark (U+FEFF)",
      "a control character (U+001B)",
      "half a character (U+D800)",
      "a curly quotation mark (U+201D)",
      "a dash that is not the plain one (U+2013)",
      "an invisible character (U+2064)",
      "a character that is not ASCII (U+00F1)",
    ]);
  });
});
