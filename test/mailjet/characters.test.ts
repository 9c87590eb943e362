import { expect } from "chai";
import fc from "fast-check";
import { mayHoldRefused, withoutRefused } from "../../src/mailjet/characters.ts";
import { lettersOf, textOf } from "../../src/mailjet/letters.ts";

/** As a page holds it: in letters for bytes. */
const cleaned = (json: string) => textOf(withoutRefused(lettersOf(Buffer.from(json))));

/** The characters that no database takes: what is left is what one would store. */
const stored = (text: string) => text.toWellFormed().replaceAll("\0", "");

describe("withoutRefused()", () => {
  it("drops NUL and replaces half a surrogate pair, and nothing else", () => {
    const anyText = fc.string({
      unit: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\0", "\ud800", "\udfff", "\\", "u0000", "😀")),
    });
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, isUpper) => {
        const json = JSON.stringify(text).replace(/\\u[0-9a-f]{4}/g, (one) =>
          isUpper ? `\\u${one.slice(2).toUpperCase()}` : one,
        );
        expect(JSON.parse(cleaned(json))).to.equal(stored(text));
        if (!mayHoldRefused(json)) expect(stored(text)).to.equal(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it("leaves a pair of escapes alone, and a backslash before what looks like one", () => {
    for (const json of ['"\\ud83d\\ude00"', '"\\\\u0000"', '"\\\\\\\\ud800"', '"\\"\\n\\u0001"', '"u0000 \\\\"'])
      expect(cleaned(json)).to.equal(json);
    expect(cleaned('"\\\\\\u0000\\ud83d\\ud83d\\ude00"')).to.equal('"\\\\\ufffd\\ud83d\\ude00"');
  });
});
