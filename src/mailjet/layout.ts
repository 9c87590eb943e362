/**
 * The layout of a page: the API writes all its rows with the same columns in the same order, and the same blanks between
 * them. So one regular expression takes a whole row: it finds its end, judges that it is JSON and of the types of its
 * schema, and captures the columns that are wanted. Pure.
 */
import { BrokenPageError } from "./errors.ts";
import type { ColumnShape, JsonType, RowShape } from "./row.ts";
import { newMember, nextMember } from "./scan.ts";
import { INTEGER, LOCAL_CLOCK, LOCAL_DAY, LOCAL_TIME, NUMBER, STRING, ZONE } from "./values.ts";

export interface Layout {
  /** A row of which all dates are right, from its opening brace to its closing one. */
  readonly row: RegExp;
  /** By wanted column: which group captures its value. */
  readonly groups: ReadonlyMap<string, number>;
  /** A date that is "", and may be null; undefined where the row has no such column. */
  readonly emptyDate: RegExp | undefined;
  /** Undefined where the row has no dates. */
  readonly local: LocalDates | undefined;
}

/** Dates without a zone. */
export interface LocalDates {
  /** A row that may have some. */
  readonly row: RegExp;
  /** What stands between the quotes of one, from its hour on. */
  readonly clock: RegExp;
}

/** That of the row which begins at `start`; undefined where no expression can take it, or where it is no row. */
export function layoutOf(page: string, start: number, shape: RowShape): Layout | undefined {
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

/** Values that can be told by an expression; dates apart, as some of them have to be made right. */
const VALUES: Readonly<Partial<Record<JsonType, string>>> = {
  string: STRING,
  number: NUMBER,
  integer: INTEGER,
  boolean: "true|false",
  null: "null",
};
const DATE = `"${LOCAL_TIME}${ZONE}"`;
const ANY_DATE = `"${LOCAL_TIME}${ZONE}?"`;
const ANY: ReadonlySet<JsonType> = new Set(["string", "number", "boolean", "null"]);

class Builder {
  readonly #shape: RowShape;
  readonly #names = new Set<string>();
  readonly #groups = new Map<string, number>();
  readonly #dates: string[] = [];
  readonly #nullableDates: string[] = [];
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
    if (isWanted) this.#groups.set(name, this.#groups.size + 1);
    const forms = [...types].map((type) => VALUES[type]).filter((form) => form !== undefined);
    if (types.has("date-time")) {
      this.#dates.push(escaped(name));
      if (types.has("null")) this.#nullableDates.push(escaped(name));
      forms.unshift(DATE);
    }
    return `(${isWanted ? "" : "?:"}${forms.join("|")})`;
  }

  layout(end: string): Layout | undefined {
    if (this.#names.size === 0 || !END.test(end)) return undefined;
    const pattern = this.#pattern + escaped(end);
    const clock = behindName(this.#dates, `${LOCAL_CLOCK}(?=")`, `"${LOCAL_DAY}${LOCAL_CLOCK}`);
    return {
      row: new RegExp(pattern, "y"),
      groups: this.#groups,
      emptyDate: behindName(this.#nullableDates, '""', '""'),
      local: clock && { row: new RegExp(pattern.replaceAll(DATE, ANY_DATE), "y"), clock },
    };
  }
}

/**
 * What stands in a column of these names; undefined where there are none. In a row without nested values, a name in quotes
 * before a colon is a column, and no part of a text. The name is looked for behind what is seldom: so it is found fast.
 */
function behindName(names: readonly string[], what: string, value: string): RegExp | undefined {
  return names.length === 0 ? undefined : new RegExp(`${what}(?<="(?:${names.join("|")})" *: *${value})`, "g");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
