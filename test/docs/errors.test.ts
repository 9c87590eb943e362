/** Every error whose words stand where it is made has a place on the page of errors. */
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";

/** A call that makes an error, with its words as a text or a template. */
const MADE =
  /(?:configError|new \w+Error)\(\s*(?:"[a-z]+_error",\s*)?(?:"([^"]*)"|`((?:[^`$]|\$\{(?:[^{}]|\{[^}]*\})*\})*)`)/g;

describe("docs/errors.md", () => {
  const page = readFileSync("docs/errors.md", "utf8");
  const words = sources().flatMap((text) =>
    [...text.matchAll(MADE)].map(([, plain, template]) => plain ?? template ?? ""),
  );

  it("is held against the errors in the source", () => {
    expect(words.length).to.be.greaterThan(20);
  });

  for (const text of new Set(words))
    it(`has "${text}"`, () => {
      for (const part of fixedParts(text)) expect(page).to.include(part);
    });
});

/** What stands between the values that are put in, where it is long enough to be found. */
function fixedParts(text: string): string[] {
  const parts = text.split(/\$\{(?:[^{}]|\{[^}]*\})*\}/).map((part) => part.trim());
  return parts.filter((part) => /\w+ \w+/.test(part));
}

function sources(): string[] {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  const own = files.filter((file) => file.endsWith(".ts") && !file.startsWith("generated"));
  return own.map((file) => readFileSync(`src/${file}`, "utf8"));
}
