/** Finds its way through the text of JSON that is known to be valid, without parsing it. */
import { BrokenPageError } from "./errors.ts";

/** Where one member of an object stands in the text. */
export interface Member {
  keyStart: number;
  keyEnd: number;
  valueStart: number;
  valueEnd: number;
  /** Where to go on: behind the value; without a further member, behind the object's closing brace. */
  end: number;
}

export function newMember(): Member {
  return { keyStart: 0, keyEnd: 0, valueStart: 0, valueEnd: 0, end: 0 };
}

/** Fills `member` with the one that follows `from`; false at the object's end. The text was judged to be JSON before. */
export function nextMember(text: string, from: number, member: Member): boolean {
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
export function nextElement(text: string, at: number): number {
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

export function skipBlanks(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === BLANK) end++;
  return end;
}

/** From an opening quote to behind the closing one: a quote that an even number of backslashes precedes. */
export function skipString(text: string, at: number): number {
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
