import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { ConnectorError } from "../../src/airbyte/errors.ts";
import { readJson, readState } from "../../src/config/inputFiles.ts";

const JSON_TEXT = '{"api_secret": "tops3cret"}';
const bigEndian = (text: string) => Buffer.from(text, "utf16le").swap16();
const utf32 = (text: string) =>
  Buffer.concat(Array.from(text, (character) => Buffer.from([...Buffer.from(character), 0, 0, 0])));

describe("readJson()", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "source-mailjet-test-"));
  });
  after(() => rm(folder, { recursive: true }));

  const written = async (content: string | Uint8Array) => {
    const path = join(folder, "config.json");
    await writeFile(path, content);
    return path;
  };

  it("reads UTF-8, with and without a byte order mark", async () => {
    for (const mark of ["", "\uFEFF"]) {
      expect(readJson("configuration", await written(`${mark}{"é": "😀"}`))).to.deep.equal({ é: "😀" });
    }
  });

  const mistakes: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ["UTF-16 with its mark", Buffer.from(`\uFEFF${JSON_TEXT}`, "utf16le"), /is in UTF-16; save it as UTF-8$/],
    ["UTF-16 the other way round", bigEndian(`\uFEFF${JSON_TEXT}`), /is in UTF-16; save it as UTF-8$/],
    ["UTF-16 without its mark", Buffer.from("{}", "utf16le"), /is in UTF-16; save it as UTF-8$/],
    ["UTF-16 without its mark, the other way round", bigEndian(JSON_TEXT), /is in UTF-16; save it as UTF-8$/],
    ["UTF-32 with its mark", Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), utf32("{}")]), /is in UTF-32; save/],
    ["UTF-32 without its mark", utf32(JSON_TEXT), /is in UTF-32; save it as UTF-8$/],
    ["Latin-1", Buffer.from('{"é": 1}', "latin1"), /is not UTF-8; save it as UTF-8$/],
    ["a file of gzip", Buffer.from("1f8b0800", "hex"), /is compressed \(gzip\); unpack it first$/],
    ["a file of zip", Buffer.from("504b030414", "hex"), /is compressed \(zip\); unpack it first$/],
    ["nothing", "", /is empty$/],
    ["a mark and blanks", "\uFEFF \n", /is empty$/],
    ["an end that is missing", '{"api_secret": ', /is not valid JSON: it ends too early$/],
    ["a text that does not end", '{"api_secret": "tops3cret', /is not valid JSON: look at line 1, column \d+$/],
    ["a comma too many", '{\n "api_secret": "tops3cret",\n}', /is not valid JSON: look at line 3, column 1$/],
    ["a word that is none", '{\n "api_secret": tops3cret\n}', /is not valid JSON$/],
  ];
  for (const [what, content, words] of mistakes) {
    it(`names ${what}, and quotes nothing`, async () => {
      const path = await written(content);
      const message = expect(() => readJson("configuration", path))
        .to.throw(ConnectorError, words)
        .and.property("message");
      message.that.matches(/^The configuration in '[^\n]+$/).and.does.not.include("tops3cret");
    });
  }

  it("names a file that is not there, and one that is a folder", () => {
    expect(() => readJson("catalog", "/nowhere/x.json")).to.throw(
      "There is no file '/nowhere/x.json' (no such file); ",
    );
    expect(() => readJson("catalog", folder)).to.throw(ConnectorError, /^The catalog in '.*' is a folder;/);
  });

  it("names what is no path but a configuration, and quotes nothing of it", () => {
    for (const content of [JSON_TEXT, ` ${JSON_TEXT}`, `[${JSON_TEXT}]`, `api_key: x\napi_secret: tops3cret`])
      expect(() => readJson("configuration", content)).to.throw(
        /^Behind --config stands a configuration, not a path; write it into a file, and give its path$/,
      );
  });

  it("answers any bytes with JSON or with a config_error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        const path = await written(bytes);
        try {
          readJson("state", path);
        } catch (error) {
          expect(error).to.include({ name: "ConnectorError", failureType: "config_error" });
        }
      }),
      { numRuns: 50 },
    );
  });

  it("takes no state and an empty one as a fresh start", async () => {
    for (const path of [undefined, "", await written(""), await written(" \n")])
      expect(readState(path).content).to.equal(undefined);
    expect(readState(undefined).ignored).to.be.empty;
    expect(readState("").ignored).to.deep.equal(["Behind --state stands no path: all is read"]);
    expect(readState(await written("[]")).content).to.deep.equal([]);
  });
});
