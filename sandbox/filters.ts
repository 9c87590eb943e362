/** Each filter of a declaration as a test of rows, for one query. */
import type { Account } from "./account.ts";
import type { Columns, Filter, Resource } from "./declaration.ts";
import type { Value } from "./json.ts";
import { flagParam, invalid, type Params, param, readAs } from "./parameters.ts";
import { isResourceName, resources } from "./resources.ts";
import type { Row, Table } from "./table.ts";

export type Test = (row: Row) => boolean;

/** The value that a whole-number column has to have: then the rows can be looked up instead of all being tested. */
export interface Key {
  readonly column: string;
  readonly value: Value;
}

/** The tests that the query's parameters ask for, and those that are made unless it asks otherwise. */
export function filterTests(account: Account, declaration: Resource, params: Params): Test[] {
  return [
    ...Object.entries(declaration.filters).map(([name, how]) => filterTest(account, declaration, name, how, params)),
    hiddenTest(declaration, params),
    firstsTest(account, declaration, params),
  ].filter((test) => test !== undefined);
}

/** A key that the query's filters give; undefined where they give none. */
export function keyOf({ filters, columns }: Resource, params: Params): Key | undefined {
  for (const [name, filter] of Object.entries(filters)) {
    const text = param(params, name);
    if (text === undefined || !("column" in filter) || "among" in filter) continue;
    const kind = kindOf(columns, filter.column);
    if (kind === "number" || kind === "id64") return { column: filter.column, value: readAs[kind](name, text) };
  }
  return undefined;
}

function filterTest(
  account: Account,
  { columns }: Resource,
  name: string,
  filter: Filter,
  params: Params,
): Test | undefined {
  const text = param(params, name);
  if (text === undefined) return undefined;
  if ("flag" in filter) {
    flagParam(params, name);
    return undefined;
  }
  if ("only" in filter) {
    if (flagParam(params, name) !== true) return undefined;
    return (row) => filter.only.every(({ column, value }) => row[column] === value);
  }
  if ("positive" in filter) {
    const wanted = flagParam(params, name);
    return (row) => Number(row[filter.positive]) > 0 === wanted;
  }
  if ("among" in filter) return amongTest(account, filter, name, text);
  const wanted = readAs[kindOf(columns, filter.column)](name, text);
  if (filter.words?.includes(String(wanted)) === false) throw invalid(name, text);
  return (row) => withoutCase(row[filter.column]) === wanted;
}

function amongTest(account: Account, filter: Extract<Filter, { among: string }>, name: string, text: string): Test {
  const { columns, rows } = tableOf(account, filter.among);
  const wanted = readAs[kindOf(columns, filter.where)](name, text);
  const picked = new Set(rows.where(filter.where, wanted).map((row) => row[filter.pick]));
  return (row) => picked.has(row[filter.column]);
}

function hiddenTest({ hidden, filters }: Resource, params: Params): Test | undefined {
  if (hidden === undefined) return undefined;
  if (hidden.unless !== undefined && flagParam(params, hidden.unless) === true) return undefined;
  const isAskedFor = Object.entries(filters).some(
    ([name, filter]) => param(params, name) !== undefined && choosesBy(filter, hidden.column, name, params),
  );
  const values = new Set<Value | undefined>(hidden.values);
  return isAskedFor ? undefined : (row) => !values.has(row[hidden.column]);
}

function choosesBy(filter: Filter, column: string, name: string, params: Params): boolean {
  if ("only" in filter) return flagParam(params, name) === true && filter.only.some((only) => only.column === column);
  return "column" in filter && filter.column === column;
}

function firstsTest(account: Account, { firsts }: Resource, params: Params): Test | undefined {
  if (firsts === undefined || flagParam(params, firsts.unless) === true) return undefined;
  const picked = new Set(Array.from(tableOf(account, firsts.among).rows, (row) => row[firsts.pick]));
  return (row) => picked.has(row[firsts.column]);
}

/** @throws {TypeError} when a declaration names a table that is not there. */
function tableOf(account: Account, name: string): { readonly columns: Columns; readonly rows: Table<Row> } {
  if (!isResourceName(name)) throw new TypeError(`A declaration reads a table that is not there: ${name}`);
  return { columns: resources[name].columns, rows: account[name] };
}

function kindOf(columns: Columns, column: string): Columns[string] {
  const kind = columns[column];
  if (kind === undefined) throw new TypeError(`A filter reads a column that is not there: ${column}`);
  return kind;
}

function withoutCase(value: Value | undefined): Value | undefined {
  return typeof value === "string" ? value.toLowerCase() : value;
}
