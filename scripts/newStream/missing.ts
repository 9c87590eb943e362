/** What is missing of the streams that are declared, each in one sentence that says where to add it. Pure. */
import type { Columns, Kinds } from "../../sandbox/declaration.ts";
import type { RowSchema } from "../../src/config/files.ts";
import type { JsonType } from "../../src/mailjet/row.ts";
import type { Declaration } from "../../src/streams/declaration.ts";

/** What there is of a stream, apart from its declaration. */
export interface StreamFound {
  readonly declaration: Pick<Declaration, "resource" | "primaryKey" | "cursor" | "stamp" | "window">;
  /** `schemas/<stream>.json`; absent: there is no such file. A sentence: why it cannot be read. */
  readonly schema?: RowSchema | string | undefined;
  readonly sandbox: SandboxFound;
  /** Generated files that do not name the stream. */
  readonly stale: readonly string[];
  /** Its row in the README's table of streams. */
  readonly readmeRow?: string | undefined;
}

/** What the sandbox has for a stream. */
export interface SandboxFound {
  /** Whether it declares the resource that the stream is read from: as a whole list, or among those that belong together. */
  readonly declares?: "whole list" | "connected" | undefined;
  /** The resource that it has the stream's rows in. */
  readonly resource?: string | undefined;
  /** The columns of that, where it serves the resource. */
  readonly columns?: Columns | undefined;
  /** How many rows a read must bring; undefined: the account has no table of that resource. */
  readonly rows: number | undefined;
}

const TODO = "TODO";
const STANDALONE = "sandbox/resources/standalone.ts";

/** What nothing can be generated without, of one stream. */
export function missingToGenerate(name: string, { declaration, schema, sandbox }: StreamFound): string[] {
  const file = `schemas/${name}.json`;
  if (typeof schema === "string") return [`${file} cannot be read: ${schema}`];
  const { columns = {}, resource, rows = 0 } = sandbox;
  const wanted = [...new Set([...Object.keys(columns), ...(declaration.stamp ?? [])])];
  const described = Object.keys(schema?.properties ?? {});
  const isWhole = schema !== undefined && rows > 0;
  return [
    ...said(schema === undefined, `${file} is missing: describe the columns of '${name}' there`),
    ...said(
      schema !== undefined && JSON.stringify(schema).includes(TODO),
      `${file} still says ${TODO}: say there what one row is, and what each column is`,
    ),
    ...said(rows === 0, `sandbox rows for '${name}' are missing: ${whereToAddRows(declaration.resource, sandbox)}`),
    ...said(
      resource !== undefined && resource !== declaration.resource,
      `'${name}' is read from '${declaration.resource}', but its sandbox rows are those of '${resource}'`,
    ),
    ...columnsOf(isWhole ? difference(wanted, described) : [], "in the sandbox", file),
    ...columnsOf(isWhole ? difference(described, wanted) : [], `in ${file}`, "the sandbox"),
    ...columnsOf(
      schema === undefined
        ? []
        : difference([...new Set([...declaration.primaryKey, ...listed(declaration.cursor)])], described),
      "key or cursor in src/streams/table.ts",
      file,
    ),
    ...said(
      declaration.window !== undefined && declaration.cursor === undefined,
      `'${name}' has a window and no cursor in src/streams/table.ts: add the cursor, or take the window away`,
    ),
    ...listed(declaration.cursor).flatMap((cursor) => {
      const column = schema?.properties[cursor];
      const isDate = column === undefined || column.format === "date-time";
      return said(!isDate, `column '${cursor}' is the cursor, but has not the format date-time in ${file}`);
    }),
    ...(isWhole ? contradictions(columns, schema.properties, file) : []),
  ];
}

function whereToAddRows(resource: string, { declares, resource: origin, rows }: SandboxFound): string {
  if (declares !== "connected") return `add them in ${STANDALONE}`;
  if (origin === undefined) return `say in sandbox/streams.ts that they are those of '${resource}'`;
  if (rows === undefined) return `give the account a table '${resource}' in sandbox/generate/rest.ts`;
  return `make some in sandbox/generate/ for the table '${resource}'`;
}

/** Types that a schema may have for what a column of the sandbox holds. */
const TYPES: Readonly<Record<keyof Kinds, readonly JsonType[]>> = {
  text: ["string"],
  flag: ["boolean"],
  number: ["integer", "number"],
  id64: ["integer"],
  decimal: ["number"],
  date: ["string"],
  json: ["object", "array"],
};

/** Columns whose type is one thing in the sandbox, and another in the schema. */
function contradictions(columns: Columns, properties: RowSchema["properties"], file: string): string[] {
  return Object.entries(columns).flatMap(([column, kind]) => {
    const types = (properties[column]?.type ?? []).filter((type) => type !== "null");
    const fit = TYPES[kind].join(" or ");
    const isRight = types.length === 0 || types.some((type) => TYPES[kind].includes(type));
    return said(!isRight, `column '${column}' is of type ${types.join(" or ")} in ${file}, but ${fit} in the sandbox`);
  });
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
