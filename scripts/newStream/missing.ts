/** What is missing of the streams that are declared, each in one sentence that says where to add it. Pure. */
import type { RowSchema } from "../../src/config/files.ts";
import type { Declaration } from "../../src/streams/declaration.ts";

/** What there is of a stream, apart from its declaration. */
export interface StreamFound {
  readonly declaration: Pick<Declaration, "resource" | "primaryKey" | "cursor" | "stamp">;
  /** `schemas/<stream>.json`; absent: there is no such file. */
  readonly schema?: RowSchema | undefined;
  readonly sandbox: {
    /** The resource that the sandbox has the stream's rows in. */
    readonly resource?: string | undefined;
    /** Its columns, where it serves the resource. */
    readonly columns?: readonly string[] | undefined;
    /** How many rows a read must bring. */
    readonly rows: number;
  };
  /** Generated files that do not name the stream. */
  readonly stale: readonly string[];
  /** Its row in the README's table of streams. */
  readonly readmeRow?: string | undefined;
}

const TODO = "TODO";
const STANDALONE = "sandbox/resources/standalone.ts";

/** What nothing can be generated without, of one stream. */
export function missingToGenerate(name: string, { declaration, schema, sandbox }: StreamFound): string[] {
  const file = `schemas/${name}.json`;
  const { columns, resource, rows } = sandbox;
  const wanted = [...new Set([...(columns ?? []), ...(declaration.stamp ?? [])])];
  const described = Object.keys(schema?.properties ?? {});
  return [
    ...said(schema === undefined, `${file} is missing: describe the columns of '${name}' there`),
    ...said(
      schema !== undefined && JSON.stringify(schema).includes(TODO),
      `${file} still says ${TODO}: say there what one row is, and what each column is`,
    ),
    ...said(rows === 0, `sandbox rows for '${name}' are missing: add them in ${STANDALONE}`),
    ...said(
      resource !== undefined && resource !== declaration.resource,
      `'${name}' is read from '${declaration.resource}', but its sandbox rows are those of '${resource}'`,
    ),
    ...columnsOf(schema === undefined || rows === 0 ? [] : difference(wanted, described), "in the sandbox", file),
    ...columnsOf(schema === undefined || rows === 0 ? [] : difference(described, wanted), `in ${file}`, "the sandbox"),
    ...columnsOf(
      schema === undefined ? [] : difference([...declaration.primaryKey, ...listed(declaration.cursor)], described),
      "key or cursor in src/streams/table.ts",
      file,
    ),
  ];
}

/** What is missing of one stream before it can be tested. */
export function missingToTest(name: string, found: StreamFound): string[] {
  const { stale, readmeRow } = found;
  return [
    ...missingToGenerate(name, found),
    ...said(stale.length > 0, `'${name}' is not in ${stale.join(", ")}: run 'npm run generate'`),
    ...said(readmeRow === undefined, `README.md has no row for '${name}' in its table of streams: add one`),
    ...said(
      readmeRow?.includes(TODO) === true,
      `README.md still says ${TODO} in the row of '${name}': say there what one row is`,
    ),
  ];
}

/** What is there of streams that are not declared. */
export function undeclared(
  declared: readonly string[],
  schemas: readonly string[],
  sandboxStreams: readonly string[],
): string[] {
  const words = "but src/streams/table.ts declares no such stream";
  return [
    ...difference(schemas, declared).map((name) => `there is a schemas/${name}.json, ${words}`),
    ...difference(sandboxStreams, declared).map((name) => `the sandbox has rows for '${name}', ${words}`),
  ];
}

function columnsOf(columns: readonly string[], where: string, butNotIn: string): string[] {
  return columns.map((column) => `column '${column}' is ${where}, but not in ${butNotIn}`);
}

function difference(some: readonly string[], others: readonly string[]): string[] {
  return some.filter((one) => !others.includes(one));
}

function listed(one: string | undefined): string[] {
  return one === undefined ? [] : [one];
}

function said(isSo: boolean, sentence: string): string[] {
  return isSo ? [sentence] : [];
}
