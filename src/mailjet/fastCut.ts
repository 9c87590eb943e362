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
  const rows = known && rowsOf(page, start, known);
  if (rows !== undefined) return rows;
  const layout = layoutOf(page, start, shape);
  if (layout === undefined) return undefined;
  layouts.set(shape, layout);
  return rowsOf(page, start, layout);
}

/** The rows, with their dates made right; undefined where one is not of this layout. */
function rowsOf(page: string, start: number, layout: Layout): Row[] | undefined {
  const { row, groups, emptyDate, local } = layout;
  // Where a list has empty dates, nearly all of its rows have some; of those without a zone there are few.
  const text = emptyDate === undefined ? page : page.replace(emptyDate, "null");
  const rows: Row[] = [];
  for (let at: number | undefined = start; at !== undefined; ) {
    let found = foundAt(row, text, at);
    let end = row.lastIndex;
    if (found === null) {
      end = (local && behind(local.row, text, at)) ?? at;
      found = local && end > at ? foundAt(row, text.slice(at, end).replace(local.clock, "$&Z"), 0) : null;
    }
    if (found === null) return undefined;
    rows.push(new FoundRow(found, groups));
    at = behind(COMMA, text, end);
    if (at === undefined && behind(TAIL, text, end) !== text.length) return undefined;
  }
  return rows;
}

function foundAt(row: RegExp, text: string, at: number): RegExpExecArray | null {
  row.lastIndex = at;
  return row.exec(text);
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

/** A row as its expression has found it: one object, as there are very many. */
class FoundRow implements Row, Columns {
  readonly misfits = NONE;
  readonly replaced = NONE;
  readonly #found: RegExpExecArray;
  readonly #groups: ReadonlyMap<string, number>;

  constructor(found: RegExpExecArray, groups: ReadonlyMap<string, number>) {
    this.#found = found;
    this.#groups = groups;
  }

  get text(): string {
    return this.#found[0];
  }

  get columns(): Columns {
    return this;
  }

  get(column: string): string | undefined {
    const group = this.#groups.get(column);
    return group === undefined ? undefined : this.#found[group];
  }

  has(column: string): boolean {
    return this.#groups.has(column);
  }

  *[Symbol.iterator](): Generator<readonly [string, string]> {
    for (const [column, group] of this.#groups) yield [column, this.#found[group] ?? ""];
  }
}
