/** Rows of reads in containers, held by their exact text against those of the executable outside. Used by the checks. */
import { recordsByStream } from "../../sandbox/platform.ts";
import { problemsOf } from "./setting.ts";

type Rows = ReadonlyMap<string, readonly string[]>;

/** All rows must have come, and no others; they may come twice. */
export function compare(arrived: Rows, outside: readonly string[]): string[] {
  const wanted = recordsByStream(outside);
  return [...new Set([...wanted.keys(), ...arrived.keys()])].flatMap((stream) => {
    const [lost, strange] = [missing(wanted, arrived, stream), missing(arrived, wanted, stream)];
    return problemsOf({
      [`${lost} rows of ${stream} are lost`]: lost > 0,
      [`${strange} rows of ${stream} are not those outside`]: strange > 0,
    });
  });
}

export function count(rows: Rows): number {
  return [...rows.values()].reduce((sum, { length }) => sum + length, 0);
}

function missing(these: Rows, among: Rows, stream: string): number {
  const known = new Set(among.get(stream));
  return (these.get(stream) ?? []).filter((row) => !known.has(row)).length;
}
