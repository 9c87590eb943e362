/** Instants are whole seconds since 1970, as the API counts: no event has a finer time. */
export type Instant = number;

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?$/;
const ZONE = /(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Reads RFC 3339; without a zone it is UTC. Fractions are cut off. Undefined for anything else, 31 February included. */
export function parseInstant(text: string): Instant | undefined {
  if (!RFC_3339.test(text) || !isCalendarDay(text.slice(0, 10))) return undefined;
  const ms = Date.parse(ZONE.test(text) ? text : `${text}Z`);
  return Number.isFinite(ms) ? Math.floor(ms / 1_000) : undefined;
}

/** E.g. `2026-01-31T10:00:00Z`: the form in which the API writes its dates. */
export function formatInstant(instant: Instant): string {
  return new Date(instant * 1_000).toISOString().replace(".000Z", "Z");
}

/** `Date.parse` lets 31 February pass as 3 March in some forms. */
function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isFinite(date.getTime()) && date.toISOString().startsWith(day);
}
