import { expect } from "chai";
import { catalogMessageIn } from "../../src/airbyte/catalogText.ts";

const LOG = '{"type":"LOG","log":{"level":"WARN","message":"x"}}';
const CATALOG = '{"type":"CATALOG","catalog":{"streams":[]}}';

describe("catalogMessageIn()", () => {
  it("finds the catalog among what discover prints", () => {
    for (const text of [CATALOG, `${CATALOG}\n`, `${LOG}\r\n${CATALOG}\r\n`, `a word\n${CATALOG}\n${LOG}`])
      expect(catalogMessageIn(text)).to.deep.equal(JSON.parse(CATALOG));
  });

  it("finds none where there is none", () => {
    for (const text of ["", LOG, "{", '{"streams":[]}', "null\n7"]) expect(catalogMessageIn(text)).to.equal(undefined);
  });
});
