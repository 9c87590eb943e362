/** What the bench has found, and how it is shown to people. */
import type { Usage } from "./measure.ts";

/** What reading an account of one shape took. */
export interface Result {
  readonly rows: number;
  readonly calls: number;
  readonly fewestPages: number;
  readonly connector: Usage;
  readonly bare: Usage;
  /** At 200 ms a call, in seconds; what is least: the fewest pages, with all places taken all the time. */
  readonly slowWallS: number;
  readonly slowLeastS: number;
}

/** What a stream asked for and brought again when nothing was new. */
export interface SecondRead {
  readonly calls: number;
  readonly rows: number;
}

export interface Findings {
  /** By name of the shape. */
  readonly results: Readonly<Record<string, Result>>;
  /** By stream; undefined where it was not tried. */
  readonly second: Readonly<Record<string, SecondRead>> | undefined;
  /** Wall time in seconds, by command. */
  readonly startUp: Readonly<Record<string, number>>;
}

export function print({ results, second, startUp }: Findings): void {
  const ratio = (a: number, b: number) => (a / b).toFixed(2);
  printTable(
    ["", "rows", "calls", "÷ fewest", "CPU s", "÷ bare", "wall s", "÷ bare", "at 200 ms", "÷ least", "peak MB"],
    Object.entries(results).map(([name, { rows, calls, fewestPages, connector, bare, slowWallS, slowLeastS }]) => [
      name,
      rows,
      calls,
      ratio(calls, fewestPages),
      connector.cpuS.toFixed(2),
      ratio(connector.cpuS, bare.cpuS),
      connector.wallS.toFixed(2),
      ratio(connector.wallS, bare.wallS),
      slowWallS.toFixed(1),
      ratio(slowWallS, slowLeastS),
      connector.peakMb.toFixed(0),
    ]),
  );
  if (second !== undefined) {
    const rows = Object.entries(second).map(([name, read]) => [name, read.calls, read.rows]);
    printTable(["a second read, nothing new", "calls", "rows again"], rows);
  }
  const node = startUp["empty node"] ?? Number.NaN;
  printTable(
    ["start-up", "s", "÷ empty node"],
    Object.entries(startUp).map(([name, wallS]) => [name, wallS.toFixed(3), ratio(wallS, node)]),
  );
}

/** The first column to the left, all others to the right. */
function printTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  };
  for (const row of cells) console.log(row.map(pad).join("  ").trimEnd());
  console.log();
}
