/** Holds the rows of a stream against those that it must have; what is wrong is said in words. */
import { expect } from "chai";

/** So many rows are shown. */
const SHOWN = 5;

/** Fails where rows were lost, altered or came twice: it names the stream and the rows. */
export function expectRowsOf(stream: string, actual: readonly string[] = [], expected: readonly string[]): void {
  const wrong = wrongRows(stream, actual, expected);
  if (wrong !== "") expect.fail(wrong);
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

function said(what: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [[what, ...rows.slice(0, SHOWN)].join("\n  ")];
}
