/** The properties of a contact: a list of names and values, as the API has it, made one object. Pure. */

import { textOf } from "./letters.ts";
import { type Member, newMember, nextElement, nextMember, skipBlanks } from "./scan.ts";
import { rightDate } from "./values.ts";

/** The declared type of each property, by its name: `str`, `int`, `float`, `bool` or `datetime` [recorded]. */
export type Datatypes = ReadonlyMap<string, string>;

/**
 * The row with the list in one of its columns made an object.
 * @param list the JSON text that the column holds.
 */
export function withProperties(text: string, column: string, list: string, datatypes: Datatypes): string {
  const object = propertiesOf(list, datatypes);
  if (object === undefined) return text;
  const member = newMember();
  for (let at = skipBlanks(text, 0) + 1; nextMember(text, at, member); at = member.end) {
    if (text.slice(member.keyStart, member.keyEnd) !== column) continue;
    return text.slice(0, member.valueStart) + object + text.slice(member.valueEnd);
  }
  return text;
}

/** `[ { "Name" : "age", "Value" : "30" } ]` as `{ "age" : 30 }`; undefined where it is no such list. */
export function propertiesOf(list: string, datatypes: Datatypes): string | undefined {
  if (!list.startsWith("[")) return undefined;
  const values = new Map<string, string>();
  const member = newMember();
  let at = skipBlanks(list, 1);
  for (; list[at] === "{"; at = nextElement(list, member.end)) {
    const { name, value } = propertyAt(list, at, member);
    if (name === undefined) return undefined;
    values.set(name, typedValue(value, datatypes.get(String(JSON.parse(textOf(name))))));
  }
  if (list[at] !== "]") return undefined;
  const members = [...values].map(([name, value]) => `${name} : ${value}`);
  return members.length === 0 ? "{ }" : `{ ${members.join(", ")} }`;
}

/** JSON texts of a property's name and value. `member` ends at the property's end. */
function propertyAt(list: string, start: number, member: Member): { readonly name?: string; readonly value: string } {
  const found: { name?: string; value: string } = { value: "null" };
  member.end = start + 1;
  while (nextMember(list, member.end, member)) {
    const key = list.slice(member.keyStart, member.keyEnd);
    const text = list.slice(member.valueStart, member.valueEnd);
    if (key === "Name" && text.startsWith('"')) found.name = text;
    if (key === "Value") found.value = text;
  }
  return found;
}

/** A value, as JSON, in its declared type: with exactly its digits. One that is not of that type stays as it came. */
export function typedValue(value: string, datatype: string | undefined): string {
  return TYPED[datatype ?? ""]?.(value) ?? value;
}

const INTEGER = /^"(-?(?:0|[1-9]\d*))"$/;
const FLOAT = /^"(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)"$/;
const BOOLEAN = /^"(true|false)"$/i;

const TYPED: Readonly<Record<string, (value: string) => string | undefined>> = {
  str: (value) => (/^[-\dtf]/.test(value) ? `"${value}"` : value),
  int: (value) => textAs(INTEGER, value),
  float: (value) => textAs(FLOAT, value),
  bool: (value) => textAs(BOOLEAN, value)?.toLowerCase(),
  datetime: rightDate,
};

/** What the text holds; no value where it is empty. */
function textAs(pattern: RegExp, value: string): string | undefined {
  return value === '""' ? "null" : pattern.exec(value)?.[1];
}
