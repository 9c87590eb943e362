/** The configuration: validated against the spec, completed once. Inside the program every field is present. */
import { configError } from "../airbyte/errors.ts";
import { isObject } from "../airbyte/json.ts";
import type { Configuration } from "../generated/config.ts";
import { validate } from "../generated/validateConfig.js";
import { cleaned } from "./cleaning.ts";
import { refusedCounters } from "./counters.ts";
import { refusedCredentials } from "./credentials.ts";
import { type DateName, type DateSettings, datesOf, refusedDates } from "./dates.ts";
import { explain } from "./errors.ts";
import { loadSpec } from "./files.ts";
import { type UnknownOption, unknownOptions, warningAbout } from "./unknownOptions.ts";

export type Filter =
  | { readonly filter_type: "all_campaigns" }
  | { readonly filter_type: "campaigns_and_event_dates"; readonly campaigns: readonly string[] }
  | { readonly filter_type: "contact_lists_and_sent_dates"; readonly contact_lists: readonly string[] };

/** What is left of the configuration behind the edge: defaults filled in, dates as instants, IDs as text. */
export type Settings = Omit<Complete, "filter" | DateName> & { readonly filter: Filter } & DateSettings;

export interface LoadedConfig {
  readonly settings: Settings;
  /** Sentences about what is let through, and probably not meant. */
  readonly warnings: readonly string[];
}

/**
 * @throws {ConnectorError} config_error: one sentence that names the field; a secret's value is never in it.
 */
export function loadConfig(content: unknown): LoadedConfig {
  if (!isObject(content)) throw configError("The configuration is not a JSON object; begin it with '{'");
  const { properties } = loadSpec().connectionSpecification;
  const unknown = unknownOptions(content, properties);
  const refusedKeys = refusedCredentials(content);
  if (refusedKeys !== undefined) throw configError(refusedKeys);
  const config = validated(cleaned(content, properties), unknown);
  const refusal = refusedDates(config) ?? refusedCounters(config);
  if (refusal !== undefined) throw configError(refusal);
  const warning = warningAbout(unknown, properties);
  return { settings: complete(config), warnings: warning === undefined ? [] : [warning] };
}

/** What has no default in the spec. */
type Undefaulted = DateName | "lookback_days";

/** With the spec's defaults: what is optional in the type is present, except what has none. */
type Complete = Required<Omit<Configuration, Undefaulted>> & Pick<Configuration, Undefaulted>;

/** Completes what it is given. */
function validated(config: object, unknown: readonly UnknownOption[]): Complete {
  if (isValid(config)) return config;
  throw configError(explain(validate.errors ?? [], unknown));
}

function isValid(config: object): config is Complete {
  return validate(config);
}

function complete(config: Complete): Settings {
  return { ...config, filter: completeFilter(config.filter), ...datesOf(config) };
}

function completeFilter(filter: Complete["filter"]): Filter {
  if (filter.filter_type === "all_campaigns") return { filter_type: "all_campaigns" };
  if (filter.filter_type === "campaigns_and_event_dates") {
    return { filter_type: filter.filter_type, campaigns: (filter.campaigns ?? []).map(String) };
  }
  return { filter_type: filter.filter_type, contact_lists: filter.contact_lists.map(String) };
}
