/** The example row on the page of each stream is a row of the sandbox, digit for digit. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { rowsOfStream } from "../../sandbox/streams.ts";
import { EXAMPLES, printed } from "../../scripts/generate/exampleRows.ts";
import { streams } from "../../src/streams/table.ts";

describe("example rows", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox(EXAMPLES);
  });
  after(() => sandbox.close());

  it("keep what JSON.parse would round", () => {
    const row = '{ "ID" : 95420017985181391, "Rate" : 0.10, "Text" : "1, 95420017985181391 \\" 2" }';
    expect(printed(row).replace(/\s*\n\s*/g, " ")).to.equal(row.replaceAll('" : ', '": '));
  });

  for (const name of streams.keys())
    it(`has one of ${name}`, () => {
      const page = readFileSync(`docs/streams/${name}.md`, "utf8");
      const [, example = ""] = /## An example row\n\n```json\n([^`]+)\n```/.exec(page) ?? [];
      expect(rowsOfStream(sandbox.account, name).map(printed)).to.include(example);
    });
});
