/** An example row of each stream, as the connector delivers it: read from a sandbox whose clock stands still. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { messages, recordsByStream, runConnector } from "../../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, type SandboxOptions, startSandbox } from "../../sandbox/sandbox.ts";

const NOW = new Date("2026-03-10T12:00:00Z");
/** The account that the rows are of. */
export const EXAMPLES: SandboxOptions = { now: NOW, seed: 1, clock: "frozen" };
const PROGRAM = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** By stream: the row with the fewest empty values, printed over several lines. */
export async function exampleRows(): Promise<ReadonlyMap<string, string>> {
  const sandbox = await startSandbox(EXAMPLES);
  const folder = await mkdtemp(join(tmpdir(), "example-rows-"));
  try {
    const config = join(folder, "config.json");
    await writeFile(config, JSON.stringify({ api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET }));
    const { code, lines, stderr } = await runConnector(["read", "--config", config], {
      env: { MAILJET_API_URL: sandbox.url },
      clock: NOW,
      program: PROGRAM,
    });
    if (code !== 0) throw new Error(`The example rows could not be read: ${stderr}${errorsIn(lines).join("; ")}`);
    return new Map([...recordsByStream(lines)].map(([stream, rows]) => [stream, printed(fullest([...rows]))]));
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the read ended by, in its own words. */
function errorsIn(lines: readonly string[]): string[] {
  return messages(lines, "TRACE").flatMap(({ trace }) => {
    const { error, type } = trace as { readonly type: string; readonly error?: { readonly message: string } };
    return type === "ERROR" && error !== undefined ? [error.message] : [];
  });
}

/** The order of rows is not promised: of those that are equally full it takes the first by text. */
function fullest(rows: readonly string[]): string {
  const empty = (row: string) => row.match(/:\s*(?:null|""|0|\[\]|\{\})(?=\s*[,}])/g)?.length ?? 0;
  return rows.toSorted((a, b) => empty(a) - empty(b) || (a < b ? -1 : 1))[0] ?? "{}";
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Over several lines. Numbers keep their digits: they pass through the parser as marked text. */
export function printed(row: string): string {
  const marked = row.replace(STRING_OR_NUMBER, (token) => (token.startsWith('"') ? token : `"digits ${token}"`));
  return JSON.stringify(JSON.parse(marked), null, 2).replace(/"digits ([^"]+)"/g, "$1");
}
