/** What a value of the wrong type must be, for whoever fills in a form or a file. Pure. */
import { trimmed } from "../text/unseen.ts";
import { quotedList } from "./choices.ts";
import { DATE_EXAMPLE } from "./dates.ts";
import type { FieldSchema } from "./files.ts";

type Wanted = (field: FieldSchema, data: unknown) => string;

const WANTED: ReadonlyMap<string | undefined, Wanted> = new Map<string, Wanted>([
  ["integer", () => "a whole number"],
  ["boolean", () => "true or false"],
  ["array", (field, data) => `a list, e.g. [${quotedList(exampleOf(field, data))}]`],
  ["object", (field) => `a choice such as ${JSON.stringify(field.default)}`],
  ["string", ({ pattern }) => (pattern === undefined ? "a text" : `a date as text, e.g. ${DATE_EXAMPLE}`)],
]);

export function wantedValue(field: FieldSchema, data: unknown): string {
  return limitOf(field, data) ?? `it must be ${WANTED.get(field.type)?.(field, data) ?? field.type}`;
}

export function atLeast(limit: unknown): string {
  return `it must be at least ${limit}`;
}

export function atMost(limit: unknown): string {
  return `it must be at most ${limit}`;
}

/** The limit that a number is beyond which counts for none: one in quotes, or one that has no end. */
function limitOf({ minimum, maximum }: FieldSchema, data: unknown): string | undefined {
  const number = typeof data === "string" && /^-?\d+$/.test(trimmed(data)) ? Number(trimmed(data)) : data;
  if (typeof number !== "number") return undefined;
  if (maximum !== undefined && number > maximum) return atMost(maximum);
  return minimum !== undefined && number < minimum ? atLeast(minimum) : undefined;
}

/** A list of what was given, where that can be an entry; one of others where it cannot. */
function exampleOf({ items = {}, examples = [] }: FieldSchema, data: unknown): unknown {
  const { minimum = Number.NEGATIVE_INFINITY, enum: choices } = items;
  const isEntry = choices?.includes(data) ?? (Number.isSafeInteger(data) && Number(data) >= minimum);
  return isEntry ? [data] : (examples[0] ?? choices?.slice(0, 2));
}
