/** Rows of reads in containers, held by their exact text against those of the executable outside. Used by the checks. */
import { recordsByStream } from "../../sandbox/platform.ts";
import { problemsOf } from "./setting.ts";

type Rows = ReadonlyMap<string, readonly string[]>;

/** All rows must have come, and no others; they may come twice. */
export function compare(arrived: Rows, outside: readonly string[]): string[] {
  const wanted = recordsByStream(outside);
  const [lost, strange] = [missing(wanted, arrived), missing(arrived, wanted)];
  return problemsOf({
    [`rows are lost: ${lost}`]: lost !== "",
    [`rows are not those outside: ${strange}`]: strange !== "",
  });
}

export function count(rows: Rows): number {
  return [...rows.values()].reduce((sum, { length }) => sum + length, 0);
}

/** How many rows of which streams, in words. */
function missing(these: Rows, among: Rows): string {
  const counts = [...these].map(([stream, rows]) => {
    const known = new Set(among.get(stream));
    return [rows.filter((row) => !known.has(row)).length, stream] as const;
  });
  return counts.flatMap(([rows, stream]) => (rows === 0 ? [] : [`${rows} of ${stream}`])).join(", ");
}
