/** Which rows a query asks for: the time bounds, today by default, and the filters, its own and its campaign's. */
import type { Account } from "./account.ts";
import type { Columns, Filter, Resource } from "./declaration.ts";
import type { Value } from "./json.ts";
import { flagParam, invalid, type Params, param, readAs, timeParam } from "./parameters.ts";
import { isResourceName, type ResourceName, resources } from "./resources.ts";
import type { Entry, Interval, Row, Table } from "./table.ts";
import { periodStart, startOfDay } from "./time.ts";

export type End = "inclusive" | "exclusive";

/** Whether the time parameters include the second they name. Mailjet does not say, and observers do not agree. */
export interface Bounds {
  readonly from: End;
  readonly to: End;
}

/** What the answer to a query depends on besides its parameters. */
export interface Scope {
  readonly account: Account;
  readonly now: Date;
  readonly bounds: Bounds;
}

type Test = (row: Row) => boolean;

/** The entries that match. Their order says nothing. */
export function matching(scope: Scope, name: ResourceName, params: Params): readonly Entry<Row>[] {
  const declaration: Resource = resources[name];
  const table: Table<Row> = scope.account[name];
  const tests = [
    ...Object.entries(declaration.filters).map(([filter, how]) => filterTest(scope, declaration, filter, how, params)),
    hiddenTest(declaration, params),
    campaignTest(scope, declaration, params),
  ].filter((test) => test !== undefined);
  const entries = table.between(interval(scope, declaration.time, params));
  return tests.length === 0 ? entries : entries.filter(({ row }) => tests.every((test) => test(row)));
}

function interval(scope: Scope, time: Resource["time"], params: Params): Interval {
  const includesTo = scope.bounds.to === "inclusive";
  if (time === undefined) return { includesFrom: true, includesTo };
  const given = timeParam(params, time.from);
  const from = given ?? (time.isTodayByDefault === true ? defaultFrom(scope.now, params) : undefined);
  const includesFrom = given === undefined || scope.bounds.from === "inclusive";
  return { from, to: timeParam(params, time.to), includesFrom, includesTo };
}

/** Without a `FromTS` the rows begin with the `Period`, without that with today: the trap of this API. */
function defaultFrom(now: Date, params: Params): number {
  const period = param(params, "Period");
  if (period === undefined) return startOfDay(now.getTime() / 1000);
  const start = periodStart[period.toLowerCase()];
  if (start === undefined) throw invalid("Period", period);
  return start(now);
}

function filterTest(
  scope: Scope,
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
  if ("positive" in filter) {
    const wanted = flagParam(params, name);
    return (row) => Number(row[filter.positive]) > 0 === wanted;
  }
  if ("among" in filter) return amongTest(scope, filter, name, text);
  const wanted = readAs[kindOf(columns, filter.column)](name, text);
  if (filter.words?.includes(String(wanted)) === false) throw invalid(name, text);
  return (row) => withoutCase(row[filter.column]) === wanted;
}

function amongTest(scope: Scope, filter: Extract<Filter, { among: string }>, name: string, text: string): Test {
  if (!isResourceName(filter.among))
    throw new TypeError(`Filter ${name} reads a table that is not there: ${filter.among}`);
  const declaration: Resource = resources[filter.among];
  const other: Table<Row> = scope.account[filter.among];
  const wanted = readAs[kindOf(declaration.columns, filter.where)](name, text);
  const picked = new Set(other.where(filter.where, wanted).map((row) => row[filter.pick]));
  return (row) => picked.has(row[filter.column]);
}

function hiddenTest({ hidden, filters }: Resource, params: Params): Test | undefined {
  if (hidden === undefined || flagParam(params, hidden.unless) === true) return undefined;
  const isAskedFor = Object.entries(filters).some(
    ([name, filter]) => "column" in filter && filter.column === hidden.column && param(params, name) !== undefined,
  );
  return isAskedFor ? undefined : (row) => row[hidden.column] !== hidden.value;
}

/** The campaign's filters and send time, applied to a row by way of its campaign. */
function campaignTest(scope: Scope, { campaign }: Resource, params: Params): Test | undefined {
  if (campaign === undefined) return undefined;
  const entries = matching(scope, "campaign", params);
  if (entries.length === scope.account.campaign.size) return undefined;
  const admitted = new Set<Value | undefined>(entries.map(({ row }) => row.ID));
  if ("column" in campaign) return (row) => admitted.has(row[campaign.column]);
  return (row) => {
    const id = row[campaign.message];
    const message = typeof id === "bigint" ? scope.account.message.where("ID", id)[0] : undefined;
    return admitted.has(message?.CampaignID);
  };
}

function kindOf(columns: Columns, column: string): Columns[string] {
  const kind = columns[column];
  if (kind === undefined) throw new TypeError(`A filter reads a column that is not there: ${column}`);
  return kind;
}

function withoutCase(value: Value | undefined): Value | undefined {
  return typeof value === "string" ? value.toLowerCase() : value;
}
