/** What people and platforms write for "left out" is left out, and what a copy brings along is taken off. Pure. */

import { fieldsOf, isObject } from "../airbyte/json.ts";
import { isBlank, trimmed } from "../text/unseen.ts";
import { pasted } from "./credentials.ts";
import type { FieldSchema, Fields } from "./files.ts";

/** Null and blank text: a form that nobody filled in. */
export function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && isBlank(value));
}

/**
 * A copy that holds the known fields only, less those that are left out, with dates, choices and credentials trimmed.
 * What a list holds stays in it, null included: a list that lost its only entry would mean everything.
 */
export function cleaned(content: object, properties: Fields): Readonly<Record<string, unknown>> {
  const given = fieldsOf(content);
  const members = Object.entries(properties).map(([name, field]) => [name, cleanedValue(given[name], field)] as const);
  return Object.fromEntries(members.filter(([, value]) => !isLeftOut(value)));
}

/** Every field of every alternative. */
export function alternatives({ oneOf = [] }: FieldSchema): Fields {
  return Object.assign({}, ...oneOf.map(({ properties }) => properties));
}

function cleanedValue(value: unknown, field: FieldSchema): unknown {
  const { items } = field;
  if (Array.isArray(value) && items !== undefined) return value.map((item) => cleanedValue(item, items));
  if (field.type === "integer" && typeof value === "string") return cleanedNumber(value);
  if (typeof value === "string") return cleanedText(value, field);
  return isObject(value) && field.oneOf !== undefined ? cleanedMenu(value, field) : value;
}

/** Digits in quotes are a number, unless it is one that JavaScript would round. */
function cleanedNumber(text: string): number | string {
  const digits = trimmed(text);
  const number = Number(digits);
  return /^\d+$/.test(digits) && Number.isSafeInteger(number) ? number : text;
}

function cleanedText(text: string, { airbyte_secret, enum: choices, const: choice, pattern }: FieldSchema): string {
  if (airbyte_secret) return pasted(text);
  return choices !== undefined || choice !== undefined || pattern !== undefined ? trimmed(text) : text;
}

/** Undefined where nothing was chosen: what platforms add by themselves is no choice. */
function cleanedMenu(value: object, field: FieldSchema): object | undefined {
  const isEmpty = Object.entries(value).every(([name, member]) => isLeftOut(member) || name.startsWith("_"));
  return isEmpty ? undefined : cleaned(value, alternatives(field));
}
