/**
 * What a walk-through says to do, in order: taken from its fenced blocks. Pure. A block says by the words behind its
 * fence what it is:
 * - `sh`: commands, one a line, each of which succeeds; `sh fails`: the last one fails
 * - `text`: lines that the commands before it print
 * - `diff PATH`: lines of a file, of which those with - are replaced by those with +
 * - any other language and `PATH`: all that is in a file
 */

export type Step =
  | { readonly kind: "commands"; readonly commands: readonly string[]; readonly fails: boolean }
  | { readonly kind: "output"; readonly lines: readonly string[] }
  | { readonly kind: "change"; readonly path: string; readonly from: string; readonly to: string }
  | { readonly kind: "file"; readonly path: string; readonly text: string };

/** @throws {Error} where a block is none of the kinds. */
export function stepsOf(document: string): Step[] {
  return [...document.matchAll(/^```(.*)\n((?:.*\n)*?)```$/gm)].map(([, words = "", text = ""]) => stepOf(words, text));
}

function stepOf(words: string, text: string): Step {
  const [language = "", more] = words.trim().split(/\s+/);
  const lines = text.trimEnd().split("\n");
  if (language === "sh") return { kind: "commands", commands: lines, fails: more === "fails" };
  if (language === "text") return { kind: "output", lines };
  if (more === undefined) throw new Error(`A block of '${language}' does not say which file it is of`);
  if (language !== "diff") return { kind: "file", path: more, text };
  return { kind: "change", path: more, from: side(lines, "-"), to: side(lines, "+") };
}

/** The lines of one side, and those of both. */
function side(lines: readonly string[], sign: "-" | "+"): string {
  const chosen = lines.filter((line) => line.startsWith(sign) || line.startsWith(" "));
  return chosen.map((line) => `${line.slice(1)}\n`).join("");
}

/** @throws {Error} where the lines do not stand in the text, or more than once. */
export function changed(text: string, { path, from, to }: Extract<Step, { readonly kind: "change" }>): string {
  const parts = text.split(from);
  if (from === "" || parts.length !== 2) throw new Error(`${path} has these lines ${parts.length - 1} times:\n${from}`);
  return parts.join(to);
}
