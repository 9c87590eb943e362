/** The configuration: validated against the spec, completed once. Inside the program every field is present. */
import { configError } from "../airbyte/errors.ts";
import { isObject } from "../airbyte/json.ts";
import type { Configuration } from "../generated/config.ts";
import { validate } from "../generated/validateConfig.js";
import { cleaned } from "./cleaning.ts";
import { COUNTER_MENUS, refusedCounters } from "./counters.ts";
import { refusedCredentials } from "./credentials.ts";
import { DATE_NAMES, type DateName, type DateSettings, datesOf, refusedDates } from "./dates.ts";
import { explain, insteadOf } from "./errors.ts";
import { loadSpec } from "./files.ts";
import { choosesNoCampaigns, NO_CAMPAIGNS, NO_CAMPAIGNS_WARNING } from "./noCampaigns.ts";
import { misplacedOptions, type UnknownOption, unknownOptions, warningAbout } from "./unknownOptions.ts";

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
 * @throws {ConnectorError} config_error that names every mistake and its field; a secret's value is never in it.
 */
export function loadConfig(content: unknown): LoadedConfig {
  if (!isObject(content)) throw configError("The configuration is not a JSON object; begin it with '{'");
  const { properties } = loadSpec().connectionSpecification;
  const unknown = unknownOptions(content, properties);
  const given = cleaned(content, properties);
  const isOutdated = choosesNoCampaigns(
    given.filter,
    unknown.some(({ path }) => path.startsWith("filter.")),
  );
  const { filter, ...others } = given;
  const config = isOutdated ? others : given;
  const credentials = refusedCredentials(content);
  const isFitting = fits(config);
  const findings = isFitting ? [] : explain(validate.errors ?? [], unknown);
  const misplaced = misplacedOptions(unknown, properties);
  const refused = credentials.map(({ name }) => name);
  const told = findings.filter(({ name }) => !refused.includes(name));
  const mistakes = [
    ...credentials.map(({ why }) => why),
    ...told.filter(({ isOfEntry }) => !isOfEntry).map(({ why }) => why),
    ...misplaced.map(({ why }) => why),
    ...refusedTogether(config, new Set(findings.map(({ name }) => name))),
    // There can be many, which would leave no room for the others.
    ...told.filter(({ isOfEntry }) => isOfEntry).map(({ why }) => why),
  ];
  const isTold = (option: UnknownOption) => mistakes.some((mistake) => mistake.includes(insteadOf(option)));
  const warning = warningAbout(
    unknown.filter((one) => !isTold(one) && !misplaced.some(({ option }) => option === one)),
    properties,
  );
  if (!isFitting || mistakes.length > 0) throw configError(message(mistakes, warning));
  const settings = complete(config);
  return {
    settings: isOutdated ? { ...settings, filter: NO_CAMPAIGNS } : settings,
    warnings: [...(warning === undefined ? [] : [warning]), ...(isOutdated ? [NO_CAMPAIGNS_WARNING] : [])],
  };
}

/** What is wrong with fields that are right by themselves. */
function refusedTogether(config: Readonly<Record<string, unknown>>, wrong: ReadonlySet<string>): string[] {
  const text = (name: string) => (typeof config[name] === "string" && !wrong.has(name) ? config[name] : undefined);
  const [updated_since, start_date, end_date] = DATE_NAMES.map(text);
  const counters = Object.fromEntries(COUNTER_MENUS.map((name) => [name, text(name)]));
  return [...refusedDates({ updated_since, start_date, end_date }), ...refusedCounters(counters)];
}

/** More than there are fields; so many entries of lists are told that more say nothing new. */
const MOST_TOLD = 20;

/** One mistake as it is; several with their numbers, and what is ignored behind them. */
function message(mistakes: readonly string[], warning: string | undefined): string {
  const [first = "The configuration does not fit the specification"] = mistakes;
  if (mistakes.length < 2 && warning === undefined) return first;
  const all = [...mistakes.slice(0, MOST_TOLD), ...(warning === undefined ? [] : [warning])];
  const list = all.map((mistake, index) => `${index + 1}: ${mistake.replace(/[.?]?$/, (end) => end || ".")}`).join(" ");
  const others = mistakes.length - MOST_TOLD;
  const more = others > 0 ? ` There ${others === 1 ? "is" : "are"} ${others} more.` : "";
  return `The configuration has ${mistakes.length + (warning === undefined ? 0 : 1)} mistakes. ${list}${more}`;
}

/** What has no default in the spec. */
type Undefaulted = DateName | "lookback_days";

/** With the spec's defaults: what is optional in the type is present, except what has none. */
type Complete = Required<Omit<Configuration, Undefaulted>> & Pick<Configuration, Undefaulted>;

/** Fills in the defaults of what it is given. */
function fits(config: object): config is Complete {
  return validate(config);
}

function complete(config: Complete): Settings {
  return { ...config, filter: completeFilter(config.filter), ...datesOf(config) };
}

function completeFilter(filter: Complete["filter"]): Filter {
  if (filter.filter_type === "all_campaigns") return { filter_type: "all_campaigns" };
  if (filter.filter_type === "campaigns_and_event_dates") {
    return { filter_type: filter.filter_type, campaigns: filter.campaigns.map(String) };
  }
  return { filter_type: filter.filter_type, contact_lists: filter.contact_lists.map(String) };
}
