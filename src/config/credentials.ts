/** The API key and its secret as people paste them: what came along is taken off, what cannot be right is named. Pure. */
import { fieldsOf, isObject } from "../airbyte/json.ts";
import { nameOf, trimmed } from "../text/unseen.ts";

const NAMES = ["api_key", "api_secret"] as const;

/** What opens a quotation, and what closes it. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["„", "“"],
  ["”", "”"],
  ["‘", "’"],
  ["‚", "‘"],
  ["’", "’"],
  ["«", "»"],
  ["‹", "›"],
]);

/** What a form shows in the place of a secret. */
const MASK = /^[*•●∙·⋅…]+$|[*•●∙·⋅]{3}/u;

/** A key or secret without the blanks, line ends and their like around it, and without one pair of quotation marks. */
export function pasted(text: string): string {
  const value = trimmed(text);
  const isQuoted = value.length > 1 && QUOTES.get(value.slice(0, 1)) === value.slice(-1);
  return isQuoted ? trimmed(value.slice(1, -1)) : value;
}

/** A credential that cannot be right. */
export interface RefusedCredential {
  readonly name: string;
  /** What is wrong with it, in one sentence without its value. */
  readonly why: string;
}

/** What is left out, or is no text, is not looked at. */
export function refusedCredentials(content: object): RefusedCredential[] {
  const fields = fieldsOf(content);
  return NAMES.flatMap((name) => {
    const value = fields[name];
    const why = typeof value === "string" ? refusalOf(name, pasted(value)) : undefined;
    return why === undefined ? [] : [{ name, why }];
  });
}

function refusalOf(name: (typeof NAMES)[number], value: string): string | undefined {
  if (value === "") return `'${name}' is empty; copy it from your Mailjet account`;
  if (MASK.test(value)) return `'${name}' is masked by asterisks or dots; copy the real one from your Mailjet account`;
  const characters = Array.from(value);
  const odd = characters.findIndex((character) => !/^[!-~]$/.test(character));
  if (odd >= 0) return `'${name}' has ${nameOf(characters[odd] ?? "")} at position ${odd + 1}; copy it without that`;
  const quote = [0, characters.length - 1].find((index) => /["'`]/.test(characters[index] ?? ""));
  if (quote !== undefined) return `'${name}' has a quotation mark at position ${quote + 1}; copy it without that`;
  if (name === "api_secret" || !value.includes(":")) return undefined;
  return (
    `'${name}' has a colon at position ${value.indexOf(":") + 1}, as key and secret have that are copied together; ` +
    "put what is before it into 'api_key', and what is after it into 'api_secret'"
  );
}

/** No key is so short, and to hide it would make every sentence unreadable. */
const SHORTEST_CHARS = 4;

/**
 * What is never to be shown: both credentials as they were given and as they are used, and "key:secret", which goes along
 * with each request. A value that is a word of the options' names, such as "secret", is none.
 */
export function secretsIn(content: unknown): string[] {
  const fields = isObject(content) ? fieldsOf(content) : {};
  const given = NAMES.map((name) => fields[name]).filter((value) => typeof value === "string");
  const used = given.map(pasted);
  const values = given.filter((_, index) => isSecret(used[index] ?? ""));
  return [...new Set([...used.filter(isSecret), ...values, ...(used.length > 1 ? [used.join(":")] : [])])];
}

function isSecret(value: string): boolean {
  return value.length >= SHORTEST_CHARS && !NAMES.some((name) => name.includes(value));
}
