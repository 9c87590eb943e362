/** Which rows a query asks for: the time bounds, today by default, and the filters, its own and its campaign's. */
import type { Account } from "./account.ts";
import type { EmptySlices } from "./counters.ts";
import type { Resource } from "./declaration.ts";
import { filterTests, type Key, keyOf, type Test } from "./filters.ts";
import type { Value } from "./json.ts";
import { invalid, type Params, param, timeParam } from "./parameters.ts";
import { type ResourceName, resources } from "./resources.ts";
import { type Entry, type Interval, isWithin, type Row, type Table } from "./table.ts";
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
  readonly emptySlices: EmptySlices;
}

/** The entries that match. Their order says nothing. */
export function matching(scope: Scope, name: ResourceName, params: Params): readonly Entry<Row>[] {
  const declaration: Resource = resources[name];
  const table: Table<Row> = scope.account[name];
  const { test: ofCampaign, key } = campaignTest(scope, declaration, params);
  const filters = filterTests(scope.account, declaration, params);
  const tests = ofCampaign === undefined ? filters : [...filters, ofCampaign];
  const entries = candidates(table, keyOf(declaration, params) ?? key, interval(scope, declaration.time, params));
  return tests.length === 0 ? entries : entries.filter(({ row }) => tests.every((test) => test(row)));
}

/** The entries in the interval; where a key is known, of those with the key. */
function candidates(table: Table<Row>, key: Key | undefined, interval: Interval): readonly Entry<Row>[] {
  if (key === undefined) return table.between(interval);
  return table.entriesWhere(key.column, key.value).filter(({ at }) => isWithin(interval, at));
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

interface OfCampaign {
  readonly test?: Test;
  /** Where only one campaign is left. */
  readonly key?: Key;
}

/** The campaign's filters and send time, applied to a row by way of its campaign. */
function campaignTest(scope: Scope, { campaign }: Resource, params: Params): OfCampaign {
  if (campaign === undefined) return {};
  const entries = matching(scope, "campaign", params);
  if (entries.length === scope.account.campaign.size) return {};
  const admitted = new Set<Value | undefined>(entries.map(({ row }) => row.ID));
  if ("column" in campaign) {
    const { column } = campaign;
    const [only] = admitted.size === 1 ? admitted : [];
    return { test: (row) => admitted.has(row[column]), ...(only !== undefined && { key: { column, value: only } }) };
  }
  const test: Test = (row) => {
    const id = row[campaign.message];
    const message = typeof id === "bigint" ? scope.account.message.where("ID", id)[0] : undefined;
    return admitted.has(message?.CampaignID);
  };
  return { test };
}
