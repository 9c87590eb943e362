/** Dates of the wire as the instants they mean: some come without their `Z`, and texts with and without do not compare. */
import { dateText, secondsOf } from "../../sandbox/time.ts";

/** Seconds since 1970. An empty date is before every other. */
export function instantOf(date: string): number {
  return secondsOf(date) ?? Number.NEGATIVE_INFINITY;
}

export function isBetween(date: string, from: string, to: string): boolean {
  return instantOf(date) >= instantOf(from) && instantOf(date) <= instantOf(to);
}

/** The dates of rows in the order of time, each with its `Z`; those that are empty are left out. */
export function sortedDates(dates: Iterable<string>): string[] {
  const instants = Array.from(dates, instantOf).filter(Number.isFinite);
  return instants.sort((a, b) => a - b).map(dateText);
}
