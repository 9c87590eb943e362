import { expect } from "chai";
import fc from "fast-check";
import { parseCount } from "../../src/mailjet/envelope.ts";
import { BrokenPageError } from "../../src/mailjet/errors.ts";
import { textOf } from "../../src/mailjet/letters.ts";
import { parsePage } from "../../src/mailjet/records.ts";
import type { RowShape } from "../../src/mailjet/row.ts";
import { rightDate } from "../../src/mailjet/values.ts";

const NOTHING: RowShape = new Map();
const wanted = (...names: readonly string[]): RowShape => new Map(names.map((name) => [name, { isWanted: true }]));

/** JSON texts as a server might write them: numbers of any length and form, blanks around the tokens. */
const { aValue, aRow } = fc.letrec<{ aValue: string; aRow: string }>((tie) => {
  const aNumber = fc.oneof(
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
    fc.constantFrom("0", "-0", "1.0", "2.50", "1e5", "-1.25E-7", "95420017985181303", "576460753067090994"),
  );
  // What databases refuse is replaced, which other tests are about.
  const isTaken = (text: string) => text.isWellFormed() && !text.includes("\0");
  const aString = fc
    .string({ unit: "binary" })
    .filter(isTaken)
    .map((text) => JSON.stringify(text));
  const blank = fc.constantFrom("", "", " ", "  ");
  const list = (items: fc.Arbitrary<string[]>, open: string, close: string) =>
    fc.tuple(items, blank, blank).map(([texts, a, b]) => `${open}${a}${texts.join(`${b},${a}`)}${b}${close}`);
  const aMember = fc.tuple(aString, blank, blank, tie("aValue")).map(([k, a, b, v]) => `${k}${a}:${b}${v}`);
  return {
    aValue: fc.oneof(
      { maxDepth: 3, depthIdentifier: "json" },
      aNumber,
      aString,
      fc.constantFrom("true", "false", "null"),
      list(fc.array(tie("aValue"), { maxLength: 3, depthIdentifier: "json" }), "[", "]"),
      tie("aRow"),
    ),
    aRow: list(fc.array(aMember, { maxLength: 4, depthIdentifier: "json" }), "{", "}"),
  };
});

const aPage = fc.array(aRow, { maxLength: 6 }).map((rows) => ({
  rows,
  body: `{ "Count" : ${rows.length}, "Data" : [${rows.join(", ")}], "Total" : ${rows.length} }`,
}));

const page = (...rows: readonly string[]) => `{ "Count" : 1, "Data" : [${rows.join(",")}], "Total" : 1 }`;
const texts = (body: string, shape = NOTHING) => parsePage(body, shape).map(({ text }) => text);

