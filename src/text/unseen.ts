/** Characters that a copy brings along and nobody sees: taken off the ends of a text, and named inside of it. Pure. */

/** Blanks, line ends, and what has no width: byte order mark, soft hyphen, marks of direction and their like. */
const UNSEEN = /^[\s\u0085\u2800\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;

/** The text without what is unseen before and after it. */
export function trimmed(text: string): string {
  const characters = Array.from(text);
  const isSeen = (character: string) => !UNSEEN.test(character);
  const first = characters.findIndex(isSeen);
  return first < 0 ? "" : characters.slice(first, characters.findLastIndex(isSeen) + 1).join("");
}

export function isBlank(text: string): boolean {
  return trimmed(text) === "";
}

/** E.g. "a tab": the character in words, whether it is seen or not. */
export function nameOf(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  const name = NAMES.get(character);
  if (name !== undefined) return character <= " " ? name : `${name} (${code})`;
  const [, kind] = KINDS.find(([pattern]) => pattern.test(character)) ?? [];
  return `${kind ?? "a character that is not ASCII"} (${code})`;
}

const NAMES: ReadonlyMap<string, string> = new Map([
  [" ", "a blank"],
  ["\t", "a tab"],
  ["\n", "a line end"],
  ["\r", "a line end"],
  ["\u0085", "a line end"],
  ["\u2028", "a line end"],
  ["\u2029", "a line end"],
  ["\u00A0", "a no-break space"],
  ["\u00AD", "a soft hyphen"],
  ["\u200B", "a zero-width space"],
  ["\u200C", "a zero-width non-joiner"],
  ["\u200D", "a zero-width joiner"],
  ["\u2060", "a word joiner"],
  ["\uFEFF", "a byte order mark"],
]);

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/, "a mark of writing direction"],
  [/\p{Zs}|\u2800/u, "an unusual space"],
  [/\p{Cc}/u, "a control character"],
  [/\p{Cs}/u, "half a character"],
  [/\p{Pi}|\p{Pf}|[\u201A\u201E]/u, "a curly quotation mark"],
  [/\p{Pd}/u, "a dash that is not the plain one"],
  [/\p{Cf}|\p{Default_Ignorable_Code_Point}/u, "an invisible character"],
];
