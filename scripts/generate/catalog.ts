/** `catalog.json`: what `discover` prints, less the schemas. */
import type { Declaration } from "../../src/declaration.ts";

export function catalogOf(streams: ReadonlyMap<string, Declaration>): string {
  const entries = [...streams].map(([name, { primaryKey, cursor }]) => ({
    name,
    supported_sync_modes: cursor === undefined ? ["full_refresh"] : ["full_refresh", "incremental"],
    ...(cursor !== undefined && { source_defined_cursor: true, default_cursor_field: [cursor] }),
    source_defined_primary_key: primaryKey.map((column) => [column]),
    is_resumable: cursor !== undefined,
  }));
  return `${compact(JSON.stringify({ streams: entries }, null, 2))}\n`;
}

/** Short lists of scalars on one line, as the formatter has them. */
function compact(json: string): string {
  return json
    .replace(/\[\s+("[^"]*"(?:,\s+"[^"]*")*)\s+\]/g, (_, items: string) => `[${items.replace(/,\s+/g, ", ")}]`)
    .replace(/\[\s+(\[[^[\]]*\](?:,\s+\[[^[\]]*\])*)\s+\]/g, (_, items: string) => `[${items.replace(/,\s+/g, ", ")}]`);
}
