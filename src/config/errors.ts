/** Turns the validator's findings into sentences for whoever wrote the configuration. Pure. */
import type { ErrorObject } from "ajv";
import { isObject } from "../airbyte/json.ts";
import { nearest } from "../text/nearest.ts";
import { printable, shown } from "../text/shown.ts";
import { DATE_EXAMPLE } from "./dates.ts";
import type { FieldSchema } from "./files.ts";
import type { UnknownOption } from "./unknownOptions.ts";

type Words = (error: ErrorObject, schema: FieldSchema) => string;

const WORDS: Readonly<Record<string, Words>> = {
  type: ({ params }, { pattern }) =>
    pattern === undefined
      ? `it must be of type ${[params.type].flat().join(" or ")}`
      : `it must be a date as text, e.g. ${DATE_EXAMPLE}`,
  enum: ({ params, data }) => choiceOf(params.allowedValues, data),
  const: ({ params }) => `it must be ${JSON.stringify(params.allowedValue)}`,
  pattern: (_, schema) => `it must look like ${schema.pattern_descriptor ?? schema.pattern}, e.g. ${DATE_EXAMPLE}`,
  minimum: ({ params }) => `it must be at least ${params.limit}`,
  maximum: ({ params }) => `it must be at most ${params.limit}`,
  minLength: () => "it is empty",
  minItems: ({ params }) => `it must have at least ${params.limit} entry`,
  uniqueItems: () => "it holds the same entry twice",
};

/** A finding, and the field of the configuration that it is about. */
export interface Finding {
  readonly name: string;
  readonly why: string;
}

/** Each error in words; where an option is missing, with the unknown one that was probably meant. */
export function explain(errors: readonly ErrorObject[], unknown: readonly UnknownOption[]): Finding[] {
  return errors.map((error) => {
    const path = error.instancePath.split("/").slice(1);
    return { name: path[0] ?? String(error.params.missingProperty), why: explained(error, path, unknown) };
  });
}

function explained(error: ErrorObject, path: readonly string[], unknown: readonly UnknownOption[]): string {
  // It is a part of the spec.
  const schema = { ...error.parentSchema } as FieldSchema;
  if (error.keyword === "required") return missing([...path, error.params.missingProperty], unknown);
  if (error.keyword === "discriminator") return undecided([...path, error.params.tag], error.data, schema, unknown);
  const words = WORDS[error.keyword]?.(error, schema) ?? `it ${error.message ?? "is not valid"}`;
  const name = path.join(".");
  return schema.airbyte_secret ? `'${name}': ${words}` : `'${name}' is ${shown(error.data)}: ${words}`;
}

function missing(path: readonly string[], unknown: readonly UnknownOption[]): string {
  return `'${path.join(".")}' is missing; add it${meantBy(path.at(-1), unknown)}`;
}

/** A menu of alternatives of which none was chosen. */
function undecided(
  path: readonly string[],
  data: unknown,
  { oneOf = [] }: FieldSchema,
  unknown: readonly UnknownOption[],
): string {
  const tag = path.at(-1) ?? "";
  const value = isObject(data) ? Object.entries(data).find(([name]) => name === tag)?.[1] : undefined;
  const choices = quotedList(oneOf.map(({ properties }) => properties?.[tag]?.const));
  return value === undefined
    ? `'${path.join(".")}' is missing; choose one of ${choices}${meantBy(tag, unknown)}`
    : `'${path.join(".")}' is ${shown(value)}: it must be one of ${choices}`;
}

/** Names an unknown option, in the sentence about the one that was probably meant by it. */
export function insteadOf({ path }: UnknownOption): string {
  return ` (you have '${printable(path)}')`;
}

function meantBy(name = "", unknown: readonly UnknownOption[]): string {
  const near = nearest(
    name,
    unknown.map((option) => option.name),
  );
  const option = unknown.find((one) => one.name === near);
  return option === undefined ? "" : insteadOf(option);
}

/** Longer lists are shown only where no choice is like what was written. */
const SHORT_LIST = 6;

function choiceOf(allowed: unknown, data: unknown): string {
  const choices = Array.isArray(allowed) ? allowed.map(String) : [];
  const near = typeof data === "string" ? nearest(data, choices) : undefined;
  const list = near === undefined || choices.length <= SHORT_LIST ? `it must be one of ${quotedList(allowed)}` : "";
  const question = near === undefined ? "" : `did you mean ${JSON.stringify(near)}?`;
  return [list, question].filter((part) => part !== "").join("; ");
}

function quotedList(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : String(values);
}
