/**
 * Cuts a page of the API into rows, fast where it is laid out as pages are, without ever turning a value into a
 * JavaScript number: a row leaves as the very text in which it came, so a 64-bit ID, `1.0` or `2.50` keep every digit.
 * `JSON.parse` only judges whether the page is JSON at all; its (rounded) values are thrown away.
 */
import { mayHoldRefused, withoutRefused } from "./characters.ts";
import { judgePage } from "./envelope.ts";
import { BrokenPageError } from "./errors.ts";
import { cutByLayout } from "./fastCut.ts";
import type { JsonType, Row, RowShape } from "./row.ts";
import { type Member, newMember, nextElement, nextMember, skipBlanks } from "./scan.ts";
import { DATE_TIME, rightDate } from "./values.ts";

/**
 * The rows of a page.
 * @throws {BrokenPageError} when the body is not JSON or its `Data` is not an array of objects.
 */
export function parsePage(raw: string, shape: RowShape): Row[] {
  return cutByLayout(raw, shape) ?? cutSlowly(raw, shape);
}

/** The same in every way, for a page of any layout, whose values may be of any type. */
export function cutSlowly(raw: string, shape: RowShape): Row[] {
  const { body, rows: count } = judgePage(raw);
  // Valid JSON holds these characters between tokens only; in the output a line break would end the message.
  const text = /[\n\r\t]/.test(body) ? body.replace(/[\n\r\t]/g, " ") : body;
  const rows: Row[] = [];
  const cut = mayHoldRefused(text) ? cutCleanRow : cutRow;
  const start = findData(text);
  const member = newMember();
  if (count === 0) return rows;
  for (let at = skipBlanks(text, start + 1); text[at] === "{"; at = nextElement(text, member.end)) {
    rows.push(cut(text, at, shape, member));
  }
  if (rows.length !== count) {
    throw new BrokenPageError(`'Data' was cut into ${rows.length} rows where there are ${count}`);
  }
  return rows;
}

/** Where the array of the envelope's `Data` begins; the last one, as `JSON.parse` has it. */
function findData(text: string): number {
  const member = newMember();
  let found = -1;
  for (let at = skipBlanks(text, 0) + 1; nextMember(text, at, member); at = member.end) {
    if (text.slice(member.keyStart, member.keyEnd) === "Data") found = member.valueStart;
  }
  if (found < 0) throw new BrokenPageError("its 'Data' cannot be found");
  return found;
}

/** `member` is the caller's, one for a whole page: it ends at the end of the row. */
function cutRow(text: string, start: number, shape: RowShape, member: Member): Row {
  const columns = new Map<string, string>();
  let misfits = NONE;
  let done = start;
  let out = "";
  member.end = start + 1;
  while (nextMember(text, member.end, member)) {
    const name = text.slice(member.keyStart, member.keyEnd);
    const column = shape.get(name);
    if (column === undefined) continue;
    const { types, isWanted } = column;
    const raw = text.slice(member.valueStart, member.valueEnd);
    const value = types?.has("date-time") ? rightDate(raw) : raw;
    if (isWanted) columns.set(name, value);
    if (types !== undefined && !types.has(typeOf(value, types))) misfits = [...misfits, name];
    if (value === raw) continue;
    out += text.slice(done, member.valueStart) + value;
    done = member.valueEnd;
  }
  return { text: out + text.slice(done, member.end), columns, misfits, replaced: NONE };
}

/** The same, without the characters that databases refuse. */
function cutCleanRow(text: string, start: number, shape: RowShape, member: Member): Row {
  const replaced: string[] = [];
  let done = start;
  let clean = "";
  member.end = start + 1;
  while (nextMember(text, member.end, member)) {
    const value = text.slice(member.valueStart, member.valueEnd);
    const cleanName = withoutRefused(text.slice(member.keyStart, member.keyEnd));
    const cleanValue = mayHoldRefused(value) ? withoutRefused(value) : value;
    if (cleanValue !== value || cleanName.length !== member.keyEnd - member.keyStart) replaced.push(cleanName);
    clean += text.slice(done, member.keyStart) + cleanName + text.slice(member.keyEnd, member.valueStart) + cleanValue;
    done = member.valueEnd;
  }
  const { end } = member;
  const row = cutRow(clean + text.slice(done, end), 0, shape, member);
  member.end = end;
  return { ...row, replaced };
}

const NONE: readonly string[] = [];

/** The type of a value by its JSON text; of what it could be taken for, that which is asked for. */
function typeOf(value: string, asked: ReadonlySet<JsonType>): JsonType {
  const type = TYPES[value[0] ?? ""];
  if (type === "string") return asked.has("date-time") && DATE_TIME.test(value) ? "date-time" : type;
  if (type !== undefined) return type;
  return asked.has("integer") && !/[.eE]/.test(value) ? "integer" : "number";
}

/** By the first character; a number begins with anything else. */
const TYPES: Readonly<Record<string, JsonType>> = {
  '"': "string",
  "{": "object",
  "[": "array",
  t: "boolean",
  f: "boolean",
  n: "null",
};
