/** The `--state` file: which state belongs to which stream, in every form a platform or a person writes it. */
import { configError } from "./errors.ts";
import { fieldsOf, isObject } from "./json.ts";

type Fields = Readonly<Record<string, unknown>>;
/** A stream's name and its state. */
type Entry = readonly [string, unknown];

/**
 * State blobs by stream. Takes an array of STREAM, GLOBAL or LEGACY states, with or without their `STATE` envelope,
 * a single one of these, and the bare `{ "<stream>": { … } }`; an empty list, `{}` and null are a fresh start.
 * @throws {ConnectorError} config_error for anything else.
 */
export function parseStateFile(content: unknown): Map<string, unknown> {
  if (content === null || content === undefined) return new Map();
  if (Array.isArray(content)) return new Map(content.flatMap((item, index) => entriesOf(item, `entry ${index + 1}`)));
  if (!isObject(content)) throw refused("it is neither a list nor an object");
  const isMessage = ["type", "state", "stream", "global"].some((key) => key in content);
  return new Map(isMessage ? entriesOf(content, "it") : Object.entries(content));
}

function entriesOf(item: unknown, where: string): readonly Entry[] {
  if (!isObject(item)) throw refused(`${where} is not an object`);
  const fields = fieldsOf(item);
  if (isObject(fields.state)) return entriesOf(fields.state, where);
  if (isObject(fields.stream)) return [entryOf(fields.stream, where)];
  if (isObject(fields.global)) return globalEntries(fieldsOf(fields.global), where);
  if (isObject(fields.data)) return Object.entries(fields.data);
  throw refused(`${where} has neither 'stream' nor 'global' nor 'data'`);
}

function globalEntries(global: Fields, where: string): readonly Entry[] {
  if (!Array.isArray(global.stream_states)) throw refused(`${where} has no list 'stream_states'`);
  return global.stream_states.map((stream) => entryOf(stream, where));
}

function entryOf(stream: unknown, where: string): Entry {
  const fields = isObject(stream) ? fieldsOf(stream) : {};
  const { name } = isObject(fields.stream_descriptor) ? fieldsOf(fields.stream_descriptor) : {};
  if (typeof name !== "string") throw refused(`${where} does not name its stream`);
  return [name, fields.stream_state];
}

function refused(what: string): Error {
  return configError(`Reading the state file failed: ${what}; give back the STATE messages of an earlier read, or []`);
}
