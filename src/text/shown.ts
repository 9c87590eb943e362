/** How a sentence shows what somebody wrote: on one line, and whole or not at all. Pure. */

/** More is not shown: what was cut could end in the middle of a secret, which nothing would know to hide. */
const SHOWN_CHARS = 80;

/** A wrong value. A number that was rounded when it was read is not shown: it is not the one that was written. */
export function shown(value: unknown): string {
  if (typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER) return "a number out of range";
  const json = jsonOf(value) ?? "missing";
  return json.length > SHOWN_CHARS ? sizeOf(value, json) : onOneLine(json);
}

/** What is too long to be shown. */
function sizeOf(value: unknown, json: string): string {
  if (typeof value === "string") return `a text of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length === 1 ? "1 entry" : `${value.length} entries`}`;
  return `an object of ${json.length} characters`;
}

/** A name or a text. */
export function printable(text: string): string {
  if (text.length > SHOWN_CHARS) return `a text of ${text.length} characters`;
  return onOneLine(text);
}

/** A text of any length, with nothing in it that ends a line or that a terminal obeys. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{C}\u2028\u2029]/gu, " ");
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_, member: unknown) => (isInfinite(member) ? "too large a number" : member));
  } catch {
    return "a value in too many brackets";
  }
}

/** As JSON's 1e400 is read; it would be shown as null. */
function isInfinite(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}
