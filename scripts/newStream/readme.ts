/** The README's table of streams: read, and given a row. Pure. */

export interface ReadmeRow {
  /** The whole line. */
  readonly line: string;
  readonly meaning: string;
  readonly mode: string;
}

/** The table's head, and all lines of it. Its rows name one stream or several alike. */
const TABLE = /^\| stream \| .*\n(?:\|.*\n)*/m;

/** The rows by stream. */
export function readmeRows(readme: string): ReadonlyMap<string, ReadmeRow> {
  const lines = (TABLE.exec(readme)?.[0] ?? "").split("\n");
  const entries = lines.flatMap((line) => {
    const [, names = "", meaning = "", mode = ""] = line.split("|").map((cell) => cell.trim());
    const row = { line, meaning, mode };
    return [...names.matchAll(/\[(\w+)\]\(docs\/streams\/\1\.md\)/g)].map(([, name = ""]): [string, ReadmeRow] => [
      name,
      row,
    ]);
  });
  return new Map(entries);
}

/** Each place that says how many streams there are. */
const COUNT = /\b\d+(?= streams\b)/g;

/** How many streams the README says there are, each time that it does. */
export function readmeCounts(readme: string): number[] {
  return (readme.match(COUNT) ?? []).map(Number);
}

/**
 * The README with one more row at the end of its table, and so many streams.
 * @throws {Error} when it has no such table.
 */
export function withReadmeRow(readme: string, row: string, count: number): string {
  if (!TABLE.test(readme)) throw new Error("README.md has no table of streams");
  return readme.replace(TABLE, (table) => `${table}${row}\n`).replace(COUNT, String(count));
}
