/** Everything that answers to list queries: the account's tables, and what is computed from them. */
import { counterEntries } from "./counterQuery.ts";
import { counterColumns } from "./counterRow.ts";
import type { Resource } from "./declaration.ts";
import { grouped } from "./grouping.ts";
import { missing, type Params, param } from "./parameters.ts";
import { isResourceName, resources } from "./resources.ts";
import { matching, type Scope } from "./select.ts";
import type { Entry, Row } from "./table.ts";

export interface Served {
  readonly name: string;
  readonly declaration: Resource;
  /** The rows that a query asks for. Their order says nothing. */
  readonly entries: (scope: Scope, params: Params) => readonly Entry<Row>[];
  /** How long the same query has the same answer while the account does not change. */
  readonly lasts: "a day" | "a second";
}

const TABLES = Object.keys(resources)
  .filter(isResourceName)
  .map((name): Served => {
    const declaration: Resource = resources[name];
    const entries: Served["entries"] = (scope, params) => {
      for (const needed of declaration.mandatory ?? []) if (param(params, needed) === undefined) throw missing(needed);
      return grouped(declaration, matching(scope, name, params));
    };
    return { name, declaration, entries, lasts: "a day" };
  });

const COMPUTED: readonly Served[] = [
  {
    name: "statcounters",
    declaration: {
      columns: counterColumns,
      sorts: [],
      filters: {},
      alsoTakes: ["CounterSource", "CounterTiming", "CounterResolution", "SourceID", "FromTS", "ToTS"],
    },
    entries: counterEntries,
    lasts: "a second",
  },
];

/** By the path below `/v3/REST/`. */
export const served: ReadonlyMap<string, Served> = new Map(
  [...TABLES, ...COMPUTED].map((resource) => [resource.name, resource]),
);
