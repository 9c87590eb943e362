/** Holds the rows of a stream against those that it must have; what is wrong is said in words. */
import { expect } from "chai";
import type { Declaration } from "../../src/streams/declaration.ts";

/** So many rows are shown. */
const SHOWN = 5;

/**
 * Fails where rows were lost, altered or came twice: it names the stream and the rows.
 * @param hint said behind them: where a mistake is likely.
 */
export function expectRowsOf(
  stream: string,
  actual: readonly string[] = [],
  expected: readonly string[],
  hint?: string,
): void {
  const wrong = wrongRows(stream, actual, expected);
  if (wrong !== "") expect.fail([wrong, ...(hint === undefined ? [] : [hint])].join("\n"));
}

/** Empty when all is right. */
export function wrongRows(stream: string, actual: readonly string[], expected: readonly string[]): string {
  const [had, wanted] = [new Set(actual), new Set(expected)];
  const lost = expected.filter((row) => !had.has(row));
  const altered = [...had].filter((row) => !wanted.has(row));
  // Each is taken out once: what is not there any more came before.
  const repeated = actual.filter((row) => !had.delete(row));
  return [
    ...said(`${stream}: ${lost.length} of ${expected.length} rows lost`, lost),
    ...said(`${stream}: ${altered.length} rows that the account does not have`, altered),
    ...said(`${stream}: ${repeated.length} rows came again`, repeated),
  ].join("\n");
}

/**
 * Fails where rows share their key. Of events the key is all that the API gives: there, one in ten may share it.
 * Keys are compared by their text: as numbers, two long ones could be one.
 */
export function expectOwnKeys(
  stream: string,
  rows: readonly string[],
  { primaryKey, isKeyShared, isFinal }: Pick<Declaration, "primaryKey" | "isKeyShared" | "isFinal">,
): void {
  const keys = new Set(rows.map((row) => JSON.stringify(primaryKey.map((column) => valueIn(row, column)))));
  const fewest = isKeyShared && isFinal ? 0.9 * rows.length : rows.length;
  if (keys.size < fewest)
    expect.fail(`${stream}: ${rows.length} rows have only ${keys.size} different keys (${primaryKey.join(", ")})`);
}

function valueIn(row: string, column: string): string | undefined {
  return new RegExp(`"${column}" : ("(?:[^"\\\\]|\\\\.)*"|[^,}]+)`).exec(row)?.[1];
}

function said(what: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [[what, ...rows.slice(0, SHOWN)].join("\n  ")];
}
