/** The `--catalog` file: which streams are to be read, and how. */
import { configError } from "./errors.ts";
import { fieldsOf, isObject } from "./json.ts";
import type { SyncMode } from "./state.ts";

export interface ConfiguredStream {
  readonly name: string;
  /** Anything but "incremental" is a full refresh. */
  readonly syncMode: SyncMode;
  /** The job that the platform runs, the same in all its attempts; absent where nobody tells. */
  readonly syncId?: number;
}

/**
 * @throws {ConnectorError} config_error when it is not a configured catalog.
 */
export function parseCatalog(content: unknown): ConfiguredStream[] {
  const streams = isObject(content) ? fieldsOf(content).streams : undefined;
  if (!Array.isArray(streams)) throw refused("it has no list 'streams'");
  const byName = new Map<string, ConfiguredStream>();
  for (const [index, item] of streams.entries()) {
    const fields = isObject(item) ? fieldsOf(item) : {};
    const name = isObject(fields.stream) ? fieldsOf(fields.stream).name : undefined;
    if (typeof name !== "string") throw refused(`entry ${index + 1} of 'streams' does not name its stream`);
    const syncMode = fields.sync_mode === "incremental" ? "incremental" : "full_refresh";
    byName.set(name, { name, syncMode, ...(typeof fields.sync_id === "number" && { syncId: fields.sync_id }) });
  }
  return [...byName.values()];
}

function refused(what: string): Error {
  return configError(`Reading the catalog failed: ${what}; make one from what discover prints`);
}
