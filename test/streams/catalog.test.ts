/** What platforms ask of a catalog and its schemas, and what makes the schemas those of Mailjet's rows. */
import { readdirSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect } from "chai";
import { served } from "../../sandbox/served.ts";
import { loadCatalog, loadSchema } from "../../src/config/files.ts";
import { streams } from "../../src/streams/table.ts";

const names = [...streams.keys()];

describe("the catalog", () => {
  it("has exactly the streams of the table, each with one schema", () => {
    expect(loadCatalog().map(({ name }) => name)).to.deep.equal(names);
    expect(readdirSync(new URL("../../schemas", import.meta.url))).to.have.members(names.map((name) => `${name}.json`));
  });

  it("says of each stream how it can be read, and by what", () => {
    for (const stream of loadCatalog()) {
      const cursor = streams.get(stream.name)?.cursor;
      expect(stream).to.deep.include({
        supported_sync_modes: cursor === undefined ? ["full_refresh"] : ["full_refresh", "incremental"],
        source_defined_primary_key: streams.get(stream.name)?.primaryKey.map((column) => [column]),
      });
      if (cursor !== undefined) expect(stream).to.deep.include({ default_cursor_field: [cursor] });
    }
  });
});

/** Types and formats that destinations know, together. */
const KNOWN_TYPES = [
  '{"type":["null","string"]}',
  '{"type":["null","integer"]}',
  '{"type":["null","number"]}',
  '{"type":["null","boolean"]}',
  '{"type":["null","object"],"additionalProperties":true}',
  '{"type":["null","array"],"items":{"type":["null","string"]}}',
  '{"type":["null","array"],"items":{"type":["null","integer"]}}',
  '{"type":["null","string"],"format":"date-time","airbyte_type":"timestamp_with_timezone"}',
];

for (const [name, declaration] of streams) {
  describe(`schemas/${name}.json`, () => {
    const schema = loadSchema(name);
    const columns = Object.entries(schema.properties);

    it("is a schema that compiles, and allows columns that are new", () => {
      const ajv = new Ajv({ strict: true, keywords: ["airbyte_type"], allowUnionTypes: true });
      formats.default(ajv);
      expect(() => ajv.compile(schema)).to.not.throw();
      expect(schema).to.include({ additionalProperties: true, type: "object" });
    });

    it("has the columns of the wire and those put on each row, and no others", () => {
      const wire = served.get(declaration.resource)?.declaration.columns ?? {};
      const known = new Set([...Object.keys(wire), ...(declaration.stamp ?? [])]);
      expect(columns.map(([column]) => column)).to.have.members([...known]);
    });

    it("types every column so that it may be null, and describes it in a sentence", () => {
      for (const [column, { description, ...type }] of columns) {
        expect(KNOWN_TYPES, column).to.include(JSON.stringify(type));
        expect(description, column).to.match(/^[A-Z].*\.$/);
      }
    });

    it("has the key and the cursor that the table names", () => {
      const known = columns.map(([column]) => column);
      expect(known).to.include.members([...declaration.primaryKey]);
      for (const column of [declaration.cursor, ...(declaration.changed ?? [])]) {
        if (column !== undefined) expect(schema.properties[column], column).to.include({ format: "date-time" });
      }
    });
  });
}
