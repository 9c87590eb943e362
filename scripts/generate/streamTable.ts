/** The table of streams in the docs page of the ecosystem: name, key and cursor of each. Pure. */
import type { Declaration } from "../../src/streams/declaration.ts";

const HEAD = "| stream | primary key | cursor |\n| --- | --- | --- |\n";

/**
 * The page with the rows of these streams in its table; all else in it is written by hand.
 * @throws {Error} when the page has no such table.
 */
export function withStreamTable(page: string, streams: ReadonlyMap<string, Declaration>): string {
  const [before, rest] = page.split(HEAD);
  if (before === undefined || rest === undefined) throw new Error("The page has no table of streams");
  const rows = [...streams].map(
    ([name, { primaryKey, cursor }]) => `| \`${name}\` | ${listed(primaryKey)} | ${listed(cursor ? [cursor] : [])} |\n`,
  );
  return `${before}${HEAD}${rows.join("")}${rest.replace(/^(?:\|.*\n)*/, "")}`;
}

function listed(columns: readonly string[]): string {
  return columns.map((column) => `\`${column}\``).join(", ");
}
