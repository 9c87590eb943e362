/** Looks up what there is of each declared stream, and says what is missing. */
import { readdirSync, readFileSync } from "node:fs";
import type { Account } from "../../sandbox/account.ts";
import { generateAccount } from "../../sandbox/generate/account.ts";
import { sizes } from "../../sandbox/generate/size.ts";
import { standalone } from "../../sandbox/resources/standalone.ts";
import { isResourceName } from "../../sandbox/resources.ts";
import { served } from "../../sandbox/served.ts";
import { RESOURCES, rowsOfStream } from "../../sandbox/streams.ts";
import { fieldsOf, isObject } from "../../src/airbyte/json.ts";
import { loadSchema, type RowSchema } from "../../src/config/files.ts";
import { streams } from "../../src/streams/table.ts";
import { missingToGenerate, missingToTest, type StreamFound, undeclared } from "./missing.ts";
import { readmeRows } from "./readme.ts";

const ROOT = new URL("../../", import.meta.url);
const GENERATED = ["spec.json", "catalog.json", "src/generated/rows.ts", "integration_tests/configured_catalog.json"];
/** These name only the streams that can be read in increments. */
const STATES = ["integration_tests/sample_state.json", "integration_tests/abnormal_state.json"];
/** In the middle of its time, an account has every kind of row. */
const NOW_S = Date.UTC(2026, 2, 10) / 1_000;

/** What nothing can be generated without. */
export function whatIsMissingToGenerate(): string[] {
  return [...found()].flatMap(([name, stream]) => missingToGenerate(name, stream)).concat(strangers());
}

/** What the tests cannot begin without. */
export function whatIsMissingToTest(): string[] {
  return [...found()].flatMap(([name, stream]) => missingToTest(name, stream)).concat(strangers());
}

/** Says what is missing, and ends the program if anything is. */
export function stopAt(missing: readonly string[]): void {
  if (missing.length === 0) return;
  for (const sentence of missing) console.error(sentence);
  process.exit(1);
}

function found(): ReadonlyMap<string, StreamFound> {
  const account = generateAccount(1, NOW_S, sizes.small);
  const schemas = schemaNames();
  const rows = readmeRows(text("README.md"));
  const generated = new Map([...GENERATED, ...STATES].map((path) => [path, text(path)]));
  const entries = [...streams].map(([name, declaration]): [string, StreamFound] => {
    const resource = RESOURCES[name];
    const files = declaration.cursor === undefined ? GENERATED : [...GENERATED, ...STATES];
    const word = new RegExp(`\\b${name}\\b`);
    const sandbox = {
      declares: declares(declaration.resource),
      resource,
      columns: resource && served.get(resource)?.declaration.columns,
      rows: rowsIn(account, name, resource),
    };
    const stale = files.filter((path) => !word.test(generated.get(path) ?? ""));
    const schema = schemas.includes(name) ? schemaOf(name) : undefined;
    return [name, { declaration, schema, sandbox, stale, readmeRow: rows.get(name)?.line }];
  });
  return new Map(entries);
}

function declares(resource: string): "whole list" | "connected" | undefined {
  if (Object.hasOwn(standalone, resource)) return "whole list";
  return isResourceName(resource) ? "connected" : undefined;
}

/** How many; undefined where the account has no such table. */
function rowsIn(account: Account, stream: string, resource: string | undefined): number | undefined {
  if (resource === undefined) return 0;
  const isThere = !isResourceName(resource) || Object.hasOwn(account, resource);
  return isThere ? rowsOfStream(account, stream).length : undefined;
}

/** A sentence in its place says why it is none. */
function schemaOf(name: string): RowSchema | string {
  try {
    const schema: unknown = loadSchema(name);
    return isRowSchema(schema) ? schema : "give it 'properties', and each of them a list of types: [\"null\", …]";
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

function isRowSchema(schema: unknown): schema is RowSchema {
  const properties = isObject(schema) ? fieldsOf(schema).properties : undefined;
  if (!isObject(properties)) return false;
  return Object.values(properties).every((column) => isObject(column) && Array.isArray(fieldsOf(column).type));
}

function strangers(): string[] {
  return undeclared([...streams.keys()], schemaNames(), Object.keys(RESOURCES));
}

function schemaNames(): string[] {
  return readdirSync(new URL("schemas", ROOT)).map((file) => file.replace(/\.json$/, ""));
}

function text(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}
