/** Turns the validator's findings into one sentence for whoever wrote the configuration. Pure. */
import type { ErrorObject } from "ajv";

type Words = (error: ErrorObject) => string;

const WORDS: Readonly<Record<string, Words>> = {
  type: ({ params }) => `it must be of type ${[params.type].flat().join(" or ")}`,
  enum: ({ params }) => `it must be one of ${quotedList(params.allowedValues)}`,
  const: ({ params }) => `it must be ${JSON.stringify(params.allowedValue)}`,
  format: ({ params }) => `it is not a ${params.format} that exists${EXAMPLES.get(params.format) ?? ""}`,
  pattern: (error) => `it must look like ${descriptor(error)}`,
  minimum: ({ params }) => `it must be at least ${params.limit}`,
  maximum: ({ params }) => `it must be at most ${params.limit}`,
  minLength: () => "it is empty",
  minItems: ({ params }) => `it must have at least ${params.limit} entry`,
  uniqueItems: () => "it holds the same entry twice",
};

const EXAMPLES: ReadonlyMap<unknown, string> = new Map([["date-time", ", e.g. 2026-01-31T00:00:00Z"]]);

/** The first error in words. */
export function explain([error]: readonly ErrorObject[]): string {
  if (error === undefined) return "it does not fit the specification";
  const path = error.instancePath.split("/").slice(1);
  if (error.keyword === "required") return `'${[...path, error.params.missingProperty].join(".")}' is missing; add it`;
  if (error.keyword === "discriminator") {
    return `'${[...path, error.params.tag].join(".")}' is ${shown(error.params.tagValue)}: choose one of its options`;
  }
  const words = WORDS[error.keyword]?.(error) ?? `it ${error.message ?? "is not valid"}`;
  return isSecret(error) ? `'${path.join(".")}': ${words}` : `'${path.join(".")}' is ${shown(error.data)}: ${words}`;
}

function isSecret({ parentSchema }: ErrorObject): boolean {
  return parentSchema?.airbyte_secret === true;
}

function descriptor({ parentSchema }: ErrorObject): string {
  return String(parentSchema?.pattern_descriptor ?? parentSchema?.pattern);
}

function quotedList(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : String(values);
}

/** Enough of a wrong value to recognise it. */
const SHOWN_CHARS = 60;

function shown(value: unknown): string {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "missing");
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}
