/** The dates of the configuration: what of them cannot be read, and which second each means. Pure. */

import { shown } from "../text/shown.ts";
import { formatInstant, type Instant, parseInstant } from "../time/instant.ts";

export const DATE_EXAMPLE = "2026-01-31 or 2026-01-31T00:00:00Z";

export const DATE_NAMES = ["updated_since", "start_date", "end_date"] as const;
export type DateName = (typeof DATE_NAMES)[number];
/** As the configuration has them. */
export type DateTexts = { readonly [Name in DateName]?: string | undefined };
export type DateSettings = { readonly [Name in DateName]: Instant | undefined };

/** Undefined where nothing is given. */
export function datesOf({ updated_since, start_date, end_date }: DateTexts): DateSettings {
  return {
    updated_since: firstSecond(updated_since),
    start_date: firstSecond(start_date),
    end_date: lastSecond(end_date),
  };
}

/** What is wrong with the dates, each in one sentence. */
export function refusedDates(texts: DateTexts): string[] {
  const { updated_since, start_date, end_date } = texts;
  const refused = Object.entries({ updated_since, start_date, end_date }).flatMap(([name, text]) =>
    text === undefined || parseInstant(text) !== undefined
      ? []
      : [`'${name}' is ${shown(text)}: it is not a date that exists, e.g. ${DATE_EXAMPLE}`],
  );
  const { start_date: start, end_date: end } = datesOf(texts);
  const isReversed = start !== undefined && end !== undefined && start > end;
  return isReversed ? [...refused, "'end_date' is before 'start_date'; swap them, or leave one out"] : refused;
}

/** A sentence for each date from which on rows are read, and which is yet to come: it is seldom meant. */
export function datesAhead({ start_date, updated_since }: Omit<DateSettings, "end_date">, now: Instant): string[] {
  return Object.entries({ start_date, updated_since }).flatMap(([name, instant]) =>
    instant !== undefined && instant > now
      ? [`'${name}' is ${formatInstant(instant)}, which is in the future: nothing is read until then`]
      : [],
  );
}

/** The first whole second that is not before the date: rows have no fractions. */
function firstSecond(text = ""): Instant | undefined {
  const instant = parseInstant(text);
  return instant !== undefined && /\.0*[1-9]/.test(text) ? instant + 1 : instant;
}

const DAY_S = 86_400;

/** The last whole second that is not after the date; a day alone ends with its own last second. */
function lastSecond(text = ""): Instant | undefined {
  const instant = parseInstant(text);
  const isDay = !text.includes(":");
  return instant !== undefined && isDay ? instant + DAY_S - 1 : instant;
}
