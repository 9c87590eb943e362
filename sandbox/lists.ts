/** Answers to list queries: the rows that match, in the order asked for, one page of them. */
import { type Account, accountVersion } from "./account.ts";
import { ApiError } from "./apiError.ts";
import type { EmptySlices } from "./counters.ts";
import type { Resource } from "./declaration.ts";
import { Decimal, type Value } from "./json.ts";
import { countParam, flagParam, type Params, param } from "./parameters.ts";
import type { Random } from "./random.ts";
import type { Bounds, Scope } from "./select.ts";
import type { Served } from "./served.ts";
import type { Entry, Row } from "./table.ts";

/** How the API behaves where its documentation leaves it open. */
export interface Manners {
  readonly bounds: Bounds;
  /** Of counters: slices in which nothing was counted. */
  readonly emptySlices: EmptySlices;
  /** For `Sort` by a property that is not known to sort. */
  readonly sort: "honoured" | "ignored" | "refused";
  readonly offset: "honoured" | "ignored";
  /** Of rows that are not sorted: an order that lasts, or a new one on each call. */
  readonly order: "stable" | "shuffled";
  readonly counts: Counts;
}

/**
 * What is counted: the rows that match, beside a page too [recorded]; or only where nothing else is asked for; nothing;
 * all rows of the resource; or counting is refused.
 */
export type Counts = "right" | "only apart" | "nothing" | "everything" | "refused";

export interface Page {
  /** Rows of the page, or, with `countOnly`, the number of all that match. */
  readonly count: number;
  readonly rows: readonly Row[];
  /** With `countRecords`, the number of all that match; absent: that of the page. */
  readonly total?: number;
}

const DEFAULT_LIMIT = 10;
/** A larger `Limit` gives this many rows. */
const MAX_LIMIT = 1000;
/** Enough for the windows of all streams that a client reads at a time. */
const LISTS_KEPT = 32;
/** Parameters that choose a part of a list, but not which rows are in it, nor their order. */
const PART_OF_LIST = ["limit", "offset", "countonly", "countrecords"];

export class Lists {
  readonly #account: Account;
  readonly #manners: Manners;
  readonly #random: Random;
  /** The last lists asked for: the pages of one list are not searched and sorted again for each page. */
  readonly #kept = new Map<string, readonly Row[]>();

  constructor(account: Account, manners: Manners, random: Random) {
    this.#account = account;
    this.#manners = manners;
    this.#random = random;
  }

  /** @throws {ApiError} when a parameter cannot be read or a sort is refused. */
  page(resource: Served, params: Params, now: Date): Page {
    const limit = Math.min(countParam(params, "Limit", DEFAULT_LIMIT) || DEFAULT_LIMIT, MAX_LIMIT);
    const offset = countParam(params, "Offset", 0);
    const order = this.#orderOf(resource.declaration, param(params, "Sort"));
    const list = this.#list(resource, params, now, order);
    const isCounted = flagParam(params, "countRecords") === true && this.#manners.counts !== "only apart";
    if (flagParam(params, "countOnly") === true) return { count: this.#count(resource, list, now), rows: [] };
    const start = this.#manners.offset === "honoured" ? offset : 0;
    const isShuffled = order === undefined && this.#manners.order === "shuffled";
    const rows = (isShuffled ? this.#random.shuffled(list) : list).slice(start, start + limit);
    return { count: rows.length, rows, ...(isCounted && { total: this.#count(resource, list, now) }) };
  }

  #count(resource: Served, list: readonly Row[], now: Date): number {
    const { counts } = this.#manners;
    if (counts === "refused") throw new ApiError(400, "Counting is not possible here");
    if (counts === "nothing") return 0;
    return counts === "everything" ? this.#list(resource, { fromts: "1" }, now, undefined).length : list.length;
  }

  #list({ name, entries, lasts }: Served, params: Params, now: Date, order: Order | undefined): readonly Row[] {
    const own = Object.entries(params).filter(([param]) => !PART_OF_LIST.includes(param));
    const period = now.toISOString().slice(0, lasts === "a day" ? 10 : 19);
    const key = JSON.stringify([name, accountVersion(this.#account), period, own.sort()]);
    const known = this.#kept.get(key);
    const scope: Scope = { account: this.#account, now, ...this.#manners };
    const list = known ?? inOrder(entries(scope, params), order);
    this.#kept.delete(key);
    this.#kept.set(key, list);
    if (this.#kept.size > LISTS_KEPT) this.#kept.delete(this.#kept.keys().next().value ?? key);
    return list;
  }

  /** The order that `Sort` asks for and gets; undefined for none. */
  #orderOf(declaration: Resource, sort: string | undefined): Order | undefined {
    if (sort === undefined) return undefined;
    const [property = "", direction = ""] = sort.trim().split(/\s+/);
    const sign = direction.toUpperCase() === "DESC" ? -1 : 1;
    const column = Object.keys(declaration.columns).find((name) => name.toLowerCase() === property.toLowerCase());
    if (column !== undefined && declaration.sorts.includes(column)) return { column, sign };
    const manner = declaration.refusesOtherSorts === true ? "refused" : this.#manners.sort;
    if (manner === "refused") throw new ApiError(400, `Cannot sort on field ${property.toLowerCase()}`);
    return manner === "honoured" && column !== undefined ? { column, sign } : undefined;
  }
}

interface Order {
  readonly column: string;
  readonly sign: 1 | -1;
}

/** Rows that the order does not tell apart stand by rank: their order lasts. */
function inOrder(entries: readonly Entry<Row>[], order: Order | undefined): readonly Row[] {
  const compare =
    order === undefined
      ? byRank
      : (a: Entry<Row>, b: Entry<Row>) =>
          order.sign * compareValues(a.row[order.column], b.row[order.column]) || byRank(a, b);
  return entries.toSorted(compare).map(({ row }) => row);
}

function byRank(a: Entry<Row>, b: Entry<Row>): number {
  return a.rank - b.rank;
}

function compareValues(left: Value | undefined, right: Value | undefined): number {
  const [a, b] = [sortable(left), sortable(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortable(value: Value | undefined): string | number | bigint {
  if (typeof value === "bigint" || typeof value === "number") return value;
  return value instanceof Decimal ? Number(value.text) : String(value);
}
