/** What a stream is read by: settings as the configuration file would give them, and its declaration. */
import { loadConfig, type Settings } from "../../src/config/config.ts";
import type { Declaration } from "../../src/streams/declaration.ts";
import { streams } from "../../src/streams/table.ts";
import { declaredFor } from "../../src/streams/variant.ts";

export function settings(config: object = {}): Settings {
  return loadConfig({ api_key: "key", api_secret: "secret", ...config }).settings;
}

/** As the configuration has it. */
export function declaration(stream: string, config: object = {}): Declaration {
  const found = streams.get(stream);
  if (found === undefined) throw new Error(`There is no stream '${stream}'`);
  return declaredFor(found, settings(config));
}
