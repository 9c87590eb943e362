/** What a new stream begins with, and what is said to be missing of it. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { missingToGenerate, missingToTest, type StreamFound, undeclared } from "../../scripts/newStream/missing.ts";
import { readmeCounts, readmeRows, withReadmeRow } from "../../scripts/newStream/readme.ts";
import {
  readmeStub,
  refusal,
  resourceFor,
  schemaStub,
  withDeclaration,
  withSandboxRows,
} from "../../scripts/newStream/stubs.ts";
import type { RowSchema } from "../../src/config/files.ts";

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

describe("the beginnings of a stream", () => {
  const table = text("src/streams/table.ts");

  it("are refused to names that are taken or no snake_case, and to what is no resource", () => {
    const refused = (name: string, resource = resourceFor(name)) => refusal(name, resource, ["contacts"]);
    for (const name of ["dns", "dns_2", "campaign_drafts"]) expect(refused(name), name).to.equal(undefined);
    for (const name of ["", "Dns", "_dns", "dns_", "a__b", "a-b", "2dns", "../x"]) {
      expect(refused(name, "dns"), name).to.include("is no name for a stream");
    }
    expect(refused("contacts")).to.equal("There is a stream 'contacts' already");
    expect(refused("dns", "statistics/link-click")).to.equal(undefined);
    for (const resource of ["", "DNS", "/dns", "dns/", 'd"']) {
      expect(refused("dns", resource), resource).to.include("is no resource");
    }
  });

  it("stand in the table in the order of names: first, in the middle, last", () => {
    const namesIn = (source: string) => [...source.matchAll(/^ {2}(\w+): \{(?: resource|$)/gm)].map(([, name]) => name);
    const before = namesIn(table).filter((name) => name !== undefined);
    for (const name of ["a_first", "made_up", "zz_last"]) {
      const after = namesIn(withDeclaration(table, name, "made_up"));
      expect(after, name).to.deep.equal([...before, name].sort());
    }
  });

  it("stand in the sandbox without a row", () => {
    const source = text("sandbox/resources/standalone.ts");
    expect(withSandboxRows(source, "made_up", "made")).to.include('  made: wholeList({\n    stream: "made_up",\n');
    expect(withSandboxRows(source, "b", "a/b-c")).to.include('  "a/b-c": wholeList({\n    stream: "b",\n');
  });

  it("have a row in the README, which then has one stream more", () => {
    const readme = text("README.md");
    const [count = 0] = readmeCounts(readme);
    const after = withReadmeRow(readme, readmeStub("made_up"), count + 1);
    expect([...readmeRows(after).keys()]).to.deep.equal([...readmeRows(readme).keys(), "made_up"]);
    expect(new Set(readmeCounts(after))).to.deep.equal(new Set([count + 1]));
    expect(() => withReadmeRow("# Nothing", readmeStub("made_up"), 1)).to.throw("no table of streams");
  });
});

describe("what is missing of a stream", () => {
  const schema = (columns: readonly string[]): RowSchema => ({
    title: "Dns",
    description: "A domain.",
    properties: Object.fromEntries(
      columns.map((column) => [column, { type: ["null", column === "ID" ? "integer" : "string"] }]),
    ),
  });
  const COLUMNS = { Domain: "text", ID: "number" } as const;
  const whole: StreamFound = {
    declaration: { resource: "dns", primaryKey: ["ID"] },
    schema: schema(["Domain", "ID"]),
    sandbox: { declares: "whole list", resource: "dns", columns: COLUMNS, rows: 5 },
    stale: [],
    readmeRow: "| [dns](docs/streams/dns.md) | a domain | full refresh |",
  };
  const standalone = "add them in sandbox/resources/standalone.ts";

  const cases: readonly (readonly [what: string, found: Partial<StreamFound>, sentence: string])[] = [
    ["its schema", { schema: undefined }, "schemas/dns.json is missing: describe the columns of 'dns' there"],
    ["its schema's JSON", { schema: "Unexpected token" }, "schemas/dns.json cannot be read: Unexpected token"],
    ["sandbox rows", { sandbox: { rows: 0 } }, `sandbox rows for 'dns' are missing: ${standalone}`],
    [
      "which rows of those that belong together are its own",
      { sandbox: { declares: "connected", rows: 0 } },
      "sandbox rows for 'dns' are missing: say in sandbox/streams.ts that they are those of 'dns'",
    ],
    [
      "the table of rows that belong together",
      { sandbox: { ...whole.sandbox, declares: "connected", rows: undefined } },
      "sandbox rows for 'dns' are missing: give the account a table 'dns' in sandbox/generate/rest.ts",
    ],
    [
      "rows that belong together",
      { sandbox: { ...whole.sandbox, declares: "connected", rows: 0 } },
      "sandbox rows for 'dns' are missing: make some in sandbox/generate/ for the table 'dns'",
    ],
    [
      "the right type of a column",
      { sandbox: { ...whole.sandbox, columns: { Domain: "flag", ID: "number" } } },
      "column 'Domain' is of type string in schemas/dns.json, but boolean in the sandbox",
    ],
    [
      "all rows of its resource",
      { sandbox: { resource: "dns", columns: { Domain: "text", ID: "number" }, rows: 0 } },
      `sandbox rows for 'dns' are missing: ${standalone}`,
    ],
    [
      "the rows of this resource",
      { declaration: { resource: "dnz", primaryKey: ["ID"] } },
      "'dns' is read from 'dnz', but its sandbox rows are those of 'dns'",
    ],
    [
      "a column in its schema",
      { schema: schema(["ID"]) },
      "column 'Domain' is in the sandbox, but not in schemas/dns.json",
    ],
    [
      "a column in the sandbox",
      { schema: schema(["Domain", "ID", "More"]) },
      "column 'More' is in schemas/dns.json, but not in the sandbox",
    ],
    [
      "a cursor that is a date",
      { declaration: { resource: "dns", primaryKey: ["ID"], cursor: "Domain" } },
      "column 'Domain' is the cursor, but has not the format date-time in schemas/dns.json",
    ],
    [
      "the cursor of its window",
      { declaration: { resource: "dns", primaryKey: ["ID"], window: { from: "FromTS", to: "ToTS" } } },
      "'dns' has a window and no cursor in src/streams/table.ts: add the cursor, or take the window away",
    ],
    [
      "its cursor",
      { declaration: { resource: "dns", primaryKey: ["ID"], cursor: "At" } },
      "column 'At' is key or cursor in src/streams/table.ts, but not in schemas/dns.json",
    ],
  ];
  for (const [what, found, sentence] of cases) {
    it(`is said in one sentence: ${what}`, () => {
      expect(missingToGenerate("dns", { ...whole, ...found })).to.deep.equal([sentence]);
      expect(missingToTest("dns", { ...whole, ...found })).to.deep.equal([sentence]);
    });
  }

  it("is nothing where all is there, a column that is put on each row included", () => {
    expect(missingToTest("dns", whole)).to.be.empty;
    const declaration = { ...whole.declaration, stamp: ["CampaignID"] };
    expect(missingToTest("dns", { ...whole, declaration, schema: schema(["CampaignID", "Domain", "ID"]) })).to.be.empty;
  });

  it("is what its beginnings leave to fill in", () => {
    const found = { ...whole, schema: JSON.parse(schemaStub("dns")), readmeRow: readmeStub("dns") };
    const stub = {
      ...found,
      sandbox: { resource: "dns", columns: { ID: "number" } as const, rows: 0 },
      stale: ["catalog.json"],
    };
    expect(missingToTest("dns", stub)).to.deep.equal([
      "schemas/dns.json still says TODO: say there what one row is, and what each column is",
      `sandbox rows for 'dns' are missing: ${standalone}`,
      "'dns' is not in catalog.json: run 'npm run generate'",
      "README.md still says TODO in the row of 'dns': say there what one row is",
    ]);
    expect(missingToTest("dns", { ...whole, readmeRow: undefined })).to.have.length(1);
  });

  it("is its declaration, where only the rest is there", () => {
    expect(undeclared(["dns"], ["dns", "old"], ["dns", "older"])).to.deep.equal([
      "there is a schemas/old.json, but src/streams/table.ts declares no such stream",
      "the sandbox has rows for 'older', but src/streams/table.ts declares no such stream",
    ]);
  });
});
