/** One stream's rows as the API gives them: a page of a window, a count of it. Knows what to ask for, not what for. */

import type { Interval } from "../airbyte/intervals.ts";
import type { Position } from "../airbyte/state.ts";
import type { CallOptions, Client } from "../mailjet/client.ts";
import { parseCount } from "../mailjet/envelope.ts";
import { MailjetError } from "../mailjet/errors.ts";
import type { Params } from "../mailjet/http.ts";
import { type BrokenKey, brokenKey } from "../mailjet/keys.ts";
import { type Memory, PAGE_ROWS } from "../mailjet/pages.ts";
import { parsePage } from "../mailjet/records.ts";
import type { Row, RowShape } from "../mailjet/row.ts";
import type { Declaration } from "../streams/declaration.ts";
import type { Instant } from "../time/instant.ts";
import { instantIn } from "./filter.ts";
import type { Partition } from "./partitions.ts";
import { stamped, stampOf } from "./stamp.ts";
import { bounds } from "./windows.ts";

/** What is asked for at once: a partition, within a window where the resource has a time filter. */
export interface Slice {
  readonly partition: Partition;
  readonly window?: Interval;
  /** Rows in it, as far as known: only to choose how to read it. */
  readonly expected?: number;
  /** Its pages were found to come in a new order with each call. */
  readonly isShuffled?: true;
  /** What of it was delivered before it was split. */
  readonly delivered?: readonly Memory[];
  /** In a list sorted by its ID: where an earlier read had got. */
  readonly from?: Exclude<Position, "done">;
}

export interface FeedOptions {
  readonly client: Client;
  readonly declaration: Declaration;
  /** Go with every request, beside the declaration's own. */
  readonly params: Params;
  readonly shape: RowShape;
  readonly call?: CallOptions;
  /** Makes of each row what is delivered; its columns stay. */
  readonly remake?: ((row: Row) => Row) | undefined;
}

export class Feed {
  readonly #options: FeedOptions;
  readonly #declaration: Declaration;
  /** False once the resource has refused to sort. */
  #sorts: boolean;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#declaration = options.declaration;
    this.#sorts = options.declaration.sort !== undefined;
  }

  /** The column the pages are sorted by, as far as the resource has not refused. */
  get sortedBy(): string | undefined {
    return this.#sorts ? this.#declaration.sort : undefined;
  }

  /**
   * The rows of a page. One whose rows have no key is asked for once more.
   * @throws {MailjetError} "keyless" when they still have none.
   */
  async page(slice: Slice, offset: number): Promise<Row[]> {
    const page = await this.#page(slice, offset);
    if (this.#brokenKey(page) === undefined) return page;
    const again = await this.#page(slice, offset);
    const broken = this.#brokenKey(again);
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

  async #page(slice: Slice, offset: number): Promise<Row[]> {
    const query = { ...this.#query(slice), Limit: String(PAGE_ROWS), Offset: String(offset) };
    const stamp = stampOf(this.#declaration.stamp ?? [], query);
    const { shape, remake = (row) => row } = this.#options;
    const parse = (body: string) => parsePage(body, shape).map((row) => remake(stamped(row, stamp)));
    const sort = this.sortedBy;
    if (sort === undefined) return this.#get(query, parse);
    try {
      return await this.#get({ ...query, Sort: sort }, parse);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      // "Cannot sort on field createdat" was seen [observed]; in which words others are refused is not known.
      const rows = await this.#get(query, parse);
      this.#sorts = false;
      return rows;
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

  #get<T>(params: Params, parse: (body: string) => T): Promise<T> {
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
