/** The pictures of the diagrams are of what the diagrams say now, and every stream is on the page. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { DRAWN, drawnFrom } from "../../scripts/diagram/drawn.ts";
import { diagramsOf } from "../../scripts/generate/entities.ts";
import { relations } from "../../scripts/generate/relations.ts";
import { loadSchema } from "../../src/config/files.ts";
import { streams } from "../../src/streams/table.ts";

describe("docs/entities.md", () => {
  const page = readFileSync("docs/entities.md", "utf8");
  const schemas = new Map([...streams.keys()].map((name) => [name, loadSchema(name)]));
  const diagrams = diagramsOf({ streams, schemas, relations });

  it("has pictures of its diagrams as they are (else run 'npm run diagram')", () => {
    expect(JSON.parse(readFileSync(DRAWN, "utf8"))).to.deep.equal(drawnFrom(diagrams));
  });

  for (const { picture, text } of diagrams)
    it(`shows ${picture}, a PNG, and its words`, () => {
      expect(readFileSync(`docs/${picture}`).subarray(1, 4).toString()).to.equal("PNG");
      expect(page).to.include(`](${picture})`);
      expect(page).to.include(text);
    });

  for (const name of streams.keys())
    it(`names ${name}`, () => {
      expect(page).to.include(`streams/${name}.md`);
    });
});
