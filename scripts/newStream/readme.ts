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

/**
 * The README with one more row at the end of its table.
 * @throws {Error} when it has no such table.
 */
export function withReadmeRow(readme: string, row: string): string {
  if (!TABLE.test(readme)) throw new Error("README.md has no table of streams");
  return readme.replace(TABLE, (table) => `${table}${row}\n`);
}
