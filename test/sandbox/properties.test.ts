import { expect } from "chai";
import { expectedRows } from "../../sandbox/expected.ts";
import { propertiesText } from "../../sandbox/expectedProperties.ts";
import { get, sandboxes } from "./client.ts";

const TYPES = new Map([
  ["name", "str"],
  ["age", "int"],
  ["score", "float"],
  ["is", "bool"],
  ["on", "datetime"],
]);

const text = (...values: [name: string, value: string][]) =>
  propertiesText(
    values.map(([Name, Value]) => ({ Name, Value })),
    TYPES,
  );

describe("the sandbox's properties of contacts", () => {
  const start = sandboxes();

  it("come as a list of texts, some lists empty", async () => {
    const sandbox = await start();
    const { rows } = await get(sandbox, "contactdata?Limit=1000&Sort=ID");
    const lists = rows.map(({ Data }) => Data);
    expect(lists).to.have.length(40);
    expect(lists.filter((list) => Array.isArray(list) && list.length === 0)).to.have.length.within(1, 20);
    expect(rows.every(({ ContactID, ID }) => ContactID === ID)).to.equal(true);
    for (const list of lists) for (const property of [list].flat()) expect(property).to.have.all.keys("Name", "Value");
  });

  it("are declared in all five types, one of them historic", async () => {
    const sandbox = await start();
    const { rows } = await get(sandbox, "contactmetadata?Limit=1000");
    expect(new Set(rows.map(({ Datatype }) => Datatype))).to.deep.equal(new Set(TYPES.values()));
    expect((await get(sandbox, "contactmetadata?Namespace=historic")).rows).to.have.length(1);
    expect((await get(sandbox, "contactmetadata?DataType=datetime")).rows).to.have.length(2);
  });

  it("must arrive as one object of each contact", async () => {
    const { account } = await start();
    const rows = expectedRows(account, "contactdata");
    expect(rows).to.have.length(40);
    for (const row of rows) expect(row).to.match(/^\{ "ContactID" : \d+, "Data" : \{ .*\}, "ID" : \d+, /s);
    expect(rows.some((row) => row.includes('"Data" : { },'))).to.equal(true);
  });
});

describe("propertiesText()", () => {
  it("keeps every digit of numbers", () => {
    expect(text(["age", "95420017985181303"], ["score", "1.50"])).to.equal(
      '{ "age" : 95420017985181303, "score" : 1.50 }',
    );
  });

  it("types what fits its type, and leaves as text what does not or is not declared", () => {
    expect(text(["is", "true"], ["name", "30"], ["age", "30"])).to.equal('{ "is" : true, "name" : "30", "age" : 30 }');
    expect(text(["age", "n/a"], ["score", "007"], ["is", "yes"])).to.equal(
      '{ "age" : "n/a", "score" : "007", "is" : "yes" }',
    );
    expect(text(["other", "12"])).to.equal('{ "other" : "12" }');
  });

  it("gives dates their zone", () => {
    expect(text(["on", "2026-01-31T10:00:00"])).to.equal('{ "on" : "2026-01-31T10:00:00Z" }');
    expect(text(["on", "2026-01-31T10:00:00Z"])).to.equal('{ "on" : "2026-01-31T10:00:00Z" }');
    expect(text(["on", "last week"])).to.equal('{ "on" : "last week" }');
  });

  it("makes no value of no text, but for texts and what is not declared", () => {
    expect(text(["age", ""], ["on", ""], ["is", ""], ["score", ""])).to.equal(
      '{ "age" : null, "on" : null, "is" : null, "score" : null }',
    );
    expect(text(["name", ""], ["other", ""])).to.equal('{ "name" : "", "other" : "" }');
  });

  it("takes the last value of a name, at the place of the first", () => {
    expect(text(["age", "1"], ["name", 'a "b" 🎉'], ["age", "2"])).to.equal('{ "age" : 2, "name" : "a \\"b\\" 🎉" }');
  });
});
