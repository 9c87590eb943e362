/**
 * The fast way to cut a page. The API writes all rows of a page in one layout: the same columns in the same order, with
 * the same blanks between them. So one regular expression takes a whole row: it finds its end, judges that it is JSON and
 * of the types of its schema, and captures the columns that are wanted. A page that does not fit in some way is left to
 * the slow way in `records.ts`. Pure, but for remembering the last layout of each shape.
 */
import { BrokenPageError } from "./errors.ts";
import type { ColumnShape, Columns, JsonType, Row, RowShape } from "./row.ts";
import { newMember, nextMember } from "./scan.ts";
import { LOCAL_TIME, rightDate, ZONE } from "./values.ts";

interface Layout {
  /** A row, from its opening brace to its closing one. */
  readonly row: RegExp;
  /** By wanted column: which group captures its value. */
  readonly groups: ReadonlyMap<string, number>;
  /** Those of them that hold dates. */
  readonly dates: readonly number[];
  /** Empty groups, of which one takes part for each date that has to be made right. */
  readonly flags: readonly number[];
  /** A member with such a date: what stands before its value, and the value. */
  readonly wrongDate: RegExp;
}

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
  const rows: Row[] = [];
  let at = start;
  do {
    layout.row.lastIndex = at;
    const found = layout.row.exec(page);
    if (found === null) return undefined;
    rows.push(rowOf(found, layout));
    at = behind(COMMA, page, layout.row.lastIndex) ?? -layout.row.lastIndex;
  } while (at > 0);
  return behind(TAIL, page, -at) === page.length ? rows : undefined;
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

function rowOf(found: RegExpExecArray, { groups, dates, flags, wrongDate }: Layout): Row {
  const [text] = found;
  if (flags.every((group) => found[group] === undefined)) {
    return { text, columns: new Captured(groups, found), misfits: NONE, replaced: NONE };
  }
  const values = [...found];
  for (const group of dates) values[group] = rightDate(values[group] ?? "");
  const right = text.replace(wrongDate, (_, before: string, date: string) => before + rightDate(date));
  return { text: right, columns: new Captured(groups, values), misfits: NONE, replaced: NONE };
}

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

/** That of the row which begins here; undefined where it is none that one expression can take, or no row. */
function layoutOf(page: string, start: number, shape: RowShape): Layout | undefined {
  const builder = new Builder(shape);
  const member = newMember();
  let done = start;
  try {
    for (let at = start + 1; nextMember(page, at, member); at = member.end) {
      const [before, name] = [page.slice(done, member.keyStart), page.slice(member.keyStart, member.keyEnd)];
      const between = page.slice(member.keyEnd, member.valueStart);
      const value = page[member.valueStart] ?? "";
      if (!builder.add(before, name, between, value)) return undefined;
      done = member.valueEnd;
    }
  } catch (error) {
    if (error instanceof BrokenPageError) return undefined;
    throw error;
  }
  return builder.layout(page.slice(done, member.end));
}

/** What may stand between the names and the values; names that would have to be looked at twice are left alone. */
const FIRST = /^\{ *"$/;
const BEFORE = /^ *, *"$/;
const NAME = /^[\w .-]+$/;
const BETWEEN = /^" *: *$/;
const END = /^ *\}$/;

const STRING =
  '"[^"\\\\\\x00-\\x1f]*(?:\\\\(?:["\\\\/bfnrt]|u(?!0000|[dD][89a-fA-F])[\\da-fA-F]{4})[^"\\\\\\x00-\\x1f]*)*"';
const INTEGER = "-?(?:0|[1-9]\\d*)";
const NUMBER = `${INTEGER}(?:\\.\\d+)?(?:[eE][+-]?\\d+)?`;
/** Values that can be told by an expression; dates apart, as some of them have to be made right. */
const VALUES: Readonly<Partial<Record<JsonType, string>>> = {
  string: STRING,
  number: NUMBER,
  integer: INTEGER,
  boolean: "true|false",
  null: "null",
};
const ANY: ReadonlySet<JsonType> = new Set(["string", "number", "boolean", "null"]);

class Builder {
  readonly #shape: RowShape;
  readonly #names = new Set<string>();
  readonly #groups = new Map<string, number>();
  readonly #dates: number[] = [];
  readonly #flags: number[] = [];
  readonly #wrong: string[] = [];
  #count = 0;
  #pattern = "";

  constructor(shape: RowShape) {
    this.#shape = shape;
  }

  /**
   * One more member.
   * @param value its first character.
   * @returns whether an expression can take it.
   */
  add(before: string, name: string, between: string, value: string): boolean {
    const isPlaced = (this.#names.size === 0 ? FIRST : BEFORE).test(before);
    const isSimple = isPlaced && NAME.test(name) && BETWEEN.test(between) && value !== "{" && value !== "[";
    if (!isSimple || this.#names.has(name)) return false;
    this.#names.add(name);
    this.#pattern += escaped(before + name + between) + this.#value(name, this.#shape.get(name));
    return true;
  }

  #value(name: string, { types = ANY, isWanted = false }: ColumnShape = {}): string {
    const group = isWanted ? ++this.#count : 0;
    if (isWanted) this.#groups.set(name, group);
    const forms = [...types].map((type) => VALUES[type]).filter((form) => form !== undefined);
    if (types.has("date-time")) {
      if (isWanted) this.#dates.push(group);
      this.#flags.push(++this.#count);
      this.#wrong.push(escaped(name));
      // A date that is "" becomes null, if it may be that.
      const wrong = types.has("null") ? `"(?:${LOCAL_TIME})?"` : `"${LOCAL_TIME}"`;
      forms.unshift(`"${LOCAL_TIME}${ZONE}"`, `()${wrong}`);
    }
    return `(${isWanted ? "" : "?:"}${forms.join("|")})`;
  }

  layout(end: string): Layout | undefined {
    if (this.#names.size === 0 || !END.test(end)) return undefined;
    return {
      row: new RegExp(this.#pattern + escaped(end), "y"),
      groups: this.#groups,
      dates: this.#dates,
      flags: this.#flags,
      // In a row without nested values, a name in quotes before a colon is a column, and no part of a text.
      wrongDate: new RegExp(`("(?:${this.#wrong.join("|")})" *: *)("(?:${LOCAL_TIME})?")`, "g"),
    };
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
