/** JSON as the API prints it: one line, blanks around the colons, and numbers of which every digit matters. */

/** A number with its digits kept: as JavaScript numbers `1.0` and `2.50` would be printed `1` and `2.5`. */
export class Decimal {
  readonly text: string;

  /** @throws {RangeError} when the text is not a decimal number. */
  constructor(text: string) {
    if (!/^-?\d+(\.\d+)?$/.test(text)) throw new RangeError(`Cannot make a decimal: "${text}" is not one`);
    this.text = text;
  }
}

/** Whatever can stand in a row. A `bigint` is a 64-bit ID. */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | Decimal
  | readonly Value[]
  | { readonly [name: string]: Value };

/** Quotes, backslashes, control characters and surrogates need `JSON.stringify`; most text has none of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that JSON escapes
const NEEDS_CARE = /["\\\u0000-\u001f\ud800-\udfff]/;

export function jsonText(value: Value): string {
  if (typeof value === "string") return NEEDS_CARE.test(value) ? JSON.stringify(value) : `"${value}"`;
  if (value === null || typeof value !== "object") return String(value);
  if (value instanceof Decimal) return value.text;
  if (isList(value)) return arrayText(value.map(jsonText));
  return objectText(Object.entries(value).map(([name, member]) => [name, jsonText(member)]));
}

/** An object from the JSON texts of its members. */
export function objectText(members: readonly (readonly [name: string, text: string])[]): string {
  return `{ ${members.map(([name, text]) => `${JSON.stringify(name)} : ${text}`).join(", ")} }`;
}

/** An array from the JSON texts of its elements. */
export function arrayText(elements: readonly string[]): string {
  return `[ ${elements.join(", ")} ]`;
}

export function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}
