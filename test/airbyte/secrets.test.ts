import { expect } from "chai";
import fc from "fast-check";
import { masker } from "../../src/airbyte/secrets.ts";

describe("masker()", () => {
  it("hides each secret as it is, in Base64, in a URL and in JSON", () => {
    const secret = fc.string({ minLength: 4, maxLength: 40 }).filter((text) => !text.includes("*"));
    fc.assert(
      fc.property(secret, secret, fc.string(), (key, password, text) => {
        const mask = masker([key, password]);
        const inJson = JSON.stringify(password).slice(1, -1);
        for (const form of [key, password, btoa(password), encodeURIComponent(password), inJson]) {
          expect(mask(`${text} ${form} ${text}`)).to.not.include(form);
        }
      }),
    );
  });

  it("hides half a character, which no URL can hold", () => {
    expect(masker(["\uD800abc"])("x \uD800abc")).to.equal("x ****");
  });

  it("hides a secret that begins with another one, whole", () => {
    expect(masker(["abc", "abcdef"])("x abcdef y")).to.equal("x **** y");
  });

  it("leaves text alone where there is no secret, or an empty one", () => {
    expect(masker([])("as it is")).to.equal("as it is");
    expect(masker([""])("as it is")).to.equal("as it is");
  });
});
