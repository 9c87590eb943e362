/** What lies around the program says the same as the program. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { readmeCounts, readmeRows } from "../scripts/newStream/readme.ts";
import { parseCatalog } from "../src/airbyte/configuredCatalog.ts";
import { parseState } from "../src/airbyte/parseState.ts";
import { parseStateFile } from "../src/airbyte/stateFile.ts";
import { originOf } from "../src/config/origin.ts";
import { streams } from "../src/streams/table.ts";

const text = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const json = (path: string): unknown => JSON.parse(text(path));
const { version, bin } = json("package.json") as { version: string; bin: Record<string, string> };

describe("the image", () => {
  const dockerfile = text("Dockerfile");

  it("is labelled with the package's name and version", () => {
    expect(dockerfile)
      .to.match(/io\.airbyte\.name=source-mailjet\b/)
      .and.include(`io.airbyte.version=${version}`);
    expect(text("metadata.yaml")).to.include(`dockerImageTag: ${version}\n`);
    expect(/^## (\d\S*)/m.exec(text("CHANGELOG.md"))?.[1]).to.equal(version);
  });

  it("tells platforms its entrypoint, which is the package's executable", () => {
    const [, told] = /AIRBYTE_ENTRYPOINT=(\S+)/.exec(dockerfile) ?? [];
    const [, entrypoint] = /ENTRYPOINT \["([^"]+)"\]/.exec(dockerfile) ?? [];
    expect(told).to.equal(entrypoint);
    expect(entrypoint).to.match(new RegExp(`/${bin["source-mailjet"]}$`));
  });

  it("is allowed to call every server that a configuration can name", () => {
    for (const region of ["global", "eu", "us"] as const) {
      expect(text("metadata.yaml")).to.include(`- ${new URL(originOf(region, undefined)).host}\n`);
    }
  });
});

describe("the docs page of the ecosystem", () => {
  const page = text("docs/mailjet.md");

  it("names every stream with its key and its cursor, and no other", () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \| (.*) \|$/gm)].map(([, ...cells]) => cells);
    const listed = ([...columns]: readonly string[]) => columns.map((column) => `\`${column}\``).join(", ");
    const wanted = [...streams].map(([name, { primaryKey, cursor }]) => [
      name,
      listed(primaryKey),
      cursor === undefined ? "" : listed([cursor]),
    ]);
    expect(rows).to.deep.equal(wanted);
  });

  it("has a row for this version in its changelog", () => {
    expect(/^\| (\d+\.\d+\.\d+) \|/m.exec(page)?.[1]).to.equal(version);
  });
});

describe("the files for acceptance tests", () => {
  const withCursor = [...streams].flatMap(([name, { cursor }]) => (cursor === undefined ? [] : [name]));

  it("configure every stream of the catalog", () => {
    const configured = parseCatalog(json("integration_tests/configured_catalog.json"));
    expect(configured.map(({ name }) => name)).to.deep.equal([...streams.keys()]);
    for (const { name, syncMode } of configured) {
      expect(syncMode, name).to.equal(withCursor.includes(name) ? "incremental" : "full_refresh");
    }
  });

  for (const file of ["abnormal_state.json", "sample_state.json"]) {
    it(`hold a state of every incremental stream in ${file}`, () => {
      const { states } = parseStateFile(json(`integration_tests/${file}`), streams.keys());
      expect([...states.keys()]).to.deep.equal(withCursor);
      for (const [name, state] of states) {
        expect(parseState(name, streams.get(name)?.cursor ?? "", state).cursor, name).to.be.a("number");
      }
    });
  }
});

describe("the README's table of streams", () => {
  const rows = readmeRows(text("README.md"));

  it("has exactly the streams of the catalog, as many as the text says", () => {
    expect(new Set(readmeCounts(text("README.md")))).to.deep.equal(new Set([streams.size]));
    expect([...rows.keys()]).to.have.members([...streams.keys()]);
  });

  for (const [name, declaration] of streams) {
    it(`says what a row of ${name} is, and how it is read`, () => {
      const variants = Object.values(declaration.variants ?? {}).flatMap((byValue) => Object.values(byValue));
      const isIncremental = [declaration, ...variants].some(({ cursor }) => cursor !== undefined);
      const { meaning = "", mode } = rows.get(name) ?? {};
      expect(meaning).to.match(/^[A-Za-z].{5,}/);
      expect(mode, `the sync mode of ${name} in README.md, by its cursor in src/streams/table.ts`).to.equal(
        isIncremental ? "incremental" : "full refresh",
      );
    });
  }
});
