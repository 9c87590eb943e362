/** `spec.json` with the names of the streams where it lists them; all else in it is written by hand. Pure. */

/** @throws {Error} when the list is not where it was. */
export function specWithReports(text: string, names: readonly string[]): string {
  const list = [...names].sort().map((name) => `            ${JSON.stringify(name)}`);
  const [before, , after] = text.split(LISTED);
  if (before === undefined || after === undefined) throw new Error("spec.json has no list of 'reports'");
  return `${before}[\n${list.join(",\n")}\n          ]${after}`;
}

const LISTED = /(?<="reports": \{[^{}]*"items": \{[^{}]*"enum": )(\[[^\]]*\])/s;
