/** The `--state` file: which state belongs to which stream, in every form a platform or a person writes it. Pure. */
import { didYouMean } from "../text/nearest.ts";
import { configError } from "./errors.ts";
import { fieldsOf, isObject } from "./json.ts";

type Fields = Readonly<Record<string, unknown>>;
/** A stream's name and its state. */
type Entry = readonly [string, unknown];

export interface GivenStates {
  /** By stream; null is a state that was reset. */
  readonly states: ReadonlyMap<string, unknown>;
  /** What of the file is of no use, each in a sentence for the user. */
  readonly ignored: readonly string[];
}

/**
 * State blobs by stream. Takes an array of STREAM, GLOBAL or LEGACY states, with or without their `STATE` envelope, a
 * single one of these, Singer's bookmarks, and the bare `{ "<stream>": { … } }`. Nothing at all, null, `[]`, `{}` and
 * states in which everything is null are a fresh start. A later state of a stream replaces an earlier one.
 * @param known names of the streams that there are.
 * @throws {ConnectorError} config_error for anything else.
 */
export function parseStateFile(content: unknown, known: Iterable<string>): GivenStates {
  const ignored: string[] = [];
  const names = [...known];
  const entries = Array.isArray(content)
    ? content.flatMap((item, index) => entriesOf(item, `entry ${index + 1}`, ignored))
    : singleEntries(content, names, ignored);
  const states = new Map(entries);
  const unknown = [...states.keys()].filter((name) => !names.includes(name));
  const list = unknown.map((name) => `'${name}'${didYouMean(name, names)}`).join(", ");
  if (unknown.length > 0)
    ignored.push(`The state names what is no stream of this connector, and that is ignored: ${list}`);
  return { states, ignored };
}

/** What is not a list: a message, or names of streams with their states. */
function singleEntries(content: unknown, known: readonly string[], ignored: string[]): readonly Entry[] {
  if (content === null || content === undefined) return [];
  if (!isObject(content))
    throw refused(`it is ${typeof content === "string" ? "a text" : "a value"}, not a list or an object`);
  if (FORMS.some((key) => key in content)) return entriesOf(content, "it", ignored);
  const entries = Object.entries(content);
  // A cursor typed without its stream would be taken for a stream that nobody asked for: everything would be read anew.
  if (entries.length > 0 && !entries.some(([name]) => known.includes(name))) {
    const [first = ""] = entries.map(([name]) => name);
    throw refused(`it names no stream ('${first}' is none${didYouMean(first, known)}); ${BARE_FORM}`);
  }
  return entries;
}

/** Keys by which a message is known from names of streams. */
const FORMS = ["type", "state", "stream", "global", "data", "bookmarks", "value"];

const BARE_FORM = 'write it as { "open_events": { "OpenedAt": "2026-01-31T10:00:00Z" } }';

function entriesOf(item: unknown, where: string, ignored: string[]): readonly Entry[] {
  if (item === null) {
    ignored.push(`The state has nothing in ${where}: it is null, and is passed over`);
    return [];
  }
  if (!isObject(item)) throw refused(`${where} is not an object`);
  const { state, stream, global, data, bookmarks, value, type } = fieldsOf(item);
  if (isObject(state)) return entriesOf(state, where, ignored);
  if (isObject(stream)) return [entryOf(stream, where)];
  if (isObject(global)) return globalEntries(fieldsOf(global), where, ignored);
  if (isObject(data)) return Object.entries(data);
  if (isObject(bookmarks)) return Object.entries(bookmarks).map(([name, bookmark]) => [name, ofSinger(bookmark)]);
  if (isObject(value)) return entriesOf(value, where, ignored);
  if (isEmptyForm(item, type)) return [];
  throw refused(`${where} has neither 'stream' nor 'global' nor 'data'`);
}

/** A message whose content is null, e.g. `{"type":"LEGACY","data":null}`. */
function isEmptyForm(item: object, type: unknown): boolean {
  const named = Object.entries(item).filter(([key]) => FORMS.includes(key) && key !== "type");
  return (named.length > 0 || type === "LEGACY") && named.every(([, content]) => content === null);
}

function globalEntries(global: Fields, where: string, ignored: string[]): readonly Entry[] {
  const { shared_state: shared, stream_states: streams } = global;
  if (isObject(shared) && Object.keys(shared).length > 0)
    ignored.push(`The state has a 'shared_state' in ${where}, which is ignored: each stream has its own`);
  if (streams === null) return [];
  if (!Array.isArray(streams)) throw refused(`${where} has no list 'stream_states'`);
  return streams.filter((stream) => stream !== null).map((stream) => entryOf(stream, where));
}

function entryOf(stream: unknown, where: string): Entry {
  const fields = isObject(stream) ? fieldsOf(stream) : {};
  const { name } = isObject(fields.stream_descriptor) ? fieldsOf(fields.stream_descriptor) : {};
  if (typeof name !== "string") throw refused(`${where} does not name its stream`);
  return [name, fields.stream_state];
}

/** A bookmark that keeps its cursor apart from the cursor's name, as taps do that are made with Meltano's kit. */
function ofSinger(bookmark: unknown): unknown {
  const { replication_key: key, replication_key_value: value } = isObject(bookmark) ? fieldsOf(bookmark) : {};
  return typeof key === "string" && value !== undefined ? { [key]: value } : bookmark;
}

function refused(what: string): Error {
  return configError(`The state cannot be used: ${what}; give back the STATE messages of an earlier read, or []`);
}
