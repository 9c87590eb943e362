import { expect } from "chai";
import fc from "fast-check";
import { propertiesOf, typedValue, withProperties } from "../../src/mailjet/properties.ts";

const TYPES = new Map([
  ["age", "int"],
  ["score", "float"],
  ["vip", "bool"],
  ["born", "datetime"],
  ["city", "str"],
]);

const property = (name: string, value: string) => `{ "Name" : ${JSON.stringify(name)}, "Value" : ${value} }`;
const listOf = (...properties: string[]) => `[ ${properties.join(", ")} ]`;

describe("propertiesOf()", () => {
  it("makes one object of a list, each value in its declared type", () => {
    const list = listOf(
      property("age", '"30"'),
      property("score", '"1.50"'),
      property("vip", '"true"'),
      property("born", '"2001-02-03T04:05:06"'),
      property("city", '"Zürich \\"Nord\\" ] }"'),
    );
    expect(propertiesOf(list, TYPES)).to.equal(
      '{ "age" : 30, "score" : 1.50, "vip" : true, "born" : "2001-02-03T04:05:06Z", "city" : "Zürich \\"Nord\\" ] }" }',
    );
  });

  it("has nothing where the list has nothing", () => {
    for (const empty of ["[]", "[  ]"]) expect(propertiesOf(empty, TYPES)).to.equal("{ }");
  });

  it("takes the last value of a name that comes twice, as an object can have one only", () => {
    expect(
      propertiesOf(listOf(property("age", '"1"'), property("city", '"A"'), property("age", '"2"')), TYPES),
    ).to.equal('{ "age" : 2, "city" : "A" }');
  });

  it("leaves alone what is no list of names and values", () => {
    for (const other of ["null", '"text"', '{ "age" : 1 }', "[ 1, 2 ]", '[ { "Value" : 1 } ]'])
      expect(propertiesOf(other, TYPES)).to.equal(undefined);
  });

  it("keeps every digit of every integer", () => {
    fc.assert(
      fc.property(fc.bigInt(), (value) => {
        for (const written of [`"${value}"`, `${value}`])
          expect(propertiesOf(listOf(property("age", written)), TYPES)).to.equal(`{ "age" : ${value} }`);
      }),
    );
  });

  it("gives JSON that says the same, whatever the texts are", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (values) => {
        const entries = Object.entries(values);
        const list = listOf(...entries.map(([name, value]) => property(name, JSON.stringify(value))));
        const made = JSON.parse(propertiesOf(list, new Map(entries.map(([name]) => [name, "str"]))) ?? "");
        expect(Object.entries(made)).to.have.deep.members(entries);
      }),
    );
  });
});

describe("typedValue()", () => {
  it("is null where a property other than a text is empty", () => {
    for (const type of ["int", "float", "bool", "datetime"]) expect(typedValue('""', type), type).to.equal("null");
    expect(typedValue('""', "str")).to.equal('""');
  });

  it("leaves a value that is not of its type as it came, and one whose type nobody told", () => {
    for (const [value, type] of [
      ['"n/a"', "int"],
      ['"007"', "int"],
      ['"1.5"', "int"],
      ['"1."', "float"],
      ['"maybe"', "bool"],
      ['"30"', undefined],
      ['"30"', "colour"],
    ] as const)
      expect(typedValue(value, type)).to.equal(value);
  });

  it("makes a text of whatever is declared to be one", () => {
    expect([typedValue("30", "str"), typedValue("true", "str"), typedValue("null", "str")]).to.deep.equal([
      '"30"',
      '"true"',
      "null",
    ]);
  });
});

describe("withProperties()", () => {
  it("changes the one column and nothing else", () => {
    const row = `{ "ContactID" : 7, "Data" : ${listOf(property("age", '"30"'))}, "ID" : 95420017985181303 }`;
    expect(withProperties(row, "Data", listOf(property("age", '"30"')), TYPES)).to.equal(
      '{ "ContactID" : 7, "Data" : { "age" : 30 }, "ID" : 95420017985181303 }',
    );
  });

  it("leaves the row as it is where the column holds something else", () => {
    const row = '{ "ContactID" : 7, "Data" : null }';
    expect(withProperties(row, "Data", "null", TYPES)).to.equal(row);
  });
});
