/**
 * The fast way to cut a page into rows: by the one regular expression of its layout. A page that does not fit in some way
 * is left to the slow way in `records.ts`. Pure, but for remembering the last layout of each shape.
 */
import { type Layout, layoutOf } from "./layout.ts";
import type { Columns, Row, RowShape } from "./row.ts";

/** Of each shape, that of the page before. */
const layouts = new WeakMap<RowShape, Layout>();

/** The rows of a page; undefined where it is to be cut the slow way. */
export function cutByLayout(page: string, shape: RowShape): Row[] | undefined {
  try {
    return cut(page, shape);
  } catch (error) {
    // Expressions have a stack of their own, which a text with millions of escapes is too much for.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function cut(page: string, shape: RowShape): Row[] | undefined {
  const start = behind(HEAD, page, 0);
  if (start === undefined) return undefined;
  const known = layouts.get(shape);
  const layout = known && behind(known.row, page, start) !== undefined ? known : layoutOf(page, start, shape);
  if (layout === undefined) return undefined;
  layouts.set(shape, layout);
  const rows = rowsOf(page, start, layout);
  return rows === "wrong dates" ? righted(page, start, layout) : rows;
}

/** The rows of a page in which dates have to be made right: in all of it at once. */
function righted(page: string, start: number, layout: Layout): Row[] | undefined {
  const right = page.replace(layout.emptyDate, "$1null").replace(layout.localDate, '$1Z"');
  const rows = rowsOf(right, start, layout);
  return rows === "wrong dates" ? undefined : rows;
}

/** @returns undefined where a row is not of this layout. */
function rowsOf(page: string, start: number, { row, groups, flags }: Layout): Row[] | "wrong dates" | undefined {
  const rows: Row[] = [];
  for (let at: number | undefined = start; at !== undefined; ) {
    row.lastIndex = at;
    const found = row.exec(page);
    if (found === null) return undefined;
    if (flags.some((group) => found[group] !== undefined)) return "wrong dates";
    rows.push({ text: found[0], columns: new Captured(groups, found), misfits: NONE, replaced: NONE });
    const end = row.lastIndex;
    at = behind(COMMA, page, end);
    if (at === undefined && behind(TAIL, page, end) !== page.length) return undefined;
  }
  return rows;
}

const BLANKS = "[ \\t\\r\\n]*";
const COUNT = "(?:0|[1-9]\\d*)";
/** What surrounds the rows: `{ "Count" : 2, "Data" : [` and `], "Total" : 2 }`. */
const HEAD = tokens("{", '"Count"', ":", COUNT, ",", '"Data"', ":", "\\[", "");
const COMMA = tokens("", ",", "");
const TAIL = tokens("", "]", ",", '"Total"', ":", COUNT, "}", "");

function tokens(...parts: readonly string[]): RegExp {
  return new RegExp(parts.join(BLANKS), "y");
}

/** Where a sticky expression ends that matches here; undefined where it does not. */
function behind(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

const NONE: readonly string[] = [];

/** The wanted columns of a row, where its expression has captured them. */
class Captured implements Columns {
  readonly #groups: ReadonlyMap<string, number>;
  readonly #values: readonly string[];

  constructor(groups: ReadonlyMap<string, number>, values: readonly string[]) {
    this.#groups = groups;
    this.#values = values;
  }

  get(column: string): string | undefined {
    const group = this.#groups.get(column);
    return group === undefined ? undefined : this.#values[group];
  }

  has(column: string): boolean {
    return this.#groups.has(column);
  }

  *[Symbol.iterator](): Generator<readonly [string, string]> {
    for (const [column, group] of this.#groups) yield [column, this.#values[group] ?? ""];
  }
}
