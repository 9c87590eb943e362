/** Turns the validator's findings into one sentence for whoever wrote the configuration. Pure. */
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
  enum: ({ params }) => `it must be one of ${quotedList(params.allowedValues)}`,
  const: ({ params }) => `it must be ${JSON.stringify(params.allowedValue)}`,
  pattern: (_, schema) => `it must look like ${schema.pattern_descriptor ?? schema.pattern}, e.g. ${DATE_EXAMPLE}`,
  minimum: ({ params }) => `it must be at least ${params.limit}`,
  maximum: ({ params }) => `it must be at most ${params.limit}`,
  minLength: () => "it is empty",
  minItems: ({ params }) => `it must have at least ${params.limit} entry`,
  uniqueItems: () => "it holds the same entry twice",
};

/** The first error in words; where an option is missing, with the unknown one that was probably meant. */
export function explain([error]: readonly ErrorObject[], unknown: readonly UnknownOption[]): string {
  if (error === undefined) return "The configuration does not fit the specification";
  const path = error.instancePath.split("/").slice(1);
  // It is a part of the spec.
  const schema = { ...error.parentSchema } as FieldSchema;
  if (error.keyword === "required") return missing([...path, error.params.missingProperty], unknown);
  if (error.keyword === "discriminator") return undecided([...path, error.params.tag], error.data, schema, unknown);
  const words = WORDS[error.keyword]?.(error, schema) ?? `it ${error.message ?? "is not valid"}`;
  const name = path.join(".");
  return schema.airbyte_secret ? `'${name}': ${words}` : `'${name}' is ${shown(error.data)}: ${words}`;
}

function missing(path: readonly string[], unknown: readonly UnknownOption[]): string {
  return `'${path.join(".")}' is missing; add it${insteadOf(path.at(-1), unknown)}`;
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
    ? `'${path.join(".")}' is missing; choose one of ${choices}${insteadOf(tag, unknown)}`
    : `'${path.join(".")}' is ${shown(value)}: it must be one of ${choices}`;
}

function insteadOf(name = "", unknown: readonly UnknownOption[]): string {
  const near = nearest(
    name,
    unknown.map((option) => option.name),
  );
  const path = unknown.find((option) => option.name === near)?.path;
  return path === undefined ? "" : ` (you have '${printable(path)}')`;
}

function quotedList(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : String(values);
}
