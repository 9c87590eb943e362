/**
 * The data that ships with the program: `spec.json`, `catalog.json`, `schemas/`, `package.json`. They lie two folders up, from
 * `src/config/` as from `dist/lib/`.
 */
import { readFileSync } from "node:fs";
import type { JsonType } from "../mailjet/row.ts";

/** A column as its schema declares it. */
export interface ColumnSchema {
  readonly type: readonly JsonType[];
  readonly format?: string;
  readonly items?: Pick<ColumnSchema, "type">;
  readonly description?: string;
}

export interface RowSchema {
  readonly title: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, ColumnSchema>>;
}

/** A stream as `discover` prints it, less its schema. */
export interface CatalogStream {
  readonly name: string;
  readonly supported_sync_modes: readonly string[];
  readonly source_defined_primary_key: readonly (readonly string[])[];
}

/** A field of the configuration. */
export interface FieldSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly group?: string;
  readonly order?: number;
  readonly pattern?: string;
  readonly pattern_descriptor?: string;
  readonly airbyte_secret?: boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly examples?: readonly unknown[];
  readonly items?: FieldSchema;
  readonly oneOf?: readonly FieldSchema[];
  readonly properties?: Fields;
}

export type Fields = Readonly<Record<string, FieldSchema>>;

export interface Spec {
  readonly documentationUrl: string;
  readonly connectionSpecification: {
    readonly groups: readonly { readonly id: string; readonly title: string }[];
    readonly properties: Fields;
  };
}

export function loadSpec(): Spec {
  return load("spec.json") as Spec;
}

export function loadCatalog(): readonly CatalogStream[] {
  return (load("catalog.json") as { readonly streams: readonly CatalogStream[] }).streams;
}

export function loadSchema(stream: string): RowSchema {
  return load(`schemas/${stream}.json`) as RowSchema;
}

/** The program's version, as the package has it. */
export function loadVersion(): string {
  return (load("package.json") as { readonly version: string }).version;
}

/** These files are ours: tests hold them against the types above. */
function load(path: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
}
