/** Turns the validator's findings into sentences for whoever wrote the configuration. Pure. */
import type { ErrorObject } from "ajv";
import { isObject } from "../airbyte/json.ts";
import { nearest } from "../text/nearest.ts";
import { ordinal } from "../text/ordinal.ts";
import { printable, shown } from "../text/shown.ts";
import { namesChoices, quotedList, wantedChoice } from "./choices.ts";
import { DATE_EXAMPLE } from "./dates.ts";
import type { FieldSchema } from "./files.ts";
import { repeatedEntries } from "./repeated.ts";
import type { UnknownOption } from "./unknownOptions.ts";
import { atLeast, atMost, wantedValue } from "./wantedValue.ts";

/** A finding, and the field of the configuration that it is about. */
export interface Finding {
  readonly name: string;
  readonly why: string;
  /** Whether it is about an entry of a list: of these there can be many. */
  readonly isOfEntry: boolean;
}

/** What is known beside one error. */
interface Around {
  /** Those that name the choices of their list for all others. */
  readonly listing: ReadonlySet<ErrorObject>;
  readonly unknown: readonly UnknownOption[];
}

/** Each mistake in words; where an option is missing, with the unknown one that was probably meant. */
export function explain(errors: readonly ErrorObject[], unknown: readonly UnknownOption[]): Finding[] {
  const told = onePerPlace(errors);
  const around = { listing: listingOf(told), unknown };
  return told.flatMap((error) => {
    const path = error.instancePath.split("/").slice(1);
    const name = path[0] ?? String(error.params.missingProperty);
    if (error.keyword === "uniqueItems") {
      return repeated(error, told).map((words) => ({ name, why: `${placeOf(path)}: ${words}`, isOfEntry: true }));
    }
    return [{ name, why: explained(error, path, around), isOfEntry: isEntry(path) }];
  });
}

/** One value is one mistake, whatever is wrong with it: its choices tell more than its type. */
function onePerPlace(errors: readonly ErrorObject[]): ErrorObject[] {
  const places = new Map<string, ErrorObject>();
  for (const error of errors) {
    const place = `${error.instancePath}/${error.params.missingProperty ?? ""}`;
    if (!places.has(place) || error.keyword === "enum") places.set(place, error);
  }
  return [...places.values()];
}

/** Entries that are wrong by themselves are told as such. */
function repeated({ instancePath, data }: ErrorObject, told: readonly ErrorObject[]): string[] {
  const wrong = new Set(told.map((error) => error.instancePath));
  const entries = Array.isArray(data) ? data : [];
  return repeatedEntries(entries.filter((_, index) => !wrong.has(`${instancePath}/${index}`)));
}

function explained(error: ErrorObject, path: readonly string[], { listing, unknown }: Around): string {
  // It is a part of the spec.
  const schema = { ...error.parentSchema } as FieldSchema;
  if (error.keyword === "required") return missing([...path, error.params.missingProperty], unknown);
  if (error.keyword === "discriminator") return undecided([...path, error.params.tag], error.data, schema, unknown);
  const words = WORDS[error.keyword]?.(error, schema, !listing.has(error)) ?? `it ${error.message ?? "is not valid"}`;
  return schema.airbyte_secret ? `${placeOf(path)}: ${words}` : `${placeOf(path)} is ${shown(error.data)}: ${words}`;
}

type Words = (error: ErrorObject, schema: FieldSchema, isListed: boolean) => string;

const WORDS: Readonly<Record<string, Words>> = {
  type: ({ data }, schema) => wantedValue(schema, data),
  enum: ({ params, data }, _, isListed) => wantedChoice(params.allowedValues, data, isListed),
  const: ({ params }) => `it must be ${JSON.stringify(params.allowedValue)}`,
  pattern: (_, schema) => `it must look like ${schema.pattern_descriptor ?? schema.pattern}, e.g. ${DATE_EXAMPLE}`,
  minimum: ({ params }) => atLeast(params.limit),
  maximum: ({ params }) => atMost(params.limit),
  minLength: () => "it is empty",
  minItems: ({ params }) => `it must have at least ${params.limit} entry`,
};

/** The first of each menu whose sentence names the choices. */
function listingOf(told: readonly ErrorObject[]): Set<ErrorObject> {
  const menus = new Map<unknown, ErrorObject>();
  for (const error of told) {
    const { keyword, parentSchema, params, data } = error;
    if (keyword !== "enum" || menus.has(parentSchema)) continue;
    if (namesChoices(params.allowedValues, data)) menus.set(parentSchema, error);
  }
  return new Set(menus.values());
}

function isEntry(path: readonly string[]): boolean {
  return /^\d+$/.test(path.at(-1) ?? "");
}

/** E.g. "The 1st entry of 'filter.campaigns'". Names of options are no numbers. */
function placeOf(path: readonly string[]): string {
  if (!isEntry(path)) return `'${path.join(".")}'`;
  return `The ${ordinal(Number(path.at(-1)) + 1)} entry of '${path.slice(0, -1).join(".")}'`;
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
