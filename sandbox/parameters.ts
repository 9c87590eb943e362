/** Reads query parameters. Names have no case; a value that cannot be read is the caller's mistake, status 400. */
import { ApiError } from "./apiError.ts";
import type { Kinds } from "./declaration.ts";
import { secondsOf } from "./time.ts";

/** By name in lower case. Of a name that comes twice, the last value. */
export type Params = Readonly<Record<string, string>>;

export function paramsOf(query: URLSearchParams): Params {
  return Object.fromEntries(Array.from(query, ([name, value]) => [name.toLowerCase(), value]));
}

/** The value of a parameter; undefined where it is absent or empty. */
export function param(params: Params, name: string): string | undefined {
  return params[name.toLowerCase()] || undefined;
}

/** A whole number from 0 on. */
export function countParam(params: Params, name: string, fallback: number): number {
  const text = param(params, name);
  if (text === undefined) return fallback;
  if (!/^\d{1,15}$/.test(text)) throw invalid(name, text);
  return Number(text);
}

export function flagParam(params: Params, name: string): boolean | undefined {
  const text = param(params, name);
  return text === undefined ? undefined : readFlag(name, text);
}

/** Unix seconds or RFC 3339, read as UTC where it names no zone; 0 is undefined, as if the parameter were absent. */
export function timeParam(params: Params, name: string): number | undefined {
  const text = param(params, name);
  if (text === undefined) return undefined;
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : secondsOf(text);
  if (seconds === undefined) throw invalid(name, text);
  return seconds === 0 ? undefined : seconds;
}

/** How the value of a filter is read, by the kind of the column it is compared with. */
export const readAs: {
  readonly [Kind in keyof Kinds]: (name: string, text: string) => string | number | bigint | boolean;
} = {
  text: (_, text) => text.toLowerCase(),
  date: (_, text) => text.toLowerCase(),
  json: (_, text) => text.toLowerCase(),
  flag: readFlag,
  number: (name, text) => Number(readInteger(name, text)),
  decimal: (name, text) => Number(readInteger(name, text)),
  id64: (name, text) => BigInt(readInteger(name, text)),
};

export function invalid(name: string, text: string): ApiError {
  return new ApiError(400, `Invalid value for the filter ${name}: "${text}"`);
}

export function missing(name: string): ApiError {
  return new ApiError(400, `The filter ${name} is mandatory`);
}

const FLAGS: Readonly<Record<string, boolean>> = { true: true, "1": true, false: false, "0": false };

function readFlag(name: string, text: string): boolean {
  const flag = FLAGS[text.toLowerCase()];
  if (flag === undefined) throw invalid(name, text);
  return flag;
}

function readInteger(name: string, text: string): string {
  if (!/^-?\d{1,19}$/.test(text)) throw invalid(name, text);
  return text;
}
