/** The choices of a menu, in a sentence about a value that is none of them. Pure. */
import { nearest } from "../text/nearest.ts";

/** Longer lists are shown only where no choice is like what was written. */
const SHORT_LIST = 6;

/**
 * What the value must be.
 * @param isListed whether a sentence before this one names the choices.
 */
export function wantedChoice(allowed: unknown, data: unknown, isListed: boolean): string {
  const near = nearestChoice(allowed, data);
  const question = near === undefined ? [] : [`did you mean ${JSON.stringify(near)}?`];
  if (!namesChoices(allowed, data)) return question.join("");
  const choices = isListed ? "those named before" : quotedList(allowed);
  return [`it must be one of ${choices}`, ...question].join("; ");
}

/** Whether the sentence about the value names all choices. */
export function namesChoices(allowed: unknown, data: unknown): boolean {
  return textsOf(allowed).length <= SHORT_LIST || nearestChoice(allowed, data) === undefined;
}

function nearestChoice(allowed: unknown, data: unknown): string | undefined {
  return typeof data === "string" ? nearest(data, textsOf(allowed)) : undefined;
}

function textsOf(allowed: unknown): string[] {
  return Array.isArray(allowed) ? allowed.map(String) : [];
}

export function quotedList(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(", ") : String(values);
}
