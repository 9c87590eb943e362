/** Which streams a read is of, by the catalog, by `--streams`, or all. Pure; `read` calls it. */
import { type ConfiguredStream, parseCatalog } from "../airbyte/configuredCatalog.ts";
import { configError } from "../airbyte/errors.ts";
import type { SyncMode } from "../airbyte/state.ts";
import type { Settings } from "../config/config.ts";
import { offeredStreams } from "../streams/offered.ts";
import { streams } from "../streams/table.ts";
import { declaredFor } from "../streams/variant.ts";
import { didYouMean } from "../text/nearest.ts";

export interface Choice {
  /** What the file `--catalog` holds; undefined without one. */
  readonly catalog: unknown;
  /** Names from `--streams`; undefined without it. */
  readonly names: readonly string[] | undefined;
}

/** A stream that is read, and its mode. */
export type ChosenStream = ConfiguredStream & { readonly syncMode: SyncMode };

/**
 * Without a catalog: all streams that are offered, incremental where they can be. With names: those of them. A name is
 * looked for among all streams, offered or not; with a catalog, in that. Where a catalog does not name the mode, the
 * stream is incremental if it can be.
 * @throws {ConnectorError} config_error for a catalog that is none, and for a name that the catalog lacks.
 */
export function chosenStreams({ catalog, names }: Choice, settings: Settings): readonly ChosenStream[] {
  const listed = catalog === undefined ? undefined : parseCatalog(catalog);
  const configured = listed?.map((stream) => ({ ...asOffered(stream.name, settings), ...stream }));
  if (names === undefined) return configured ?? offeredStreams(settings).map((name) => asOffered(name, settings));
  return names.map((name) => {
    const stream = configured === undefined ? asOffered(name, settings) : configured.find((one) => one.name === name);
    if (stream === undefined) throw configError(`The catalog has no stream '${name}', which --streams names; add it`);
    return stream;
  });
}

/**
 * Sentences about what was probably not meant: a state of other streams only, and a sync mode that there is not.
 * @param named the streams of the state.
 */
export function doubtsAbout(chosen: readonly ChosenStream[], named: readonly string[]): string[] {
  const isOfOthers = named.length > 0 && !chosen.some(({ name }) => named.includes(name));
  const ofOthers = `The state names none of the streams that are read, so they are read from the beginning: ${named.join(", ")}`;
  const noModes = chosen.filter(({ noMode }) => noMode !== undefined);
  return [
    ...(isOfOthers ? [ofOthers] : []),
    ...noModes.map(
      ({ name, noMode }) =>
        `The catalog asks for stream '${name}' in the sync mode ${noMode}, which is none: it is read in full`,
    ),
  ];
}

function asOffered(name: string, settings: Settings): ChosenStream {
  const declaration = streams.get(name);
  const cursor = declaration && declaredFor(declaration, settings).cursor;
  return { name, syncMode: cursor === undefined ? "full_refresh" : "incremental" };
}

/**
 * The names in the words of `--streams`, each once. Commas and blanks part them.
 * @throws {RangeError} a sentence for the user: there is none, or one is no stream's.
 */
export function streamNames(words: readonly string[]): string[] {
  const names = [...new Set(words.flatMap((word) => word.split(/[\s,]+/)).filter((name) => name !== ""))];
  if (names.length === 0) throw new RangeError("--streams names no stream; name one, or leave it out to read all");
  const unknown = names.filter((name) => !streams.has(name));
  if (unknown.length === 0) return names;
  const nears = unknown.map((name) => didYouMean(name, streams.keys()));
  const list = unknown.map((name, index) => `'${name}'${nears[index]}`).join("; ");
  const all = nears.includes("") ? `; there are ${[...streams.keys()].join(", ")}` : "";
  throw new RangeError(`--streams: there is no stream ${list}${all}`);
}
