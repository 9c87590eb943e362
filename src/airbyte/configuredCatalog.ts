/** The `--catalog` file: which streams are to be read, and how. Pure. */
import { configError } from "./errors.ts";
import { fieldsOf, isObject } from "./json.ts";
import type { SyncMode } from "./state.ts";

export interface ConfiguredStream {
  readonly name: string;
  /** Absent: the catalog does not say. */
  readonly syncMode?: SyncMode;
  /** What the catalog asks for, where that is no mode. */
  readonly noMode?: string;
  /** The job that the platform runs, the same in all its attempts; absent where nobody tells. */
  readonly syncId?: number;
}

/**
 * Takes a configured catalog, in which each stream has its `sync_mode`: what is no mode is a full refresh. And what
 * `discover` prints, whose streams are incremental where they can be.
 * @throws {ConnectorError} config_error when it is neither.
 */
export function parseCatalog(content: unknown): ConfiguredStream[] {
  const fields = isObject(content) ? fieldsOf(content) : {};
  const { streams } = isObject(fields.catalog) ? fieldsOf(fields.catalog) : fields;
  if (!Array.isArray(streams)) throw refused("it has no list 'streams'");
  const byName = new Map<string, ConfiguredStream>();
  for (const [index, item] of streams.entries()) {
    const entry = isObject(item) ? fieldsOf(item) : {};
    const stream = isObject(entry.stream) ? configuredIn(entry, fieldsOf(entry.stream)) : discoveredIn(entry);
    if (stream === undefined) throw refused(`entry ${index + 1} of 'streams' does not name its stream`);
    byName.set(stream.name, stream);
  }
  return [...byName.values()];
}

type Fields = Readonly<Record<string, unknown>>;

function configuredIn({ sync_mode: mode, sync_id: id }: Fields, { name }: Fields): ConfiguredStream | undefined {
  if (typeof name !== "string") return undefined;
  return { name, ...modeIn(mode), ...(typeof id === "number" && { syncId: id }) };
}

function modeIn(mode: unknown): Pick<ConfiguredStream, "syncMode" | "noMode"> {
  if (mode === undefined || mode === null) return {};
  const syncMode = SYNC_MODES.find((one) => one === String(mode).trim().toLowerCase());
  return syncMode === undefined ? { syncMode: "full_refresh", noMode: JSON.stringify(mode) } : { syncMode };
}

const SYNC_MODES = ["incremental", "full_refresh"] as const;

function discoveredIn({ name, supported_sync_modes: modes }: Fields): ConfiguredStream | undefined {
  if (typeof name !== "string") return undefined;
  if (!Array.isArray(modes)) return { name };
  return { name, syncMode: modes.includes("incremental") ? "incremental" : "full_refresh" };
}

function refused(what: string): Error {
  return configError(`Reading the catalog failed: ${what}; give what discover prints, or leave --catalog out`);
}
