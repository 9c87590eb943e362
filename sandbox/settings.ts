/** The sandbox's options as words of a command line. */
import type { Fault, StatusFault } from "./faults.ts";
import { type AccountSize, sizes } from "./generate/size.ts";
import type { Bounds, End } from "./select.ts";

/**
 * A named size, counts such as `opens=100000,clicks=500`, or both: `demo,opens=100000`.
 * @throws {RangeError} when a word is neither.
 */
export function parseSize(text: string): Partial<AccountSize> {
  return Object.assign({}, ...text.split(",").map(sizeWord));
}

function sizeWord(word: string): Partial<AccountSize> {
  const [name = "", count] = word.trim().split("=");
  if (count === undefined && isKeyOf(sizes, name)) return sizes[name];
  if (isKeyOf(sizes.small, name) && /^\d+$/.test(count ?? "")) return { [name]: Number(count) };
  const known = `${Object.keys(sizes).join(", ")} or counts of ${Object.keys(sizes.small).join(", ")}`;
  throw new RangeError(`Cannot read the size "${word}": known are ${known}`);
}

function isKeyOf<T extends object>(object: T, key: string): key is string & keyof T {
  return Object.hasOwn(object, key);
}

/**
 * Two words, e.g. `exclusive,inclusive`: whether "from" and "to" include the second they name.
 * @throws {RangeError} when it is anything else.
 */
export function parseBounds(text: string): Bounds {
  const [from = "", to = "", ...more] = text.split(",").map((word) => word.trim());
  if (isEnd(from) && isEnd(to) && more.length === 0) return { from, to };
  throw new RangeError(`Cannot read the bounds "${text}": give two of inclusive and exclusive, for "from" and "to"`);
}

function isEnd(word: string): word is End {
  return word === "inclusive" || word === "exclusive";
}

/** @throws {RangeError} when it is no date. */
export function parseNow(text: string): Date {
  const now = new Date(text);
  if (Number.isNaN(now.getTime()))
    throw new RangeError(`Cannot read the time "${text}": give it as 2026-01-31T10:00:00Z`);
  return now;
}

const STATUSES: readonly StatusFault["status"][] = [408, 429, 500, 502, 503, 504];
const KINDS = [
  "reset-before",
  "reset-inside",
  "truncated",
  "broken-json",
  "html-200",
  "no-data",
  "null-data",
] as const satisfies readonly Fault["kind"][];

/** Faults of all kinds that pass, equally often; about `rate` of the calls meet one. Those that take long are left out. */
export function mixedFaults(rate: number): Fault[] {
  const probability = rate / (STATUSES.length + KINDS.length);
  const statuses = STATUSES.map((status): Fault => ({ kind: "status", status, probability }));
  return [...statuses, ...KINDS.map((kind): Fault => ({ kind, probability }))];
}
