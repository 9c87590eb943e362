/** The text of a `--catalog` file: JSON, or the output of `discover`, whose lines may hold logs beside the catalog. Pure. */
import { isObject } from "./json.ts";

/** The CATALOG message among lines of messages; undefined where there is none. */
export function catalogMessageIn(text: string): unknown {
  return text.split("\n").map(parsed).find(isCatalog);
}

function isCatalog(value: unknown): boolean {
  return isObject(value) && "type" in value && value.type === "CATALOG";
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
