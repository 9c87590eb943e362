/** The configuration: validated against the spec, completed once. Inside the program every field is present. */
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { configError } from "./airbyte/errors.ts";
import { type Instant, parseInstant } from "./airbyte/instant.ts";
import { isObject } from "./airbyte/json.ts";
import { explain } from "./configErrors.ts";
import { refusedCounters } from "./counters.ts";
import { loadSpec, type Spec } from "./files.ts";
import type { Configuration } from "./generated/config.ts";

export type Filter =
  | { readonly filter_type: "all_campaigns" }
  | { readonly filter_type: "campaigns_and_event_dates"; readonly campaigns: readonly string[] }
  | { readonly filter_type: "contact_lists_and_sent_dates"; readonly contact_lists: readonly string[] };

type Dated = "updated_since" | "start_date" | "end_date";

/** What is left of the configuration behind the edge: defaults filled in, dates as instants, IDs as text. */
export type Settings = Required<Omit<Configuration, "filter" | Dated>> & { readonly filter: Filter } & {
  readonly [Name in Dated]: Instant | undefined;
};

const PROBLEM = "Reading the configuration failed";

/**
 * @throws {ConnectorError} config_error: one sentence that names the field; a secret's value is never in it.
 */
export function loadConfig(content: unknown): Settings {
  if (!isObject(content)) throw configError(`${PROBLEM}: it is not a JSON object`);
  const settings = complete(validated(content));
  const refusal = refusedDates(settings) ?? refusedCounters(settings);
  if (refusal !== undefined) throw configError(`${PROBLEM}: ${refusal}`);
  return settings;
}

/** A copy with the spec's defaults in it. */
function validated(content: object): Configuration {
  // The spec's own keywords (airbyte_secret, order, group …) say nothing about validity.
  const ajv = new Ajv({ useDefaults: true, strict: false, verbose: true, discriminator: true });
  formats.default(ajv);
  const isValid = ajv.compile<Configuration>(withDiscriminators(loadSpec().connectionSpecification));
  const config: unknown = structuredClone(content);
  if (isValid(config)) return config;
  throw configError(`${PROBLEM}: ${explain(isValid.errors ?? [])}`);
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
    end_date: parseInstant(end_date ?? ""),
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

function refusedDates({ start_date, end_date }: Settings): string | undefined {
  if (start_date === undefined || end_date === undefined || start_date <= end_date) return undefined;
  return "'end_date' is before 'start_date'; swap them, or leave one out";
}

/** PLACEHOLDER until merged. */
export function datesAhead(_: Settings, __: number): string[] {
  return [];
}
