/** What platforms ask of a spec, and what whoever fills in its form does. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect } from "chai";
import fc from "fast-check";
import { loadConfig } from "../../src/config/config.ts";
import { type FieldSchema, loadSpec } from "../../src/config/files.ts";
import { streams } from "../../src/streams/table.ts";
import { parseInstant } from "../../src/time/instant.ts";

const spec = loadSpec();
const { properties, groups } = spec.connectionSpecification;
const fields = Object.entries(properties);

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** Every key and value anywhere in the spec. */
function* members(value: unknown): Generator<readonly [string, unknown]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value)) yield [key, member];
    yield* members(member);
  }
}

/** Every field of the form, those inside of alternatives included. */
function* allFields(from: readonly (readonly [string, FieldSchema])[]): Generator<readonly [string, FieldSchema]> {
  for (const [name, field] of from) {
    yield [name, field];
    for (const option of field.oneOf ?? []) yield* allFields(Object.entries(option.properties ?? {}));
  }
}

describe("spec.json", () => {
  it("is a schema that compiles", () => {
    const ajv = new Ajv({ strict: false, strictSchema: "log", logger: false });
    formats.default(ajv);
    expect(() => ajv.compile(spec.connectionSpecification)).to.not.throw();
  });

  it("does without the keywords that platforms cannot show", () => {
    const forbidden = ["$ref", "not", "anyOf", "allOf", "if", "then", "else", "patternProperties", "prefixItems"];
    const used = [...members(spec)].map(([key]) => key);
    for (const word of [...forbidden, "dependentSchemas", "dependentRequired"]) expect(used).to.not.include(word);
  });

  it("lets platforms add fields of their own", () => {
    for (const [key, value] of members(spec)) if (key === "additionalProperties") expect(value).to.equal(true);
  });

  it("puts every field into a group that exists, each at a place of its own", () => {
    const places = fields.map(([, { group, order }]) => `${group} ${order}`);
    expect(new Set(places).size).to.equal(fields.length);
    for (const [name, { group }] of fields)
      expect(
        groups.map(({ id }) => id),
        name,
      ).to.include(group);
  });

  it("names and explains every field, and gives it a default or an example", () => {
    for (const [name, field] of allFields(fields)) {
      if (field.const !== undefined) continue;
      expect(field.title, name).to.be.a("string").and.not.be.empty;
      expect(field.description, name).to.match(/^([A-Z]|[a-z_]+: ).*\.( <a href="[^"]+" target="_blank">More<\/a>)?$/s);
      const isShown = "default" in field || "examples" in field || field.oneOf !== undefined;
      expect(isShown, name).to.equal(true);
    }
  });

  it("explains nothing in more than 25 words, and no field in more than 20", () => {
    const wordsIn = (text: string) => text.replace(/ <a .*<\/a>/, "").split(/\s+/).length;
    const described = [...members(spec)].filter(([key]) => key === "description").map(([, text]) => `${text}`);
    expect(described).to.have.length.above(fields.length);
    for (const text of described) expect(wordsIn(text), text).to.be.at.most(25);
    for (const [name, { description = "" }] of allFields(fields)) expect(wordsIn(description), name).to.be.at.most(20);
  });

  it("puts the stream's name first where a field is for one stream", () => {
    const named = fields.flatMap(([name, { description = "" }]) => {
      const [, stream] = /^([a-z_]+): /.exec(description) ?? [];
      return stream === undefined ? [] : [[name, stream]];
    });
    expect(Object.fromEntries(named)).to.deep.equal({
      include_archived_drafts_and_ab_tests: "campaign_overview",
      segment_status: "segmentation",
      counter_resolution: "stat_counters",
      counter_timing: "stat_counters",
      counter_source: "stat_counters",
      updated_since: "contacts",
    });
    for (const [, stream] of named) expect([...streams.keys()]).to.include(stream);
  });

  it("links to places of the configuration's page that exist", () => {
    const headings = [...text("docs/configuration.md").matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(headings).to.include.members(Object.keys(properties));
    for (const [name, { description = "" }] of fields) {
      const [, link] = /href="([^"]+)"/.exec(description) ?? [];
      if (link !== undefined) expect(link).to.equal(`${spec.documentationUrl}#${name}`);
    }
  });

  it("shows the fields in the order in which people fill them in", () => {
    const shown = groups.map(({ id, title }) => {
      const own = fields.filter(([, { group }]) => group === id);
      return [title, own.sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0)).map(([name]) => name)];
    });
    expect(Object.fromEntries(shown)).to.deep.equal({
      Credentials: ["api_key", "api_secret", "region"],
      Details: [
        "filter",
        "starred",
        "include_deleted_lists",
        "include_deleted_campaigns",
        "include_newsletter_tool_campaigns",
        "include_archived_drafts_and_ab_tests",
        "segment_status",
      ],
      Counters: ["counter_resolution", "counter_timing", "counter_source"],
      Dates: ["start_date", "end_date", "updated_since"],
      Advanced: ["reports", "lookback_days", "max_concurrency"],
    });
    expect(groups.map(({ title }) => title)).to.deep.equal(shown.map(([title]) => title));
  });

  it("asks for at least one campaign, or list, where these are chosen", () => {
    const validate = new Ajv({ strict: false, logger: false }).compile(spec.connectionSpecification);
    const fitsWith = (filter: object) => validate({ api_key: "k", api_secret: "s", filter });
    for (const [filter_type, name] of [
      ["campaigns_and_event_dates", "campaigns"],
      ["contact_lists_and_sent_dates", "contact_lists"],
    ] as const) {
      expect([{ filter_type }, { filter_type, [name]: [] }].map(fitsWith)).to.deep.equal([false, false]);
      expect(fitsWith({ filter_type, [name]: [7] })).to.equal(true);
    }
  });

  it("is explained by examples that the connector takes", () => {
    const examples = [...text("docs/configuration.md").matchAll(/^(?:- )?Example: `(.+)`$/gm)].map(
      ([, json]) => `${json}`,
    );
    expect(examples.length).to.be.at.least(fields.length);
    const named = new Set(examples.flatMap((json) => Object.keys(JSON.parse(json))));
    expect([...named]).to.include.members(Object.keys(properties));
    for (const json of examples) {
      const config = { api_key: "key", api_secret: "secret", ...JSON.parse(json) };
      expect(loadConfig(config).warnings, json).to.deep.equal([]);
    }
  });

  it("explains each pattern in words", () => {
    for (const [, value] of members(spec)) {
      if (typeof value !== "object" || value === null || !("pattern" in value)) continue;
      expect(value).to.have.property("pattern_descriptor");
    }
  });

  it("takes the dates that the connector takes, and no others but those that no calendar has", () => {
    const part = (...texts: string[]) => fc.constantFrom(...texts);
    const text = fc
      .tuple(
        part("2026-01-31", "2028-02-29", "2026-1-31", "02026-01-31", ""),
        part("", "T", "t", " ", "  "),
        part("", "10:00", "23:59:59", "10", "10:00:00.", "10:00:00.123456789"),
        part("", "Z", "z", "+01:00", "-0130", "+01", "+1", " Z", "\n"),
      )
      .map((parts) => parts.join(""));
    for (const name of ["updated_since", "start_date", "end_date"]) {
      const pattern = new RegExp(properties[name]?.pattern ?? "-", "u");
      const isTaken = (date: string) => pattern.test(date) === (date === "" || parseInstant(date) !== undefined);
      fc.assert(fc.property(text, isTaken), { numRuns: 500 });
      expect(pattern.test("2026-02-30T25:00"), "left to the connector").to.equal(true);
      expect(properties[name]).to.not.have.property("format");
    }
  });

  it("marks the credentials as secrets, and nothing else", () => {
    const secret = fields.filter(([, field]) => "airbyte_secret" in field).map(([name]) => name);
    expect(secret).to.deep.equal(["api_key", "api_secret"]);
  });

  it("offers values that differ, and defaults that are among them", () => {
    for (const [name, field] of allFields(fields)) {
      const values = field.enum ?? field.items?.enum ?? [];
      expect(new Set(values).size, name).to.equal(values.length);
      if (values.length > 0 && field.default !== undefined) {
        for (const value of [field.default].flat()) expect(values, name).to.include(value);
      }
    }
  });

  it("tells alternatives apart by one constant that all of them have", () => {
    for (const [name, { oneOf }] of fields) {
      if (oneOf === undefined) continue;
      const constants = oneOf.map((option) =>
        Object.entries(option.properties ?? {}).filter(([, { const: value }]) => value !== undefined),
      );
      for (const found of constants) expect(found, name).to.have.length(1);
      expect(new Set(constants.map(([found]) => found?.[0])).size, name).to.equal(1);
      expect(new Set(constants.map(([found]) => found?.[1].const)).size, name).to.equal(oneOf.length);
    }
  });

  it("offers exactly the streams as reports", () => {
    expect(properties.reports?.items?.enum).to.deep.equal([...streams.keys()]);
  });
});
