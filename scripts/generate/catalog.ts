/** `catalog.json`: what `discover` prints, less the schemas; and a configured catalog of it for acceptance tests. */
import type { Declaration } from "../../src/declaration.ts";

type Streams = ReadonlyMap<string, Declaration>;

export function catalogOf(streams: Streams): string {
  return print({ streams: entriesOf(streams) });
}

/** All streams, incremental where they can be. The schemas are left out: the connector does not look at them. */
export function configuredCatalogOf(streams: Streams): string {
  const configured = entriesOf(streams).map((stream) => ({
    stream: { ...stream, json_schema: {} },
    sync_mode: stream.supported_sync_modes.at(-1),
    destination_sync_mode: "append",
  }));
  return print({ streams: configured });
}

function entriesOf(streams: Streams) {
  return [...streams].map(([name, { primaryKey, cursor }]) => ({
    name,
    supported_sync_modes: cursor === undefined ? ["full_refresh"] : ["full_refresh", "incremental"],
    ...(cursor !== undefined && { source_defined_cursor: true, default_cursor_field: [cursor] }),
    source_defined_primary_key: primaryKey.map((column) => [column]),
    is_resumable: cursor !== undefined,
  }));
}

function print(value: object): string {
  return `${compact(JSON.stringify(value, null, 2))}\n`;
}

/** Short lists of scalars on one line, as the formatter has them. */
function compact(json: string): string {
  return json
    .replace(/\[\s+("[^"]*"(?:,\s+"[^"]*")*)\s+\]/g, (_, items: string) => `[${items.replace(/,\s+/g, ", ")}]`)
    .replace(/\[\s+(\[[^[\]]*\](?:,\s+\[[^[\]]*\])*)\s+\]/g, (_, items: string) => `[${items.replace(/,\s+/g, ", ")}]`);
}
