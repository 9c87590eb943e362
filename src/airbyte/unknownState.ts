/** What of a stream's state means nothing to this connector: other engines and people write it in their own ways. Pure. */
import { didYouMean } from "../text/nearest.ts";
import { fieldsOf, isObject } from "./json.ts";
import { OWN_KEYS } from "./state.ts";

/** A sentence for the user; undefined where all is known. Nulls mean nothing, and need no word. */
export function unknownIn(stream: string, cursorField: string | undefined, state: unknown): string | undefined {
  const fields = isObject(state) ? Object.entries(fieldsOf(state)).filter(([, value]) => value !== null) : [];
  // Keys of other engines' markers begin with an underscore.
  const isKnown = (key: string) => key === cursorField || OWN_KEYS.includes(key) || key.startsWith("_");
  const unknown = fields.map(([key]) => key).filter((key) => !isKnown(key));
  if (unknown.length === 0) return undefined;
  const candidates = cursorField === undefined ? [] : [cursorField];
  const names = unknown.map((key) => `'${key}'${didYouMean(key, candidates)}`).join(", ");
  const effect = unknown.length === fields.length ? "; so the stream is read from its beginning" : "";
  return `The state of stream '${stream}' holds what this connector does not know, and that is ignored: ${names}${effect}`;
}
