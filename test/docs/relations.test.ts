/** Every relation of the diagrams holds: the streams and columns exist, and each ID leads to a row of the sandbox. */
import { expect } from "chai";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { rowsOfStream } from "../../sandbox/streams.ts";
import { relations } from "../../scripts/generate/relations.ts";
import { loadSchema } from "../../src/config/files.ts";
import { streams } from "../../src/streams/table.ts";
import { testSandbox } from "../support/sandboxes.ts";

/** How Mailjet says that there is none. */
const NONE = ["0", "", "null"];

describe("relations between streams", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await testSandbox();
  });
  after(() => sandbox.close());

  for (const { from, column, to, toColumn, when } of relations)
    describe(`${from}.${column} is in ${to}.${toColumn}`, () => {
      it("names streams and columns that exist", () => {
        expect(streams.has(from), from).to.equal(true);
        expect(streams.has(to), to).to.equal(true);
        expect(loadSchema(from).properties).to.include.keys([column, ...(when === undefined ? [] : [when.column])]);
        expect(loadSchema(to).properties).to.have.property(toColumn);
        expect(streams.get(to)?.primaryKey).to.deep.equal([toColumn]);
      });

      it("leads to a row, of some rows at least and of all that have an ID", () => {
        const there = new Set(rowsOfStream(sandbox.account, to).map((row) => valueIn(row, toColumn)));
        const rows = rowsOfStream(sandbox.account, from).filter(
          (row) => when === undefined || valueIn(row, when.column) === when.value,
        );
        const ids = rows.map((row) => valueIn(row, column)).filter((id) => !NONE.includes(id));
        expect(ids).to.not.have.length(0);
        expect([...new Set(ids.filter((id) => !there.has(id)))]).to.deep.equal([]);
      });
    });
});

/** Strings are stepped over. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** The value of a column as text. A number has all its digits: an ID can be larger than a number can say. */
function valueIn(row: string, column: string): string {
  const quoted = row.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"${token}"`));
  const columns: Readonly<Record<string, unknown>> = JSON.parse(quoted);
  const value = columns[column];
  if (value === undefined) throw new Error(`There is no '${column}' in ${row}`);
  return String(value);
}
