/** The configuration: validated against the spec, completed once. Inside the program every field is present. */
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { configError } from "./airbyte/errors.ts";
import { formatInstant, type Instant, parseInstant } from "./airbyte/instant.ts";
import { fieldsOf, isObject } from "./airbyte/json.ts";
import { cleaned } from "./configCleaning.ts";
import { explain } from "./configErrors.ts";
import { refusedCounters } from "./counters.ts";
import { loadSpec, type Spec } from "./files.ts";
import type { Configuration } from "./generated/config.ts";
import { didYouMean } from "./nearest.ts";

export type Filter =
  | { readonly filter_type: "all_campaigns" }
  | { readonly filter_type: "campaigns_and_event_dates"; readonly campaigns: readonly string[] }
  | { readonly filter_type: "contact_lists_and_sent_dates"; readonly contact_lists: readonly string[] };

type Dated = "updated_since" | "start_date" | "end_date";

/** What is left of the configuration behind the edge: defaults filled in, dates as instants, IDs as text. */
export type Settings = Required<Omit<Configuration, "filter" | Dated>> & { readonly filter: Filter } & {
  readonly [Name in Dated]: Instant | undefined;
};

/**
 * @throws {ConnectorError} config_error: one sentence that names the field; a secret's value is never in it.
 */
export function loadConfig(content: unknown): Settings {
  if (!isObject(content)) throw configError("The configuration is not a JSON object");
  const settings = complete(validated(content));
  const refusal = refusedDates(settings) ?? refusedCounters(settings);
  if (refusal !== undefined) throw configError(refusal);
  return settings;
}

/** A copy with the spec's defaults in it. */
function validated(content: object): Configuration {
  // The spec's own keywords (airbyte_secret, order, group …) say nothing about validity.
  const ajv = new Ajv({ useDefaults: true, strict: false, verbose: true, discriminator: true });
  formats.default(ajv);
  const isValid = ajv.compile<Configuration>(withDiscriminators(loadSpec().connectionSpecification));
  const config: unknown = structuredClone(cleaned(content));
  if (isValid(config)) return withRealDates(config);
  throw configError(explain(isValid.errors ?? []));
}

/** @throws {ConnectorError} config_error for a date that has the right form and does not exist. */
function withRealDates(config: Configuration): Configuration {
  for (const name of ["updated_since", "start_date", "end_date"] as const) {
    const text = config[name];
    if (text === undefined || parseInstant(text) !== undefined) continue;
    throw configError(`'${name}' is ${JSON.stringify(text)}: it is not a date that exists, e.g. 2026-01-31T00:00:00Z`);
  }
  return config;
}

/** Each menu of alternatives told apart by its constant: what is wrong is then said of the one that was meant. */
function withDiscriminators({ properties, ...schema }: Spec["connectionSpecification"]): object {
  const fields = Object.entries(properties).map(([name, field]) => {
    const options = field.oneOf?.[0]?.properties ?? {};
    const propertyName = Object.keys(options).find((key) => options[key]?.const !== undefined);
    return [name, propertyName === undefined ? field : { ...field, discriminator: { propertyName } }];
  });
  return { ...schema, properties: Object.fromEntries(fields) };
}

function complete(config: Configuration): Settings {
  // The schema's defaults are in: what is optional in the type is present here, except the dates.
  const { filter, updated_since, start_date, end_date, ...rest } = config as Required<Configuration>;
  return {
    ...rest,
    filter: completeFilter(filter),
    updated_since: firstSecond(updated_since),
    start_date: firstSecond(start_date),
    end_date: lastSecond(end_date),
  };
}

function completeFilter(filter: Configuration["filter"]): Filter {
  if (filter === undefined || filter.filter_type === "all_campaigns") return { filter_type: "all_campaigns" };
  if (filter.filter_type === "campaigns_and_event_dates") {
    return { filter_type: filter.filter_type, campaigns: (filter.campaigns ?? []).map(String) };
  }
  return { filter_type: filter.filter_type, contact_lists: filter.contact_lists.map(String) };
}

/** The first whole second that is not before the date: rows have no fractions. */
function firstSecond(text: string | undefined): Instant | undefined {
  const instant = parseInstant(text ?? "");
  return instant !== undefined && /\.0*[1-9]/.test(text ?? "") ? instant + 1 : instant;
}

/** The last second that is meant: a day without a time is meant whole. */
function lastSecond(text: string | undefined): Instant | undefined {
  return parseInstant(text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : (text ?? ""));
}

function refusedDates({ start_date, end_date }: Settings): string | undefined {
  if (start_date === undefined || end_date === undefined || start_date <= end_date) return undefined;
  return "'end_date' is before 'start_date'; swap them, or leave one out";
}

/** What the user should know of dates in the future: nothing is read until then. @param now seconds since 1970. */
export function datesAhead({ start_date, updated_since }: Settings, now: Instant): string[] {
  return Object.entries({ start_date, updated_since }).flatMap(([name, date]) =>
    date === undefined || date <= now
      ? []
      : [`'${name}' is ${formatInstant(date)}, which is in the future: nothing that it bounds is read until then`],
  );
}

/** Options that the spec does not know, in one sentence; undefined where there are none. Those of platforms begin with "_". */
export function unknownOptions(content: unknown): string | undefined {
  const known = loadSpec().connectionSpecification.properties;
  const { filter } = isObject(content) ? fieldsOf(content) : {};
  const { filter_type: type } = isObject(filter) ? fieldsOf(filter) : {};
  const option = known.filter?.oneOf?.find(({ properties }) => properties?.filter_type?.const === type);
  const inFilter = Object.keys(option?.properties ?? { filter_type: {} });
  const unknown = [
    ...strangers(content, Object.keys(known), ""),
    ...(option === undefined ? [] : strangers(filter, inFilter, "filter.")),
  ];
  return unknown.length === 0
    ? undefined
    : `Options without any effect, as there are none of that name: ${unknown.join(", ")}`;
}

function strangers(content: unknown, known: readonly string[], prefix: string): string[] {
  const names = isObject(content) ? Object.keys(content) : [];
  const strange = names.filter((name) => !known.includes(name) && !name.startsWith("_"));
  return strange.map((name) => `'${prefix}${name}'${didYouMean(name, known)}`);
}
