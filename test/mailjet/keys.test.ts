import { expect } from "chai";
import { brokenKey } from "../../src/mailjet/keys.ts";
import { parsePage } from "../../src/mailjet/records.ts";
import type { RowShape } from "../../src/mailjet/row.ts";

const shape: RowShape = new Map([
  ["ID", { types: new Set(["integer"] as const), isWanted: true }],
  ["Url", { types: new Set(["string"] as const), isWanted: true }],
  ["At", { types: new Set(["date-time"] as const), isWanted: true }],
]);
const broken = (...rows: string[]) => {
  const page = parsePage(`{ "Count" : ${rows.length}, "Data" : [ ${rows.join(", ")} ] }`, shape);
  return brokenKey(page, ["ID", "Url", "At"], shape);
};
const right = '{ "ID" : 95420017985181303, "Url" : "", "At" : "2026-01-31T10:00:00" }';

describe("brokenKey()", () => {
  it("finds nothing where each column of the key has a value", () => {
    expect(broken()).to.equal(undefined);
    expect(broken(right, right)).to.equal(undefined);
  });

  const cases: readonly (readonly [string, string, string])[] = [
    ['{ "ID" : null, "Url" : "", "At" : "2026-01-31T10:00:00Z" }', "ID", "is null"],
    ['{ "Url" : "", "At" : "2026-01-31T10:00:00Z" }', "ID", "is missing"],
    ['{ "ID" : "7", "Url" : "", "At" : "2026-01-31T10:00:00Z" }', "ID", 'is "7", which is no integer'],
    ['{ "ID" : 7.5, "Url" : "", "At" : "2026-01-31T10:00:00Z" }', "ID", "is 7.5, which is no integer"],
    ['{ "ID" : [], "Url" : "", "At" : "2026-01-31T10:00:00Z" }', "ID", "is [], which is no integer"],
    ['{ "ID" : 7, "Url" : null, "At" : "2026-01-31T10:00:00Z" }', "Url", "is null"],
  ];
  for (const [row, column, is] of cases) {
    it(`names the column and the row: ${row}`, () => {
      expect(broken(right, row, right)).to.deep.equal({ column, row: 2, is });
    });
  }

  it("leaves an empty date, and a text that is something else, to others", () => {
    expect(broken('{ "ID" : 7, "Url" : 8, "At" : "" }')).to.equal(undefined);
  });
});
