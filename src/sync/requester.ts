/** Asks the API for rows of one stream: a page of a slice, or a count of it. The walk says which. */

import type { Interval } from "../airbyte/intervals.ts";
import type { ListPosition } from "../airbyte/state.ts";
import type { CallOptions, Client } from "../mailjet/client.ts";
import { parseCount, totalIn } from "../mailjet/envelope.ts";
import { MailjetError } from "../mailjet/errors.ts";
import type { Params } from "../mailjet/http.ts";
import { type BrokenKey, brokenKey } from "../mailjet/keys.ts";
import { PAGE_ROWS, type Page } from "../mailjet/page.ts";
import { parsePage } from "../mailjet/records.ts";
import type { Row, RowShape } from "../mailjet/row.ts";
import type { Declaration } from "../streams/declaration.ts";
import type { Instant } from "../time/instant.ts";
import { instantIn } from "./filter.ts";
import type { Tally } from "./fingerprints.ts";
import { byColumn, type Order } from "./order.ts";
import type { Partition } from "./partitions.ts";
import { stamped, stampOf } from "./stamp.ts";
import { bounds } from "./windows.ts";

/** What is asked for at once: a partition, within a window where the resource has a time filter. */
export interface Slice {
  readonly partition: Partition;
  readonly window?: Interval;
  /** Rows in it, as far as known: only to choose how to read it. */
  readonly expected?: number;
  /** It is in no known order: it is read in windows of a page each. */
  readonly isUnsteady?: true;
  /** What of it was delivered before that was found. */
  readonly delivered?: Pick<Tally, "has">;
  /** Where an earlier read had got in it. */
  readonly from?: ListPosition;
}

export interface RequesterOptions {
  readonly client: Client;
  readonly declaration: Declaration;
  /** Go with every request, beside the declaration's own. */
  readonly params: Params;
  readonly shape: RowShape;
  readonly call?: CallOptions;
  /** Makes of each row what is delivered; its columns stay. */
  readonly transform?: ((row: Row) => Row) | undefined;
}

export class Requester {
  readonly #options: RequesterOptions;
  readonly #declaration: Declaration;
  readonly #sort: Params;
  /** Parameters beside those that choose the rows, which the resource does not take. */
  readonly #refused = new Set<string>();

  constructor(options: RequesterOptions) {
    this.#options = options;
    this.#declaration = options.declaration;
    const { sort } = options.declaration;
    this.#sort = sort === undefined ? {} : { Sort: sort };
  }

  /** The order that pages are asked for in, as far as the resource has not refused. */
  get order(): Order | undefined {
    const { sort, primaryKey, isKeyShared } = this.#declaration;
    if (sort === undefined || this.#refused.has("Sort")) return undefined;
    return byColumn(sort, primaryKey.length === 1 && isKeyShared !== true);
  }

  /**
   * A page of a slice; with `isCounted` it says how many rows the slice has, where the resource honours that. A page
   * whose rows have no key is asked for once more.
   * @throws {MailjetError} "keyless" when they still have none.
   */
  async page(slice: Slice, offset: number, isCounted: boolean): Promise<Page> {
    const page = await this.#page(slice, offset, isCounted);
    if (this.#brokenKey(page.rows) === undefined) return page;
    const again = await this.#page(slice, offset, isCounted);
    const broken = this.#brokenKey(again.rows);
    if (broken === undefined) return again;
    const { column, row, is } = broken;
    const where = `row ${offset + row} of the list${slice.partition.key === "" ? "" : ` for ${slice.partition.key}`}`;
    throw new MailjetError("keyless", `the key column '${column}' ${is}, in ${where}, also when asked again`, {
      doing: `reading '${this.#declaration.resource}'`,
    });
  }

  #brokenKey(page: readonly Row[]): BrokenKey | undefined {
    return brokenKey(page, this.#declaration.primaryKey, this.#options.shape);
  }

  async #page(slice: Slice, offset: number, isCounted: boolean): Promise<Page> {
    const query = { ...this.#query(slice), Limit: String(PAGE_ROWS), Offset: String(offset) };
    const stamp = stampOf(this.#declaration.stamp ?? [], query);
    const { shape, transform } = this.#options;
    const parse = (letters: string): Page => {
      const cut = parsePage(letters, shape);
      const own = stamp.size === 0 ? cut : cut.map((row) => stamped(row, stamp));
      return { rows: transform === undefined ? own : own.map(transform), total: totalIn(letters) };
    };
    const extras = Object.entries({ ...(isCounted && { countRecords: "1" }), ...this.#sort });
    const asked = extras.filter(([name]) => !this.#refused.has(name));
    let left: string | undefined;
    for (;;) {
      try {
        const page = await this.#get({ ...query, ...Object.fromEntries(asked) }, parse);
        if (left !== undefined) this.#refused.add(left);
        return page;
      } catch (error) {
        if (!isRefusal(error) || asked.length === 0) throw error;
        // "Cannot sort on field createdat" was seen [observed]; in which words anything else is refused is not known. So
        // one after the other is left out: the last one that was is what is not taken.
        left = asked.shift()?.[0];
      }
    }
  }

  /** How many rows the slice has now, by `countOnly=1` [described by the vendor, unproven]; 0 where that is refused. */
  async count(slice: Slice): Promise<number> {
    try {
      return await this.#get({ ...this.#query(slice), countOnly: "1" }, parseCount);
    } catch (error) {
      if (isRefusal(error)) return 0;
      throw error;
    }
  }

  /** When a row happened; undefined where its cursor holds no date. */
  instantOf(row: Row): Instant | undefined {
    return instantIn(row, this.#declaration.cursor ?? "");
  }

  #get<T>(params: Params, parse: (letters: string) => T): Promise<T> {
    const { client, call } = this.#options;
    return client.get(this.#declaration.resource, params, parse, call);
  }

  #query(slice: Slice): Params {
    const query = { ...this.#declaration.params, ...this.#options.params, ...slice.partition.params };
    const { window: names } = this.#declaration;
    if (names === undefined || slice.window === undefined) return query;
    const { from, to } = bounds(slice.window);
    return { ...query, [names.from]: from, [names.to]: to };
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof MailjetError && error.trouble === "refused";
}
