/** Dates of the API: UTC, whole seconds, `2026-01-31T10:00:00Z`, sometimes without the `Z`. Times are unix seconds. */

export const SECONDS_PER_DAY = 86_400;

/** `2026-01-31T10:00:00Z` */
export function dateText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, -5)}Z`;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/i;

/** The time of a date, read as UTC where it names no zone; undefined where it is none. */
export function secondsOf(date: string): number | undefined {
  const match = RFC_3339.exec(date);
  if (match === null) return undefined;
  const milliseconds = Date.parse(match[1] === undefined ? `${date}Z` : date);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

/** Midnight, UTC. */
export function startOfDay(seconds: number): number {
  return Math.floor(seconds / SECONDS_PER_DAY) * SECONDS_PER_DAY;
}

/** Where a `Period` begins, by its name in lower case. A week begins on Monday. */
export const periodStart: Readonly<Record<string, (now: Date) => number>> = {
  day: (now) => utc(now, now.getUTCMonth(), now.getUTCDate()),
  week: (now) => utc(now, now.getUTCMonth(), now.getUTCDate() - ((now.getUTCDay() + 6) % 7)),
  month: (now) => utc(now, now.getUTCMonth(), 1),
  year: (now) => utc(now, 0, 1),
};

function utc(now: Date, month: number, day: number): number {
  return Date.UTC(now.getUTCFullYear(), month, day) / 1000;
}
