/** One stream's rows as the API gives them: a page of a window, a count of it. Knows what to ask for, not what for. */
import type { Instant } from "./airbyte/instant.ts";
import type { Interval } from "./airbyte/intervals.ts";
import type { Position } from "./airbyte/state.ts";
import type { Declaration } from "./declaration.ts";
import type { CallOptions, Client } from "./mailjet/client.ts";
import { parseCount } from "./mailjet/envelope.ts";
import { MailjetError } from "./mailjet/errors.ts";
import type { Params } from "./mailjet/http.ts";
import { parsePage, type Row, type RowShape } from "./mailjet/json.ts";
import { type Memory, PAGE_ROWS } from "./mailjet/pages.ts";
import { instantIn } from "./rowFilter.ts";
import type { Partition } from "./select.ts";
import { bounds } from "./windows.ts";

/** What is asked for at once: a partition, within a window where the resource has a time filter. */
export interface Slice {
  readonly partition: Partition;
  readonly window?: Interval;
  /** Rows in it, as far as known: only to choose how to read it. */
  readonly expected?: number;
  /** What of it was delivered before it was split. */
  readonly delivered?: readonly Memory[];
  /** In a list sorted by its ID: where an earlier read had got. */
  readonly from?: Exclude<Position, "done">;
}

export class Feed {
  readonly #client: Client;
  readonly #declaration: Declaration;
  readonly #params: Params;
  readonly #shape: RowShape;
  readonly #call: CallOptions;
  /** False once the resource has refused to sort. */
  #sorts: boolean;

  /** `params` go with every request, beside the declaration's own. */
  constructor(client: Client, declaration: Declaration, params: Params, shape: RowShape, call: CallOptions = {}) {
    this.#client = client;
    this.#declaration = declaration;
    this.#params = params;
    this.#shape = shape;
    this.#call = call;
    this.#sorts = declaration.sort !== undefined;
  }

  /** The column the pages are sorted by, as far as the resource has not refused. */
  get sortedBy(): string | undefined {
    return this.#sorts ? this.#declaration.sort : undefined;
  }

  async page(slice: Slice, offset: number): Promise<Row[]> {
    const parse = (body: string) => parsePage(body, this.#shape);
    const paging = { Limit: String(PAGE_ROWS), Offset: String(offset) };
    const sort = this.sortedBy;
    if (sort === undefined) return this.#get({ ...this.#query(slice), ...paging }, parse);
    try {
      return await this.#get({ ...this.#query(slice), Sort: sort, ...paging }, parse);
    } catch (error) {
      if (!isSortRefusal(error)) throw error;
      this.#sorts = false;
      return this.#get({ ...this.#query(slice), ...paging }, parse);
    }
  }

  /** How many rows the slice has now, by `countOnly=1` [described by the vendor, unproven]; 0 where that is refused. */
  async count(slice: Slice): Promise<number> {
    try {
      return await this.#get({ ...this.#query(slice), countOnly: "1" }, parseCount);
    } catch (error) {
      if (error instanceof MailjetError && error.trouble === "refused") return 0;
      throw error;
    }
  }

  /** When a row happened; undefined where its cursor holds no date. */
  instantOf(row: Row): Instant | undefined {
    return instantIn(row, this.#declaration.cursor ?? "");
  }

  #get<T>(params: Params, parse: (body: string) => T): Promise<T> {
    return this.#client.get(this.#declaration.resource, params, parse, this.#call);
  }

  #query(slice: Slice): Params {
    const query = { ...this.#declaration.params, ...this.#params, ...slice.partition.params };
    const { window: names } = this.#declaration;
    if (names === undefined || slice.window === undefined) return query;
    const { from, to } = bounds(slice.window);
    return { ...query, [names.from]: from, [names.to]: to };
  }
}

/** "Cannot sort on field createdat" was seen, as a 400 [observed]. */
function isSortRefusal(error: unknown): boolean {
  return error instanceof MailjetError && error.trouble === "refused" && /\bsort\b/i.test(error.message);
}
