/** Looking into JSON of unknown shape without lying to the compiler. */

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object's own members, by name. `__proto__` in the JSON is a member like any other. */
export function fieldsOf(value: object): Readonly<Record<string, unknown>> {
  return Object.assign(Object.create(null), value);
}
