/**
 * When the tests take place, and the seed of their accounts: always the same, unless TEST_NOW says otherwise. That is
 * an instant, e.g. 2028-02-29T23:59:00Z, or a number by which both are drawn.
 */
import { Random } from "../../sandbox/random.ts";

interface Setting {
  readonly now: Date;
  readonly seed: number;
}

const { TEST_NOW = "2026-03-10T12:00:00Z" } = process.env;

/** Where days, months and years begin and end, leap days, and where clocks that are not UTC jump or have another day. */
const AWKWARD = [
  "2024-02-29T23:59:00Z",
  "2025-12-31T23:59:59Z",
  "2026-01-01T00:00:00Z",
  "2026-01-31T12:00:00Z",
  "2026-03-01T00:00:01Z",
  "2026-03-29T01:00:00Z",
  "2026-04-30T23:59:30Z",
  "2026-10-25T01:30:00Z",
  "2028-02-29T00:00:01Z",
  "2032-12-31T10:30:00Z",
] as const;

/** The dates between which the others are drawn. */
const [EARLIEST_S, LATEST_S] = [Date.UTC(2015, 0) / 1_000, Date.UTC(2045, 0) / 1_000];

export const { now: NOW, seed: SEED } = settingOf(TEST_NOW);

/** @throws {RangeError} when the text is neither. */
function settingOf(text: string): Setting {
  if (/^\d+$/.test(text)) return drawn(Number(text));
  const now = new Date(text);
  if (Number.isNaN(now.getTime())) throw new RangeError(`TEST_NOW is neither an instant nor a number: "${text}"`);
  return { now, seed: 1 };
}

function drawn(seed: number): Setting {
  const random = new Random(seed);
  const isAwkward = random.chance(0.5);
  return { now: new Date(isAwkward ? random.pick(AWKWARD) : 1_000 * random.between(EARLIEST_S, LATEST_S)), seed };
}
