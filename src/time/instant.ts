/** Instants are whole seconds since 1970, as the API counts: no event has a finer time. */
export type Instant = number;

/** A day; a time from its hour and minute on; a fraction; a zone. */
const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?)?$/;

/**
 * Reads ISO 8601: a day, which begins at its midnight, or a day and a time; without a zone it is UTC. Fractions are cut
 * off. Undefined for anything else, 31 February included.
 */
export function parseInstant(text: string): Instant | undefined {
  const found = FORM.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, sign, zoneHour = 0, zoneMinute = 0] = found;
  const midnight = dayStart(Number(year), Number(month), Number(day));
  const time = secondsOf(Number(hour), Number(minute), Number(second));
  const zone = sign === undefined ? 0 : secondsOf(Number(zoneHour), Number(zoneMinute), 0);
  if (midnight === undefined || time === undefined || zone === undefined) return undefined;
  return sign === "-" ? midnight + time + zone : midnight + time - zone;
}

/** E.g. `2026-01-31T10:00:00Z`: the form in which the API writes its dates. */
export function formatInstant(instant: Instant): string {
  return new Date(instant * 1_000).toISOString().replace(".000Z", "Z");
}

/** The calendar repeats after so many years: `Date.UTC` takes years below 100 for others. */
const CYCLE_YEARS = 400;
const CYCLE_S = 146_097 * 86_400;

/** The midnight at which a day begins; undefined where there is no such day. */
function dayStart(year: number, month: number, day: number): Instant | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return Date.UTC(year + CYCLE_YEARS, month - 1, day) / 1_000 - CYCLE_S;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function secondsOf(hour: number, minute: number, second: number): number | undefined {
  return hour < 24 && minute < 60 && second < 60 ? (hour * 60 + minute) * 60 + second : undefined;
}
