/** What a right reader makes of contacts' properties: one object, each value in its declared type. */
import { Decimal, isList, jsonText, objectText, type Value } from "./json.ts";
import { secondsOf } from "./time.ts";

/** Declared types by the property's name. */
export type Datatypes = ReadonlyMap<string, string>;

/**
 * Names in the order of the list; of one that comes twice, the last value stands at the first one's place. A value that
 * is not of its type, and one of a property that is not declared, stays the text it is.
 */
export function propertiesText(list: Value, datatypes: Datatypes): string {
  const texts = new Map<string, string>();
  for (const { name, value } of propertiesIn(list)) texts.set(name, typedText(value, datatypes.get(name)));
  return texts.size === 0 ? "{ }" : objectText([...texts]);
}

function propertiesIn(list: Value): { readonly name: string; readonly value: string }[] {
  if (list === null || typeof list !== "object" || !isList(list))
    throw new TypeError("Cannot read properties: they are no list");
  return list.map((property) => ({ name: textIn(property, "Name"), value: textIn(property, "Value") }));
}

function textIn(property: Value, name: string): string {
  const isObject = property !== null && typeof property === "object" && !isList(property);
  const text = isObject && !(property instanceof Decimal) ? property[name] : undefined;
  if (typeof text !== "string") throw new TypeError(`Cannot read a property: it has no ${name}`);
  return text;
}

function typedText(value: string, datatype: string | undefined): string {
  const typed = TYPED[datatype ?? ""];
  if (typed === undefined) return jsonText(value);
  return value === "" ? "null" : (typed(value) ?? jsonText(value));
}

const INTEGER = /^-?(0|[1-9]\d*)$/;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const NO_ZONE = /T\d\d:\d\d:\d\d(\.\d+)?$/i;

/** Text is text, and `""` no more than that; of all other types `""` is no value. */
const TYPED: Readonly<Record<string, (value: string) => string | undefined>> = {
  int: (value) => (INTEGER.test(value) ? value : undefined),
  float: (value) => (NUMBER.test(value) ? value : undefined),
  bool: (value) => (/^(true|false)$/i.test(value) ? value.toLowerCase() : undefined),
  datetime: (value) => (secondsOf(value) !== undefined && NO_ZONE.test(value) ? `"${value}Z"` : undefined),
};
