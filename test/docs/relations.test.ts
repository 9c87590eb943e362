/** Every foreign key of the diagram names a stream and a column that exist. */
import { expect } from "chai";
import { relations } from "../../scripts/generate/relations.ts";
import { loadSchema } from "../../src/config/files.ts";
import { streams } from "../../src/streams/table.ts";

describe("relations between streams", () => {
  for (const { from, column, to, toColumn } of relations)
    it(`${from}.${column} is in ${to}.${toColumn}`, () => {
      expect(streams.has(from), from).to.equal(true);
      expect(streams.has(to), to).to.equal(true);
      expect(loadSchema(from).properties).to.have.property(column);
      expect(loadSchema(to).properties).to.have.property(toColumn);
      expect(streams.get(to)?.primaryKey).to.deep.equal([toColumn]);
    });
});
