/**
 * Characters that JSON can write and databases refuse: NUL (U+0000), and half of a surrogate pair without the other. They
 * stand in JSON as escapes only. Pure.
 */

import { lettersOf } from "./letters.ts";

/** The escapes of these, behind their backslash; halves of surrogate pairs also where they make a pair. */
export const REFUSED_ESCAPE = /u(?:0000|[dD][89a-fA-F])/.source;

const MAY_BE_REFUSED = new RegExp(`\\\\${REFUSED_ESCAPE}`);

/** Cheap: whether a text may hold such an escape at all. One after a backslash, as in `\\u0000`, is none. */
export function mayHoldRefused(json: string): boolean {
  return MAY_BE_REFUSED.test(json);
}

/** A pair, a single escaped character, or any other escape, which is passed over whole. */
const ESCAPES = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|[^u])/g;

/** U+FFFD, as letters. */
const REPLACEMENT = lettersOf(Buffer.from("\ufffd"));

/** A JSON text, as letters, in which NUL is dropped and a lone surrogate is U+FFFD; the same where there are none. */
export function withoutRefused(json: string): string {
  return json.replace(ESCAPES, (one) => {
    if (one.length !== 6) return one;
    const code = Number.parseInt(one.slice(2), 16);
    if (code === 0) return "";
    return code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : one;
  });
}
