/** Instants are whole seconds since 1970, as the API counts: no event has a finer time. */
export type Instant = number;

/** A day; a time from its hour and minute on; a fraction; a zone. */
const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?)?$/;

/**
 * Reads ISO 8601: a day, which begins at its midnight, or a day and a time; without a zone it is UTC. Fractions are cut
 * off. Undefined for anything else, 31 February included.
 */
export function parseInstant(text: string): Instant | undefined {
  return parsePlain(text) ?? parseAny(text);
}

/** `2026-01-31T10:00:00Z`, as nearly all dates of the API are written; undefined for any other form. */
function parsePlain(text: string): Instant | undefined {
  const isPlain =
    text.length === 20 &&
    text[4] === "-" &&
    text[7] === "-" &&
    text[10] === "T" &&
    text[13] === ":" &&
    text[16] === ":" &&
    text[19] === "Z";
  if (!isPlain) return undefined;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const midnight = dayStart(year, twoDigits(text, 5), twoDigits(text, 8));
  const time = secondsOf(twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17));
  return midnight === undefined || time === undefined ? undefined : midnight + time;
}

/** The number that two digits make; NaN where they are none. */
function twoDigits(text: string, at: number): number {
  const [tens, units] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO];
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? 10 * tens + units : Number.NaN;
}

const ZERO = 48;

function parseAny(text: string): Instant | undefined {
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

/** The midnight at which a day begins; undefined where there is no such day. */
function dayStart(year: number, month: number, day: number): Instant | undefined {
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return undefined;
  // A year that begins in March has its leap day at its end.
  const [marchYear, marchMonth] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  return (365 * marchYear + leapDays + dayOfYear - DAYS_TO_1970) * 86_400;
}

/** From 1 March of the year 0. */
const DAYS_TO_1970 = 719_468;

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function secondsOf(hour: number, minute: number, second: number): number | undefined {
  return hour < 24 && minute < 60 && second < 60 ? (hour * 60 + minute) * 60 + second : undefined;
}
