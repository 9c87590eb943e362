/** The configuration as people and platforms send it, made what they mean by it, before it is validated. Pure. */
import { configError } from "./airbyte/errors.ts";
import { fieldsOf, isObject } from "./airbyte/json.ts";

type Fields = Record<string, unknown>;

const SECRETS = ["api_key", "api_secret"];

/** A copy in which what is null or blank is left out: the default holds then. */
export function cleaned(content: object): Fields {
  const fields = withoutBlanks(content);
  if (isObject(fields.filter)) {
    fields.filter = withoutBlanks(fields.filter);
    if (Object.keys(fieldsOf(Object(fields.filter))).length === 0) delete fields.filter;
  }
  for (const name of SECRETS) {
    const value = fieldsOf(content)[name];
    if (typeof value === "string" && value !== "") fields[name] = cleanSecret(name, value);
    else if (value === "") fields[name] = value;
  }
  return fields;
}

function withoutBlanks(content: object): Fields {
  const trimmed = Object.entries(content).map(([name, value]) => [
    name,
    typeof value === "string" && !SECRETS.includes(name) ? value.trim() : value,
  ]);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== null && value !== ""));
}

/** What a copy brings along: blanks and line ends of all kinds, and characters that nobody sees. */
const UNSEEN = "\\s\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff";
const AROUND = new RegExp(`^[${UNSEEN}]+|[${UNSEEN}]+$`, "gu");
const QUOTED = /^(?:"(.*)"|'(.*)'|“(.*)”|‘(.*)’)$/s;

/**
 * A key or secret without what a copy has brought along around it.
 * @throws {ConnectorError} config_error where something is left that no key holds; its value is never shown.
 */
export function cleanSecret(name: string, value: string): string {
  const outer = value.replace(AROUND, "");
  const inner =
    QUOTED.exec(outer)
      ?.slice(1)
      .find((text) => text !== undefined) ?? outer;
  const secret = inner.replace(AROUND, "");
  if (secret === "") throw configError(`'${name}' holds nothing but blanks; copy it from your Mailjet account again`);
  if (/^[*•●]+$/u.test(secret))
    throw configError(`'${name}' is a mask, not the key itself; copy it from your Mailjet account`);
  const at = [...secret].findIndex((character) => !/^[\x21-\x7e]$/.test(character));
  if (at >= 0) {
    const what = `at place ${at + 1} a character that no key has, such as a blank or a line end`;
    throw configError(`'${name}' holds ${what}; copy it from your Mailjet account again`);
  }
  if (name === "api_key" && secret.includes(":"))
    throw configError(
      "'api_key' holds a colon; put what stands before it into 'api_key', and the rest into 'api_secret'",
    );
  return secret;
}
