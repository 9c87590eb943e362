/**
 * `npm run generate`: what follows from `src/streams/table.ts`, `schemas/` and `spec.json`: the list of reports in the
 * spec, the catalog, the types, the reference. With `--check` nothing is written; what is stale is named, and the exit code is 1.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { loadConfig } from "../src/config/config.ts";
import { loadSchema, type loadSpec } from "../src/config/files.ts";
import { streams } from "../src/streams/table.ts";
import { declaredFor } from "../src/streams/variant.ts";
import { catalogOf, configuredCatalogOf } from "./generate/catalog.ts";
import { referenceOf } from "./generate/reference.ts";
import { specWithReports } from "./generate/spec.ts";
import { configType, rowTypes } from "./generate/types.ts";

const specText = specWithReports(await readFile("spec.json", "utf8"), [...streams.keys()]);
const spec: ReturnType<typeof loadSpec> = JSON.parse(specText);
const schemas = new Map([...streams.keys()].map((name) => [name, loadSchema(name)]));
const { settings: defaults } = loadConfig({ api_key: "key", api_secret: "secret" });
const byDefault = new Map([...streams].map(([name, declaration]) => [name, declaredFor(declaration, defaults)]));
const outputs: ReadonlyMap<string, string> = new Map([
  ["spec.json", specText],
  ["catalog.json", catalogOf(byDefault)],
  ["integration_tests/configured_catalog.json", configuredCatalogOf(byDefault)],
  ["docs/reference.md", referenceOf(streams, schemas, spec)],
  ["src/generated/rows.ts", await rowTypes(schemas)],
  ["src/generated/config.ts", await configType(spec)],
]);

if (process.argv.includes("--check")) await nameStale();
else for (const [path, text] of outputs) await write(path, text);

async function nameStale(): Promise<void> {
  for (const [path, text] of outputs) {
    if ((await readFile(path, "utf8").catch(() => "")) === text) continue;
    console.error(`${path} is stale: run 'npm run generate'`);
    process.exitCode = 1;
  }
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
