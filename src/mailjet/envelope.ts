/** What surrounds the rows of a page: judged by `JSON.parse`, whose (rounded) values of the rows are thrown away. */
import { BrokenPageError } from "./errors.ts";
import { skipString } from "./scan.ts";

/**
 * The number in a `countOnly=1` answer: rows that match, on all pages; 0 where it gives none.
 * @throws {BrokenPageError} when the body is not a JSON object.
 */
export function parseCount(body: string): number {
  const { Count, Total } = parseEnvelope(body);
  return Math.max(0, ...[Count, Total].filter((value) => typeof value === "number"));
}

/** What a page says of how many rows there are, where that stands behind its rows, as always; undefined elsewhere. */
export function totalIn(body: string): number | undefined {
  const found = /"Total"\s*:\s*(\d+)\s*\}\s*$/.exec(body.slice(-MOST_BEHIND));
  return found === null ? undefined : Number(found[1]);
}

/** More characters do not stand behind the rows. */
const MOST_BEHIND = 200;

interface Envelope {
  readonly Count?: unknown;
  readonly Total?: unknown;
  readonly Data?: unknown;
}

/** The page as valid JSON, and how many rows are in it. A value with a raw control character in it is no reason to stop. */
export function judgePage(raw: string): { readonly body: string; readonly rows: number } {
  try {
    return { body: raw, rows: countRows(parseEnvelope(raw)) };
  } catch (error) {
    const body = escapeControls(raw);
    if (body === raw) throw error;
    return { body, rows: countRows(parseEnvelope(body)) };
  }
}

function parseEnvelope(body: string): Envelope {
  let page: unknown;
  try {
    page = JSON.parse(body);
  } catch {
    throw new BrokenPageError("it is not JSON, or was cut off");
  }
  if (!isObject(page)) throw new BrokenPageError("it is not a JSON object");
  return page;
}

/** An empty list can be null, where its count says that it is empty. */
function countRows({ Data, Count }: Envelope): number {
  if (Data === null && Count === 0) return 0;
  if (!Array.isArray(Data)) throw new BrokenPageError("it has no 'Data' array");
  if (!Data.every(isObject)) throw new BrokenPageError("its 'Data' holds something that is not a row");
  return Data.length;
}

/** Control characters inside strings as the escapes that JSON wants. */
function escapeControls(text: string): string {
  let escaped = "";
  let done = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', done)) {
    const end = skipString(text, at);
    escaped += text.slice(done, at) + text.slice(at, end).replace(CONTROL, escapeOf);
    done = end;
  }
  return escaped + text.slice(done);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x1f]/g;

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
