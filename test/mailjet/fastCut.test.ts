import { expect } from "chai";
import fc from "fast-check";
import { BrokenPageError } from "../../src/mailjet/errors.ts";
import { cutByLayout } from "../../src/mailjet/fastCut.ts";
import { cutSlowly } from "../../src/mailjet/records.ts";
import type { ColumnShape, JsonType, Row, RowShape } from "../../src/mailjet/row.ts";

const aDate = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom(
      '""',
      "null",
      '"2026-01-31T10:00:00Z"',
      '"2026-01-31T10:00:00"',
      '"2026-01-31T10:00:00.25+01:00"',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('"2026-01-31"', '"yesterday"') },
);
const aText = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '"At"',
    '"\\"At\\" : \\"\\""',
    '"}, {"',
    '"\\\\"',
    '"\\u0000"',
    '"\\ud83d\\ude00"',
    '"\\ud83d"',
    '"\u00e9\u2028"',
  ),
);
const aNumber = fc.oneof(
  { weight: 20, arbitrary: fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom("0", "-0", "1.50", "1e5", "-1.25E-7", "01", "1.", "-") },
);
const aFlag = fc.constantFrom("true", "false", "null");
const aNest = fc.constantFrom("[ ]", "[ 1, 2 ]", '{ "At" : "" }');

/** Columns with the types that their schema has, and what mostly stands in them. */
const KINDS: readonly (readonly [readonly JsonType[] | undefined, fc.Arbitrary<string>])[] = [
  [["date-time", "null"], aDate],
  [["date-time"], aDate],
  [["string", "null"], aText],
  [["integer", "null"], aNumber],
  [["integer"], aNumber],
  [["number", "null"], aNumber],
  [["boolean", "null"], aFlag],
  [["array", "null"], aNest],
  [undefined, fc.oneof(aText, aNumber, aFlag)],
];

const NAMES = ["ID", "At", "A-t", "Name", "a b", "C.D", "E", "F", "G", "H", "I", "e\\u0041"] as const;

/** A layout, and rows in it; rarely with a value that does not belong there. */
const aPage = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 5 }),
    kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 5, maxLength: 5 }),
    wanted: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    blank: fc.constantFrom(" ", " ", " ", "", "", "  ", "\n"),
    isSteady: fc.boolean(),
  })
  .chain(({ names, kinds, wanted, blank, isSteady }) => {
    const columns = names.map((name, index) => ({
      name,
      kind: kinds[index] ?? [undefined, aText],
      isWanted: wanted[index],
    }));
    const aRow = fc.tuple(
      ...columns.map(({ name, kind: [, usual] }) =>
        fc
          .oneof(
            { weight: isSteady ? 50 : 3, arbitrary: usual },
            { weight: 1, arbitrary: fc.oneof(aText, aNumber, aNest) },
          )
          .map((value) => `"${name}"${blank}:${blank}${value}`),
      ),
    );
    const rows = fc.array(aRow, { maxLength: 5 });
    const shape: RowShape = new Map(
      columns.map(({ name, kind: [types], isWanted = false }): [string, ColumnShape] => [
        name,
        { ...(types && { types: new Set(types) }), isWanted },
      ]),
    );
    return rows.map((members) => {
      const data = members.map((row) => `{${blank}${row.join(`,${blank}`)}${blank}}`).join(`,${blank}`);
      return { shape, page: `{ "Count" : ${members.length}, "Data" : [${data}], "Total" : ${members.length} }` };
    });
  });

const told = (rows: readonly Row[]) =>
  rows.map(({ text, columns, misfits, replaced }) => ({ text, columns: [...columns], misfits, replaced }));

/** What the slow way makes of it; undefined for what it refuses. */
function slowly(page: string, shape: RowShape): ReturnType<typeof told> | undefined {
  try {
    return told(cutSlowly(page, shape));
  } catch (error) {
    if (error instanceof BrokenPageError) return undefined;
    throw error;
  }
}

function expectTheSame(page: string, shape: RowShape): boolean {
  const rows = cutByLayout(page, shape);
  if (rows === undefined) return false;
  expect(told(rows)).to.deep.equal(slowly(page, shape));
  return true;
}

describe("cutByLayout()", () => {
  it("cuts as the slow way does, or not at all", () => {
    let cut = 0;
    fc.assert(
      fc.property(aPage, ({ page, shape }) => {
        if (expectTheSame(page, shape)) cut++;
      }),
      { numRuns: 3_000 },
    );
    expect(cut, "pages that it took").to.be.above(300);
  });

  it("takes no damaged page for a whole one", () => {
    const aCut = fc.record({
      at: fc.nat(),
      length: fc.nat(3),
      text: fc.constantFrom("", '"', "\\", ",", "}", "]", "1", "x", " "),
    });
    fc.assert(
      fc.property(aPage, aCut, ({ page, shape }, { at, length, text }) => {
        const place = at % page.length;
        cutByLayout(page, shape); // Its layout is known from here on.
        expectTheSame(page.slice(0, place) + text + page.slice(place + length), shape);
      }),
      { numRuns: 5_000 },
    );
  });

  const shape: RowShape = new Map([
    ["ID", { types: new Set<JsonType>(["integer"]), isWanted: true }],
    ["At", { types: new Set<JsonType>(["date-time", "null"]), isWanted: true }],
    ["Name", { types: new Set<JsonType>(["string", "null"]) }],
  ]);
  const pageOf = (...rows: string[]) => `{ "Count" : 1, "Data" : [${rows.join(", ")}], "Total" : 1 }`;
  const row = (id: string, at: string, name = '"x"') => `{ "ID" : ${id}, "At" : ${at}, "Name" : ${name} }`;

  it("keeps every digit, and makes dates right", () => {
    const page = pageOf(row("576460753067090994", '"2026-01-31T10:00:00"'), row("2", '""', '"\\"At\\" : \\"\\""'));
    expect(cutByLayout(page, shape)?.map(({ text, columns }) => [text, columns.get("At")])).to.deep.equal([
      [row("576460753067090994", '"2026-01-31T10:00:00Z"'), '"2026-01-31T10:00:00Z"'],
      [row("2", "null", '"\\"At\\" : \\"\\""'), "null"],
    ]);
  });

  it("learns a new layout when columns come or go", () => {
    expect(cutByLayout(pageOf(row("1", "null")), shape)).to.have.length(1);
    expect(cutByLayout(pageOf('{ "New" : true, "ID" : 3 }'), shape)?.[0]?.columns.get("ID")).to.equal("3");
    expect(cutByLayout(pageOf(row("1", "null")), shape)).to.have.length(1);
  });

  it("leaves to the slow way what it cannot judge", () => {
    for (const odd of [
      "",
      "{ }",
      row("null", "null"),
      row("1.5", "null"),
      row("1", '"soon"'),
      row("1", "null", "[ ]"),
    ]) {
      expect(cutByLayout(pageOf(odd), shape), odd).to.equal(undefined);
    }
    expect(cutByLayout(pageOf(row("1", "null"), '{ "ID" : 2 }'), shape), "two layouts").to.equal(undefined);
    expect(cutByLayout('{ "Data" : [], "Count" : 0 }', shape), "another envelope").to.equal(undefined);
  });

  it("takes texts of megabytes, and leaves those of which it would be too much", () => {
    const pageWith = (name: string) => pageOf(row("1", "null", JSON.stringify(name)));
    expect(cutByLayout(pageWith("\u00e9x".repeat(5_000_000)), shape)).to.have.length(1);
    expect(cutByLayout(pageWith("x\\".repeat(5_000_000)), shape)).to.equal(undefined);
  });
});
