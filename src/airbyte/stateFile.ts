/** The `--state` file: which state belongs to which stream, in every form a platform or a person writes it. Pure. */
import { didYouMean, nearest } from "../text/nearest.ts";
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
 * State blobs by stream. Takes STREAM, GLOBAL or LEGACY states, with or without their `STATE` envelope, Singer's
 * bookmarks, and the plain `{ "<stream>": { … } }`: one of these, or a list of them. Nothing at all, null, `[]`, `{}` and
 * states in which everything is null are a fresh start. A later state of a stream replaces an earlier one.
 * @param known names of the streams that there are.
 * @throws {ConnectorError} config_error for anything else, and for a state that names no stream of this connector.
 */
export function parseStateFile(content: unknown, known: Iterable<string>): GivenStates {
  const found: Found = { ignored: [], names: [...known] };
  const states = new Map(entriesIn(content, found));
  const unknown = [...states.keys()].filter((name) => !found.names.includes(name));
  const [first] = unknown;
  if (first !== undefined && unknown.length === states.size) throw refused(namesNoStream("it", first, found.names));
  const list = unknown.map((name) => `'${name}'${didYouMean(name, found.names)}`).join(", ");
  if (unknown.length > 0)
    found.ignored.push(`The state names what is no stream of this connector, and that is ignored: ${list}`);
  return { states, ignored: found.ignored };
}

interface Found {
  readonly ignored: string[];
  /** Of the streams that there are. */
  readonly names: readonly string[];
}

function entriesIn(content: unknown, found: Found): readonly Entry[] {
  if (content === null || content === undefined) return [];
  if (Array.isArray(content)) return content.flatMap((item, index) => entriesOf(item, `entry ${index + 1}`, found));
  if (isObject(content)) return entriesOf(content, "it", found);
  throw refused(`it is ${typeof content === "string" ? "a text" : "a value"}, not a list or an object`);
}

/**
 * Names of streams with their states, as somebody types them. A cursor without its stream, or a name that is misspelt,
 * would be read as a stream that nobody asked for: everything would be read anew.
 */
function plainEntries(plain: object, where: string, { names }: Found): readonly Entry[] {
  const entries = Object.entries(fieldsOf(plain));
  const unknown = entries.map(([name]) => name).filter((name) => !names.includes(name));
  const misspelt = unknown.find((name) => nearest(name, names) !== undefined);
  const [first] = unknown;
  if (first === undefined || (misspelt === undefined && unknown.length < entries.length)) return entries;
  const name = misspelt ?? first;
  throw refused(namesNoStream(where, name, names), PLAIN_FORM);
}

function namesNoStream(where: string, name: string, names: readonly string[]): string {
  return `${where} names no stream: '${name}' is none${didYouMean(name, names)}`;
}

const PLAIN_FORM = 'write it as { "open_events": { "OpenedAt": "2026-01-31T10:00:00Z" } }';

/** Keys by which a message is known from names of streams. */
const FORMS = ["type", "state", "stream", "global", "data", "bookmarks", "value"];

function entriesOf(item: unknown, where: string, found: Found): readonly Entry[] {
  if (item === null) {
    found.ignored.push(`The state has nothing in ${where}: it is null, and is passed over`);
    return [];
  }
  if (!isObject(item)) throw refused(`${where} is not an object`);
  const { state, stream, global, data, bookmarks, value, type } = fieldsOf(item);
  const named = withoutForms(item, found);
  const hasForm = [state, stream, global, data, bookmarks, value, type].some((content) => (content ?? null) !== null);
  if (!hasForm && (Object.keys(named).length > 0 || Object.keys(item).length === 0))
    return plainEntries(named, where, found);
  const beside = Object.keys(named).find((name) => found.names.includes(name));
  if (beside !== undefined) throw refused(`${where} is a message and names stream '${beside}' beside it`);
  if (isObject(state)) return entriesOf(state, where, found);
  if (isObject(stream)) return [entryOf(stream, where)];
  if (isObject(global)) return globalEntries(fieldsOf(global), where, found.ignored);
  if (isObject(data)) return plainEntries(data, where, found);
  if (isObject(bookmarks))
    return plainEntries(bookmarks, where, found).map(([name, bookmark]) => [name, ofSinger(bookmark)]);
  if (isObject(value)) return entriesOf(value, where, found);
  if (isEmptyForm(item, type)) return [];
  throw refused(`${where} has neither 'stream' nor 'global' nor 'data'`);
}

/** What stands beside the keys of a message: streams, where nobody has made a mistake. */
function withoutForms(item: object, { names }: Found): object {
  const isOther = ([key, content]: [string, unknown]) =>
    !FORMS.includes(key) && (content !== null || names.includes(key));
  return Object.fromEntries(Object.entries(fieldsOf(item)).filter(isOther));
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
  const other = Object.keys(fields).find((key) => key !== "stream_descriptor" && fields[key] !== null);
  if (!("stream_state" in fields) && other !== undefined)
    throw refused(`${where} has '${other}' where 'stream_state' is to stand`);
  return [name, fields.stream_state];
}

/** A bookmark that keeps its cursor apart from the cursor's name, as taps do that are made with Meltano's kit. */
function ofSinger(bookmark: unknown): unknown {
  const { replication_key: key, replication_key_value: value } = isObject(bookmark) ? fieldsOf(bookmark) : {};
  return typeof key === "string" && value !== undefined ? { [key]: value } : bookmark;
}

function refused(what: string, advice = "give back the STATE messages of an earlier read, or []"): Error {
  return configError(`The state cannot be used: ${what}; ${advice}`);
}
