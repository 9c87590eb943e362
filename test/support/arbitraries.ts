/** What property tests are fed with. */
import fc from "fast-check";
import type { Interval } from "../../src/airbyte/intervals.ts";
import type { Instant } from "../../src/time/instant.ts";

/** Any second from 1970 to the end of 2100. */
export const anInstant = fc.integer({ min: 0, max: Date.UTC(2101, 0, 1) / 1_000 - 1 });

/** Among so few seconds that intervals meet, touch and overlap; some are empty. */
export const aSmallInterval = fc
  .tuple(fc.nat(40), fc.nat(12))
  .map(([start, length]): Interval => ({ start, end: start + length }));

export const anInterval = fc.tuple(anInstant, anInstant).map(
  ([a, b]): Interval => ({
    start: Math.min(a, b),
    end: Math.max(a, b) + 1,
  }),
);

/** The seconds of small intervals, one by one: what they mean, apart from how they are written. */
export function secondsOf(intervals: readonly Interval[]): Instant[] {
  const seconds = new Set<Instant>();
  for (const { start, end } of intervals) for (let second = start; second < end; second++) seconds.add(second);
  return [...seconds].sort((a, b) => a - b);
}

const UNSEEN =
  " \t\n\r\v\f\u0085\u00A0\u00AD\u034F\u061C\u1680\u180E\u2003\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202A\u202F\u205F\u2060\u2066\u2800\u3000\u3164\uFE0F\uFEFF";

/** Blanks, line ends and what has no width, as a copy brings them along. */
export const anUnseenText = fc
  .array(fc.constantFrom(...UNSEEN), { maxLength: 5 })
  .map((characters) => characters.join(""));
