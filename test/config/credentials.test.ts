import { expect } from "chai";
import fc from "fast-check";
import { pasted, refusedCredentials, secretsIn } from "../../src/config/credentials.ts";
import { anUnseenText } from "../support/arbitraries.ts";

const KEY = "0123456789abcdef0123456789abcdef";
const quotes = fc.constantFrom(
  ["", ""],
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["„", "“"],
  ["‘", "’"],
  ["«", "»"],
);

describe("pasted()", () => {
  it("is the same key whatever a copy brought along around it", () => {
    fc.assert(
      fc.property(anUnseenText, anUnseenText, quotes, (outside, inside, [open, close]) => {
        expect(pasted(`${outside}${open}${inside}${KEY}${inside}${close}${outside}`)).to.equal(KEY);
      }),
    );
  });

  it("takes one pair of quotation marks that match, and no half of one", () => {
    expect(pasted(`""${KEY}""`)).to.equal(`"${KEY}"`);
    for (const text of [`"${KEY}`, `“${KEY}"`, '"', `${KEY}'`]) expect(pasted(text)).to.equal(text);
  });
});

/** The first in words. */
const refusalOf = (content: object) => refusedCredentials(content)[0]?.why;

describe("refusedCredentials()", () => {
  const good = { api_key: KEY, api_secret: KEY };
  const inside: readonly (readonly [string, RegExp])[] = [
    [" ", /has a blank at position 5;/],
    ["\n", /has a line end at position 5;/],
    ["\t", /has a tab at position 5;/],
    ["\u00A0", /has a no-break space \(U\+00A0\) at position 5;/],
    ["\u200B", /has a zero-width space \(U\+200B\) at position 5;/],
    ["\u0000", /has a control character \(U\+0000\) at position 5;/],
    ["\u0430", /has a character that is not ASCII \(U\+0430\) at position 5;/],
    ["😀", /has a character that is not ASCII \(U\+1F600\) at position 5;/],
    ["\uD83D", /has half a character \(U\+D83D\) at position 5;/],
  ];
  for (const [character, words] of inside) {
    it(`names ${JSON.stringify(character)} inside of a key and its place, not the key`, () => {
      for (const name of ["api_key", "api_secret"]) {
        const refusal = refusalOf({ ...good, [name]: ` ${KEY.slice(0, 4)}${character}${KEY.slice(4)}` });
        expect(refusal).to.match(words).and.include(`'${name}'`).and.not.include(KEY.slice(0, 4));
      }
    });
  }

  it("names a mask, an empty value, a quotation mark alone, and key and secret in one", () => {
    for (const mask of ["*", "**********", "••••", "●●●●", "0123••••••cdef"]) {
      expect(refusalOf({ ...good, api_secret: mask })).to.match(/'api_secret' is masked by asterisks or dots;/);
    }
    for (const empty of ["", " \n", '""', " “ ” ", "\uFEFF"]) {
      expect(refusalOf({ ...good, api_key: empty })).to.match(/'api_key' is empty;/);
    }
    expect(refusalOf({ ...good, api_key: `${KEY}"` })).to.match(/has a quotation mark at position 33;/);
    expect(refusalOf({ api_key: `${KEY}:${KEY}` })).to.match(/'api_key' has a colon at position 33,/);
    expect(refusalOf({ ...good, api_secret: "a:b" })).to.equal(undefined);
  });

  it("names both where both cannot be right", () => {
    const both = refusedCredentials({ api_key: "", api_secret: "***" });
    expect(both.map(({ name }) => name)).to.deep.equal(["api_key", "api_secret"]);
  });

  it("says nothing of good ones, nor of what is no text", () => {
    for (const content of [good, {}, { api_key: 7, api_secret: null }, { api_key: [KEY] }]) {
      expect(refusalOf(content)).to.equal(undefined);
    }
  });
});

describe("secretsIn()", () => {
  it("is both forms of both, and the two together as they are used", () => {
    const content = { api_key: " key1\n", api_secret: "'pass'" };
    expect(secretsIn(content)).to.have.members(["key1", " key1\n", "pass", "'pass'", "key1:pass"]);
  });

  it("leaves out what would make sentences unreadable and is no secret", () => {
    expect(secretsIn({ api_key: "key", api_secret: "secret" })).to.deep.equal(["key:secret"]);
    expect(secretsIn({ api_key: "     ", api_secret: 7 })).to.be.empty;
    for (const content of [null, "text", [], {}]) expect(secretsIn(content)).to.be.empty;
  });
});
