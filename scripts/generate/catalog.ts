/**
 * `catalog.json`: what `discover` prints, less the schemas; and, for acceptance tests, a configured catalog of it and
 * states of its streams.
 */

import { entryOf } from "../../src/streams/catalogEntry.ts";
import type { Declaration } from "../../src/streams/declaration.ts";

/** The streams as they are declared by default. */
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

/** A state of each stream that can be read in increments: all rows before this instant were read. */
export function statesOf(streams: Streams, until: string): string {
  const states = [...streams].flatMap(([name, { cursor }]) => {
    if (cursor === undefined) return [];
    return [{ type: "STREAM", stream: { stream_descriptor: { name }, stream_state: { [cursor]: until } } }];
  });
  return print(states);
}

function entriesOf(streams: Streams) {
  return [...streams].map(([name, declaration]) => entryOf(name, declaration));
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
