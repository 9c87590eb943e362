/** Options that do nothing, as they are misspelt or do not belong there: they are let through, and named. Pure. */
import { fieldsOf, isObject } from "../airbyte/json.ts";
import { nearest } from "../text/nearest.ts";
import { printable } from "../text/shown.ts";
import { isBlank, trimmed } from "../text/unseen.ts";
import { alternatives, isLeftOut } from "./cleaning.ts";
import type { FieldSchema, Fields } from "./files.ts";

/** An option by its name, and by its place: "filter.campaigns". */
export interface UnknownOption {
  readonly name: string;
  readonly path: string;
  /** What was chosen, where another choice would give it an effect. */
  readonly idleWith?: string;
}

/** Those that have a value. Names that begin with `_` are platforms' own. */
export function unknownOptions(content: object, properties: Fields): UnknownOption[] {
  const given = fieldsOf(content);
  const inMenus = Object.entries(properties).flatMap(([name, field]) => {
    const value = given[name];
    return field.oneOf === undefined || !isObject(value) ? [] : unknownInMenu(value, name, field);
  });
  return [...unknownNames(content, properties).map((name) => ({ name, path: name })), ...inMenus];
}

function unknownInMenu(value: object, menu: string, field: FieldSchema): UnknownOption[] {
  const all = alternatives(field);
  const [choice, known] = choiceOf(value, field) ?? ["", all];
  return unknownNames(value, known).map((name) => ({
    name,
    path: `${menu}.${name}`,
    ...(Object.hasOwn(all, name) && { idleWith: choice }),
  }));
}

/** The alternative whose constant the value has: in words, and its fields. */
function choiceOf(value: object, { oneOf = [] }: FieldSchema): readonly [string, Fields] | undefined {
  const given = fieldsOf(value);
  for (const { properties = {} } of oneOf) {
    for (const [tag, { const: constant }] of Object.entries(properties)) {
      const text = given[tag];
      if (typeof text === "string" && trimmed(text) === constant) return [`${tag} "${constant}"`, properties];
    }
  }
  return undefined;
}

function unknownNames(content: object, known: Fields): string[] {
  const isOwn = (name: string) => Object.hasOwn(known, name) || name.startsWith("_");
  return Object.entries(content).flatMap(([name, value]) =>
    isOwn(name) || isLeftOut(value) || isBlank(name) ? [] : [name],
  );
}

/** A menu's option that stands beside the menu: what it was to choose would not be chosen. */
export interface Misplaced {
  readonly option: UnknownOption;
  readonly why: string;
}

export function misplacedOptions(unknown: readonly UnknownOption[], properties: Fields): Misplaced[] {
  const menus = Object.entries(properties);
  return unknown.flatMap((option) => {
    const [menu] = menus.find(([, field]) => Object.hasOwn(alternatives(field), option.name)) ?? [];
    if (menu === undefined || option.path !== option.name) return [];
    return [{ option, why: `'${option.name}' stands outside of '${menu}': put it into '${menu}'` }];
  });
}

/** So many are named: more say nothing new. */
const MOST_NAMED = 20;

/** One sentence about all of them; undefined where there are none. */
export function warningAbout(unknown: readonly UnknownOption[], properties: Fields): string | undefined {
  if (unknown.length === 0) return undefined;
  const places = placesOf(properties);
  const named = unknown.slice(0, MOST_NAMED).map((option) => `'${printable(option.path)}'${remarkOn(option, places)}`);
  const others = unknown.length > MOST_NAMED ? ` and ${unknown.length - MOST_NAMED} more` : "";
  return `The configuration has options that are ignored: ${named.join(", ")}${others}`;
}

function remarkOn({ name, idleWith }: UnknownOption, places: ReadonlyMap<string, string>): string {
  if (idleWith !== undefined) return ` (it does not apply with ${idleWith})`;
  const meant = places.get(name) ?? places.get(nearest(name, places.keys()) ?? "");
  return meant === undefined ? " (there is no such option)" : ` (did you mean '${meant}'?)`;
}

/** Where the option of each name belongs. */
function placesOf(properties: Fields): Map<string, string> {
  const inner = Object.entries(properties).flatMap(([menu, field]) =>
    Object.keys(alternatives(field)).map((name) => [name, `${menu}.${name}`] as const),
  );
  return new Map([...inner, ...Object.keys(properties).map((name) => [name, name] as const)]);
}
