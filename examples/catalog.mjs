#!/usr/bin/env node
/**
 * Makes a configured catalog from what `discover` prints:
 *
 *   source-mailjet discover --config config.json | node examples/catalog.mjs > catalog.json
 *   source-mailjet discover --config config.json | node examples/catalog.mjs messages open_events > catalog.json
 *
 * Without names it holds every stream; each is incremental where it can be.
 */
import { text } from "node:stream/consumers";

const wanted = process.argv.slice(2);
const lines = (await text(process.stdin)).split("\n").filter((line) => line.startsWith("{"));
const message = lines.map((line) => JSON.parse(line)).find(({ type }) => type === "CATALOG");
if (message === undefined) fail("there is no catalog on stdin; pipe the output of discover into this");
const { streams } = message.catalog;
const unknown = wanted.filter((name) => !streams.some((stream) => stream.name === name));
if (unknown.length > 0) fail(`discover does not offer ${unknown.join(", ")}`);

const configured = streams
  .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  .map((stream) => {
    const isIncremental = stream.supported_sync_modes.includes("incremental");
    return {
      stream,
      sync_mode: isIncremental ? "incremental" : "full_refresh",
      destination_sync_mode: isIncremental ? "append_dedup" : "overwrite",
      cursor_field: stream.default_cursor_field ?? [],
      primary_key: stream.source_defined_primary_key ?? [],
    };
  });
process.stdout.write(`${JSON.stringify({ streams: configured }, null, 2)}\n`);

function fail(why) {
  process.stderr.write(`catalog.mjs: ${why}\n`);
  process.exit(1);
}
