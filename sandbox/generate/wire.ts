/** Values in the forms that the API gives them. */
import { Decimal } from "../json.ts";
import type { Random } from "../random.ts";
import { dateText } from "../time.ts";

/** One in so many dates comes without its `Z`. */
const DATES_PER_MISSING_Z = 25;

export function wireDate(random: Random, seconds: number): string {
  const text = dateText(seconds);
  return random.chance(1 / DATES_PER_MISSING_Z) ? text.slice(0, -1) : text;
}

/** The date, or with the given probability `""` for none. */
export function maybeDate(random: Random, probability: number, seconds: number): string {
  return random.chance(probability) ? wireDate(random, seconds) : "";
}

/** A fraction, or one of the numbers that change when they are parsed and printed again: `0.0`, `1.0`, `2.50`. */
export function decimal(random: Random, most: number): Decimal {
  const text = random.chance(0.2) ? random.pick(["0.0", "1.0", "2.50", "0"]) : (random.float() * most).toFixed(3);
  return new Decimal(text);
}
