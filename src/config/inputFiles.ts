/** The files that the command line names, as JSON; what is wrong with one is said without quoting it. */
import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { catalogMessageIn } from "../airbyte/catalogText.ts";
import { configError } from "../airbyte/errors.ts";
import { whereBroken } from "../airbyte/json.ts";
import { parseStateText, type StateText } from "../airbyte/stateText.ts";
import { stateBytes } from "./stateBytes.ts";

/** What a file is, in words, and where it is. */
interface InputFile {
  readonly what: "configuration" | "catalog" | "state";
  readonly path: string;
}

/** @throws {ConnectorError} config_error. */
export function readJson(what: InputFile["what"], path: string): unknown {
  const file = { what, path };
  const text = textOf(file);
  if (text.trim() === "") throw refused(file, "is empty");
  return parse(file, text);
}

/**
 * A catalog as JSON, or the catalog among the lines that `discover` prints; undefined without a file.
 * @throws {ConnectorError} config_error.
 */
export function readCatalog(path: string | undefined): unknown {
  if (path === undefined) return undefined;
  const file = { what: "catalog", path } as const;
  const text = textOf(file);
  if (text.trim() === "") throw refused(file, "is empty");
  return catalogMessageIn(text) ?? parse(file, text);
}

/**
 * What a state file says; without a file, or in an empty one, nothing: both are a fresh start.
 * @throws {ConnectorError} config_error.
 */
export function readState(path: string | undefined): StateText {
  if (path === undefined) return { content: undefined, ignored: [] };
  if (path === "") return { content: undefined, ignored: ["Behind --state stands no path: all is read"] };
  return parseStateText(textOf({ what: "state", path }, stateBytes), `in '${path}'`);
}

type Load = (path: string) => Buffer;

function textOf(file: InputFile, load: Load = readFileSync): string {
  const bytes = bytesOf(file, load);
  const packed = PACKED.find(([beginning]) => bytes.subarray(0, 4).toString("hex").startsWith(beginning));
  if (packed !== undefined) throw refused(file, `is compressed (${packed[1]}); unpack it first`);
  const foreign = foreignEncoding(bytes);
  if (foreign !== undefined) throw refused(file, `is in ${foreign}; save it as UTF-8`);
  if (!isUtf8(bytes)) throw refused(file, "is not UTF-8; save it as UTF-8");
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

function bytesOf({ what, path }: InputFile, load: Load): Buffer {
  // What a file holds may be given in place of its path. It is not quoted: a key may be in it.
  if (/^\s*[[{]|\n/.test(path)) {
    throw configError(`Behind ${OPTIONS[what]} stands a ${what}, not a path; write it into a file, and give its path`);
  }
  try {
    return load(path === "-" ? "/dev/stdin" : path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ENOENT") {
      throw configError(
        `There is no file '${path}' (no such file); give the path of the ${what} with ${OPTIONS[what]}`,
      );
    }
    throw refused({ what, path }, REASONS.get(code) ?? `cannot be opened (${code})`);
  }
}

const OPTIONS = { configuration: "--config", catalog: "--catalog", state: "--state" } as const;

const REASONS = new Map([
  ["EISDIR", "is a folder; name a file in it"],
  ["ENOTDIR", "is no file: a part of its path is not a folder"],
  ["EACCES", "may not be read by this user; change its permissions"],
]);

/** How compressed files begin, in hexadecimal. */
const PACKED = [
  ["1f8b", "gzip"],
  ["504b0304", "zip"],
  ["28b52ffd", "zstd"],
] as const;

const UTF_32 = /^(?:fffe0000|0000feff|(?!00)..000000|000000(?!00)..)/;
const UTF_16 = /^(?:fffe|feff|(?!00)..00|00(?!00)..)/;

/** By the byte order mark, or by the zeros beside JSON's first character, which is one of ASCII. */
function foreignEncoding(bytes: Buffer): string | undefined {
  const beginning = bytes.subarray(0, 4).toString("hex");
  if (UTF_32.test(beginning)) return "UTF-32";
  return UTF_16.test(beginning) ? "UTF-16" : undefined;
}

function parse(file: InputFile, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refused(file, `is not valid JSON${whereBroken(error)}`);
  }
}

function refused({ what, path }: InputFile, why: string): Error {
  return configError(`The ${what} in '${path}' ${why}`);
}
