/**
 * Cuts a page of the API into rows without ever turning a value into a JavaScript number: a row leaves as the very
 * text in which it came, so a 64-bit ID, `1.0` or `2.50` keep every digit. `JSON.parse` only judges whether the page
 * is JSON at all; its (rounded) values are thrown away.
 */

/** What is to be known of a row: its text for the warehouse, and the JSON texts of the columns asked for. */
export interface Row {
  /** The row as one line of JSON, with its dates made right. */
  readonly text: string;
  /** JSON text by column, e.g. `576460753067090994` or `"2026-01-31T10:00:00Z"`; only the columns asked for. */
  readonly columns: ReadonlyMap<string, string>;
}

/** Which columns need work; all others pass through untouched. */
export interface RowShape {
  /** Columns in which `""` means "no date" and a missing time zone means UTC. */
  readonly dates: ReadonlySet<string>;
  /** Columns whose values the reader needs: keys, cursor, what it filters by. */
  readonly wanted: ReadonlySet<string>;
}

/** The body is not the page it should be: cut off, not JSON, or without rows in `Data`. */
export class BrokenPageError extends Error {
  override readonly name = "BrokenPageError";
}

/**
 * The rows of a page.
 * @throws {BrokenPageError} when the body is not JSON or its `Data` is not an array of objects.
 */
export function parsePage(body: string, shape: RowShape): Row[] {
  const count = judge(body).rows;
  // Valid JSON holds these characters between tokens only; in the output a line break would end the message.
  const text = /[\n\r\t]/.test(body) ? body.replace(/[\n\r\t]/g, " ") : body;
  const rows: Row[] = [];
  const start = findData(text);
  const member = newMember();
  for (let at = skipBlanks(text, start + 1); text[at] === "{"; at = nextElement(text, member.end)) {
    rows.push(cutRow(text, at, shape, member));
  }
  if (rows.length !== count) {
    throw new BrokenPageError(`'Data' was cut into ${rows.length} rows where there are ${count}`);
  }
  return rows;
}

/** The number in a `countOnly=1` answer: rows that match, on all pages. */
export function parseCount(body: string): number {
  const { envelope } = judge(body);
  const numbers = [envelope.Count, envelope.Total].filter((value) => typeof value === "number");
  if (numbers.length === 0) throw new BrokenPageError("a count has neither 'Count' nor 'Total'");
  return Math.max(...numbers);
}

interface Envelope {
  readonly Count?: unknown;
  readonly Total?: unknown;
  readonly Data?: unknown;
}

function judge(body: string): { envelope: Envelope; rows: number } {
  let page: unknown;
  try {
    page = JSON.parse(body);
  } catch {
    throw new BrokenPageError("it is not JSON, or was cut off");
  }
  if (!isObject(page)) throw new BrokenPageError("it is not a JSON object");
  const envelope: Envelope = page;
  if (!Array.isArray(envelope.Data)) throw new BrokenPageError("it has no 'Data' array");
  if (!envelope.Data.every(isObject)) throw new BrokenPageError("its 'Data' holds something that is not a row");
  return { envelope, rows: envelope.Data.length };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
  let done = start;
  let out = "";
  member.end = start + 1;
  while (nextMember(text, member.end, member)) {
    const name = text.slice(member.keyStart, member.keyEnd);
    const isDate = shape.dates.has(name);
    const isWanted = shape.wanted.has(name);
    if (!isDate && !isWanted) continue;
    const raw = text.slice(member.valueStart, member.valueEnd);
    const value = isDate ? rightDate(raw) : raw;
    if (isWanted) columns.set(name, value);
    if (value === raw) continue;
    out += text.slice(done, member.valueStart) + value;
    done = member.valueEnd;
  }
  return { text: out + text.slice(done, member.end), columns };
}

const NO_ZONE = /^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?"$/;

/** JSON text of a date as it should be: `""` is null, a date without a zone is UTC; anything else stays as it is. */
export function rightDate(value: string): string {
  if (value === '""') return "null";
  return NO_ZONE.test(value) ? `${value.slice(0, -1)}Z"` : value;
}

/** Where one member of an object stands in the text. */
interface Member {
  keyStart: number;
  keyEnd: number;
  valueStart: number;
  valueEnd: number;
  /** Where to go on: behind the value; without a further member, behind the object's closing brace. */
  end: number;
}

function newMember(): Member {
  return { keyStart: 0, keyEnd: 0, valueStart: 0, valueEnd: 0, end: 0 };
}

/** Fills `member` with the one that follows `from`; false at the object's end. The text was judged to be JSON before. */
function nextMember(text: string, from: number, member: Member): boolean {
  let at = skipBlanks(text, from);
  if (text.charCodeAt(at) === COMMA) at = skipBlanks(text, at + 1);
  if (text.charCodeAt(at) !== QUOTE) {
    member.end = at + 1;
    return false;
  }
  member.keyStart = at + 1;
  member.keyEnd = skipString(text, at) - 1;
  member.valueStart = skipBlanks(text, skipBlanks(text, member.keyEnd + 1) + 1);
  member.valueEnd = skipValue(text, member.valueStart);
  member.end = member.valueEnd;
  return true;
}

/** From behind one array element to the next one, or to the closing bracket. */
function nextElement(text: string, at: number): number {
  const next = skipBlanks(text, at);
  return text[next] === "," ? skipBlanks(text, next + 1) : next;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const BLANK = 0x20;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

function skipBlanks(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === BLANK) end++;
  return end;
}

/** From an opening quote to behind the closing one: a quote that an even number of backslashes precedes. */
function skipString(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let first = quote;
    while (text.charCodeAt(first - 1) === BACKSLASH) first--;
    if ((quote - first) % 2 === 0) return quote + 1;
  }
  throw new BrokenPageError("a string has no end");
}

function skipValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return skipString(text, at);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipNested(text, at);
  return skipScalar(text, at);
}

function skipScalar(text: string, at: number): number {
  let end = at;
  for (let code = text.charCodeAt(end); end < text.length; code = text.charCodeAt(++end)) {
    if (code === BLANK || code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET) break;
  }
  return end;
}

/** Loops instead of recursing: depth of nesting costs no stack. */
function skipNested(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      i = skipString(text, i);
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
    i++;
    if (depth === 0) return i;
  }
  throw new BrokenPageError("a nested value has no end");
}
