/** What the docs show as JSON is JSON; what they show as a configuration or a state is taken by the program. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { blocksOfDocs, pages } from "../../scripts/testDocs/blocks.ts";
import { NOT_RUN, PRINTS } from "../../scripts/testDocs/exceptions.ts";
import { problemsOf } from "../../scripts/testDocs/judge.ts";
import { parseState } from "../../src/airbyte/parseState.ts";
import { parseStateFile } from "../../src/airbyte/stateFile.ts";
import { loadConfig } from "../../src/config/config.ts";
import { loadSpec } from "../../src/config/files.ts";
import { streams } from "../../src/streams/table.ts";

const { properties: fields } = loadSpec().connectionSpecification;
const blocks = blocksOfDocs();

/** Beside the blocks: what stands between backticks, or is echoed into a file. */
function inlineJson(page: string): string[] {
  const text = readFileSync(page, "utf8");
  const inline = [...text.replace(/^```.*?^```/gms, "").matchAll(/`(\{[^`]*\})`/g)].map(([, json]) => json ?? "");
  const echoed = [...text.matchAll(/echo '(\{.*?\})'/g)].map(([, json]) => json ?? "");
  return [...inline, ...echoed];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const examples = pages().flatMap((page) => {
  const ofPage = blocks.filter((block) => block.page === page && block.language === "json");
  const texts = [...inlineJson(page), ...(page === "CONTRIBUTING.md" ? [] : ofPage.map(({ text }) => text))];
  return texts.map((text) => ({ page, text }));
});
const parsed = (text: string): Readonly<Record<string, unknown>> => {
  const value: unknown = JSON.parse(text);
  return isObject(value) ? value : {};
};

describe("examples in the docs", () => {
  it("have blocks that something checks, and exceptions that are not stale", () => {
    expect(problemsOf(blocks, NOT_RUN, PRINTS, readFileSync(".ci/run", "utf8"))).to.deep.equal([]);
  });

  for (const { page, line, text } of blocks.filter(({ language }) => language === "json"))
    it(`${page}:${line} is JSON`, () => {
      expect(() => JSON.parse(text)).not.to.throw();
    });

  const configurations = examples.filter(({ text }) => Object.keys(parsed(text)).some((name) => name in fields));
  it("show a configuration of each field", () => {
    const shown = configurations.flatMap(({ text }) => Object.keys(parsed(text)));
    expect([...new Set(shown)]).to.have.members(Object.keys(fields));
  });

  for (const { page, text } of configurations)
    it(`${page}: ${text} is a configuration`, () => {
      expect(() =>
        loadConfig({ api_key: "key", api_secret: "secret", ...parsed(text.replaceAll("…", "x")) }),
      ).not.to.throw();
    });

  const states = examples.filter(({ page }) => page === "docs/state.md");
  it("show states", () => {
    expect(states).to.have.length.greaterThan(2);
  });

  for (const { text } of states)
    it(`${text.replace(/\s+/g, " ")} is a state`, () => {
      const shown = parsed(text);
      const names = Object.keys(shown).filter((name) => streams.has(name));
      const file = names.length > 0 ? shown : { open_events: shown };
      for (const [name, state] of parseStateFile(file, streams.keys()).states)
        expect(parseState(name, streams.get(name)?.cursor ?? "", state).cursor).to.be.a("number");
    });
});