describe("parsePage()", () => {
  it("gives each row as the very text in which it came", () => {
    fc.assert(fc.property(aPage, ({ rows, body }) => expect(texts(body)).to.deep.equal(rows) && undefined));
  });

  it("finds the text of a column that is asked for", () => {
    fc.assert(
      fc.property(aValue, aValue, aRow, (id, other, nested) => {
        const row = `{"Nested" : ${nested}, "Id":${other} , "ID" : ${id}, "Last":1}`;
        const [parsed] = parsePage(page(row), wanted("ID"));
        expect(parsed?.columns).to.deep.equal(new Map([["ID", id]]));
      }),
    );
  });

  it("refuses a body that was cut off anywhere", () => {
    fc.assert(
      fc.property(aPage, fc.nat(), ({ body }, at) => {
        expect(() => parsePage(body.slice(0, at % body.length), NOTHING)).to.throw(BrokenPageError);
      }),
    );
  });

  it("finds 'Data' wherever it stands, and no other of that name", () => {
    expect(texts('{"Total":{"Data":[{"a":1}]},"x":"\\"Data\\":[{}]","Data":[{"b":2}]}')).to.deep.equal(['{"b":2}']);
    expect(texts('{"Data":[{"a":1}],"Data":[{"b":2}]}')).to.deep.equal(['{"b":2}']);
  });

  it("writes a row that came on several lines as one", () => {
    expect(texts(page('{\r\n\t"a" :\n1 }'))).to.deep.equal(['{   "a" : 1 }']);
  });

  it("takes braces, brackets, quotes and backslashes inside strings for what they are", () => {
    const row = JSON.stringify({ Subject: '}],{"a":1}\\', Url: 'https://x/?q="\\\\"', ID: 7 });
    expect(texts(page(row, row))).to.deep.equal([row, row]);
  });

  it("takes a row nested 100,000 deep", () => {
    const row = `{"deep":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(texts(page(row))).to.deep.equal([row]);
  });

  it("takes '__proto__' for a column like any other", () => {
    const row = '{"__proto__":{"ID":1},"constructor":2,"ID":3}';
    const [parsed] = parsePage(page(row), wanted("ID", "__proto__"));
    expect(parsed?.text).to.equal(row);
    expect([...(parsed?.columns ?? [])]).to.deep.equal([
      ["__proto__", '{"ID":1}'],
      ["ID", "3"],
    ]);
  });

  it("takes a raw control character inside a string, which JSON forbids, as the escape that was meant", () => {
    const row = '{"Name":"a\tb\u0001\\n\\"c\n","ID":1}';
    expect(texts(page(row))).to.deep.equal(['{"Name":"a\\u0009b\\u0001\\n\\"c\\u000a","ID":1}']);
  });

  it("gives what looks like the end as it came", () => {
    const row = '{"Name":"\\u2028 \u2028 }]}","ID":1}';
    expect(texts(page(row))).to.deep.equal([row]);
  });

  it("gives a row without the characters that databases refuse, and says in which columns they were", () => {
    const shape: RowShape = new Map([["Name", { isWanted: true }]]);
    const [right, changed] = parsePage(
      page('{"Name":"\\ud83d\\ude00","ID":1}', '{"Name":"\\ud800 \\u0000\0x","ID":95420017985181303,"T":["\\uDFFF"]}'),
      shape,
    );
    expect(right).to.deep.include({ text: '{"Name":"\\ud83d\\ude00","ID":1}', replaced: [] });
    expect(textOf(changed?.text ?? "")).to.equal('{"Name":"\ufffd x","ID":95420017985181303,"T":["\ufffd"]}');
    expect(changed?.replaced).to.deep.equal(["Name", "T"]);
    expect(textOf(changed?.columns.get("Name") ?? "")).to.equal('"\ufffd x"');
  });

  it("takes a string of 10 MB", () => {
    const row = `{"Subject":"${"x".repeat(10_000_000)}"}`;
    expect(texts(page(row))[0]?.length).to.equal(row.length);
  });

  it("names the columns whose values are of another type, and leaves them as they are", () => {
    const shape: RowShape = new Map([
      ["ID", { types: new Set(["integer"] as const) }],
      ["At", { types: new Set(["null", "date-time"] as const) }],
      ["Score", { types: new Set(["null", "number"] as const) }],
      ["Tags", { types: new Set(["array"] as const) }],
    ]);
    const misfits = (row: string) => parsePage(page(row), shape)[0]?.misfits;
    expect(misfits('{"ID":7,"At":"2026-01-31T10:00:00","Score":7,"Tags":[],"More":{}}')).to.deep.equal([]);
    expect(misfits('{"ID":-7,"At":"","Score":-1.5e-3,"Tags":["a"]}')).to.deep.equal([]);
    expect(misfits('{"ID":7.0,"At":"soon","Score":"1","Tags":{}}')).to.deep.equal(["ID", "At", "Score", "Tags"]);
    expect(misfits('{"ID":null,"At":1,"Score":true,"Tags":null}')).to.deep.equal(["ID", "At", "Score", "Tags"]);
    const row = '{"ID":"7","At":"soon"}';
    expect(texts(page(row), shape)).to.deep.equal([row]);
  });

  it("takes 'Data' null for an empty page, where the count says that it is", () => {
    expect(parsePage('{ "Count" : 0, "Data" : null, "Total" : 0 }', NOTHING)).to.deep.equal([]);
  });

  const broken: readonly (readonly [string, string])[] = [
    ["an HTML page", "<html><body><h1>Sorry</h1></body></html>"],
    ["nothing at all", ""],
    ["a JSON list", "[]"],
    ["a page without 'Data'", '{ "Count" : 0, "Total" : 0 }'],
    ["'Data' null beside a count", '{ "Count" : 3, "Data" : null, "Total" : 3 }'],
    ["'Data' null without a count", '{ "Data" : null }'],
    ["'Data' an object", '{ "Data" : {} }'],
    ["a row that is none", '{ "Data" : [ {}, 7 ] }'],
    ["a row that is a list", '{ "Data" : [ [] ] }'],
  ];
  for (const [what, body] of broken) {
    it(`refuses ${what}`, () => {
      expect(() => parsePage(body, NOTHING)).to.throw(BrokenPageError);
    });
  }
});

describe("the dates of a row", () => {
  const types = new Set(["null", "date-time"] as const);
  const shape: RowShape = new Map([
    ["At", { types, isWanted: true }],
    ["Other", { types }],
  ]);

  it("become null where they are empty, and get the Z they mean; nothing else changes", () => {
    const row = '{ "ID" : 95420017985181303, "At" : "", "Text" : "", "Other" : "2026-01-31T10:00:00" }';
    const [parsed] = parsePage(page(row), shape);
    const right = '{ "ID" : 95420017985181303, "At" : null, "Text" : "", "Other" : "2026-01-31T10:00:00Z" }';
    expect(parsed?.text).to.equal(right);
    expect(parsed?.columns.get("At")).to.equal("null");
  });

  it("stay as they are in nested objects, whose columns only happen to have the same name", () => {
    const row = '{"Nested":{"At":""},"At":"2026-01-31T10:00:00Z"}';
    expect(texts(page(row), shape)).to.deep.equal([row]);
  });

  it("pass through when they are anything else", () => {
    for (const value of ['"2026-01-31T10:00:00Z"', '"2026-01-31T10:00:00+02:00"', '"soon"', "null", "0", '"2026"']) {
      expect(rightDate(value)).to.equal(value);
    }
  });
});

describe("parseCount()", () => {
  it("is the number that a countOnly answer gives, under either name", () => {
    expect(parseCount('{ "Count" : 12345, "Data" : [], "Total" : 12345 }')).to.equal(12_345);
    expect(parseCount('{ "Count" : 0, "Data" : [], "Total" : 77 }')).to.equal(77);
    expect(parseCount('{ "Data" : [], "Total" : 5 }')).to.equal(5);
  });

  it("is 0, which says nothing, where the answer gives none", () => {
    expect(parseCount('{ "Data" : null }')).to.equal(0);
    expect(parseCount('{ "Count" : "5" }')).to.equal(0);
  });

  it("refuses what is no answer at all", () => {
    for (const body of ["<html>", "", "[]"]) expect(() => parseCount(body)).to.throw(BrokenPageError);
  });
});
