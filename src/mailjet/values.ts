/** The forms that values have as JSON texts, as parts of regular expressions. Pure. */
import { REFUSED_ESCAPE } from "./characters.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them in a text
const LETTERS = /[^"\\\x00-\x1f]*/.source;
/** In it there is nothing that databases refuse. */
export const STRING = `"${LETTERS}(?:\\\\(?:["\\\\/bfnrt]|(?!${REFUSED_ESCAPE})u[\\da-fA-F]{4})${LETTERS})*"`;
export const INTEGER = /-?(?:0|[1-9]\d*)/.source;
export const NUMBER = `${INTEGER}(?:\\.\\d+)?(?:[eE][+-]?\\d+)?`;

/** Of a date and time: what stands between the quotes, but for the zone. */
export const LOCAL_DAY = /\d{4}-\d\d-\d\d/.source;
export const LOCAL_CLOCK = /T\d\d:\d\d:\d\d(?:\.\d+)?/.source;
export const LOCAL_TIME = LOCAL_DAY + LOCAL_CLOCK;
export const ZONE = /(?:Z|[+-]\d\d:\d\d)/.source;

const NO_ZONE = new RegExp(`^"${LOCAL_TIME}"$`);
export const DATE_TIME = new RegExp(`^"${LOCAL_TIME}${ZONE}"$`);

/** JSON text of a date as it should be: `""` is null, a date without a zone is UTC; anything else stays as it is. */
export function rightDate(value: string): string {
  if (value === '""') return "null";
  return NO_ZONE.test(value) ? `${value.slice(0, -1)}Z"` : value;
}
