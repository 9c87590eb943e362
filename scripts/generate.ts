/**
 * `npm run generate`: what follows from `src/streams/table.ts`, `schemas/` and `spec.json`: the list of reports in the
 * spec, the catalog, the types, the validator of the configuration, the pages of the streams, the states for acceptance
 * tests. What is missing of a stream is named first. With `--check` nothing is written: what is stale is named, and the
 * exit code is 1.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { loadSchema, type loadSpec } from "../src/config/files.ts";
import { streams } from "../src/streams/table.ts";
import { declaredFor } from "../src/streams/variant.ts";
import { catalogOf, configuredCatalogOf, statesOf } from "./generate/catalog.ts";
import { configurationOf } from "./generate/configuration.ts";
import notes from "./generate/configurationNotes.json" with { type: "json" };
import { dateBoundsOf } from "./generate/dateBounds.ts";
import { entitiesOf } from "./generate/entities.ts";
import { exampleRows } from "./generate/exampleRows.ts";
import { relations } from "./generate/relations.ts";
import { specWithReports } from "./generate/spec.ts";
import { streamPages } from "./generate/streamPages.ts";
import { withStreamTable } from "./generate/streamTable.ts";
import { configType, rowTypes } from "./generate/types.ts";
import { VALIDATOR_TYPE, validatorOf } from "./generate/validator.ts";
import { stopAt, whatIsMissingToGenerate } from "./newStream/find.ts";

stopAt(whatIsMissingToGenerate());

const specText = specWithReports(await readFile("spec.json", "utf8"), [...streams.keys()]);
const spec: ReturnType<typeof loadSpec> = JSON.parse(specText);
const schemas = new Map([...streams.keys()].map((name) => [name, loadSchema(name)]));
const validator = await validatorOf(spec);
await keep("src/generated/validateConfig.js", validator);
await keep("src/generated/validateConfig.d.ts", VALIDATOR_TYPE);
// It needs the validator, which may just have been written.
const { loadConfig } = await import("../src/config/config.ts");
const { settings: defaults } = loadConfig({ api_key: "key", api_secret: "secret" });
const byDefault = new Map([...streams].map(([name, declaration]) => [name, declaredFor(declaration, defaults)]));
const outputs: ReadonlyMap<string, string> = new Map([
  ["spec.json", specText],
  ["catalog.json", catalogOf(byDefault)],
  ["integration_tests/configured_catalog.json", configuredCatalogOf(byDefault)],
  ["integration_tests/sample_state.json", statesOf(byDefault, "2026-01-31T10:00:00Z")],
  // Later than any row there is.
  ["integration_tests/abnormal_state.json", statesOf(byDefault, "2999-01-01T00:00:00Z")],
  ["docs/mailjet.md", withStreamTable(await readFile("docs/mailjet.md", "utf8"), byDefault)],
  ["docs/configuration.md", configurationOf(spec, notes, dateBoundsOf(streams, defaults))],
  ["docs/entities.md", entitiesOf({ streams, schemas, relations })],
  ["src/generated/rows.ts", await rowTypes(schemas)],
  ["src/generated/config.ts", await configType(spec)],
]);

for (const [path, text] of outputs) await keep(path, text);
// The example rows are read by the program, which needs what was just written.
const examples = await exampleRows().catch((error: unknown) => {
  stopAt([error instanceof Error ? error.message : String(error)]);
  return new Map<string, string>();
});
const pages = streamPages({ streams, schemas, relations, examples });
for (const [path, text] of pages) await keep(`docs/streams/${path}`, text);

/** Writes what is stale, or names it. */
async function keep(path: string, text: string): Promise<void> {
  if ((await readFile(path, "utf8").catch(() => "")) === text) return;
  if (process.argv.includes("--check")) {
    console.error(`${path} is stale: run 'npm run generate'`);
    process.exitCode = 1;
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
