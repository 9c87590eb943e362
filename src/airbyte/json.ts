/** Looking into JSON of unknown shape without lying to the compiler. */

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object's own members, by name. `__proto__` in the JSON is a member like any other. */
export function fieldsOf(value: object): Readonly<Record<string, unknown>> {
  return Object.assign(Object.create(null), value);
}

/**
 * Where a text is not JSON, to stand behind a sentence: ": look at line 3, column 1". Empty where the parser does not tell.
 * Its own words quote the text, and with it a secret: of them only the place is taken.
 * @param error what `JSON.parse` threw.
 */
export function whereBroken(error: unknown): string {
  const words = error instanceof Error ? error.message : "";
  if (words === "Unexpected end of JSON input") return ": it ends too early";
  const place = / \((line \d+) (column \d+)\)$/.exec(words);
  return place === null ? "" : `: look at ${place[1]}, ${place[2]}`;
}
