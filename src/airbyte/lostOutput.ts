/** Why stdout takes nothing any more, in a sentence for whoever started the program. Pure. */
import { onOneLine } from "../text/shown.ts";

/** Codes of a reader that has gone: it needs no words. */
const GONE: ReadonlySet<string | undefined> = new Set(["EPIPE", "ECONNRESET", "EOF", "ERR_STREAM_DESTROYED"]);

interface Loss {
  readonly cause: string;
  readonly cure: string;
}

const LOSSES: ReadonlyMap<string | undefined, Loss> = new Map([
  ["ENOSPC", { cause: "no space is left on the disk", cure: "make room" }],
  ["EDQUOT", { cause: "the disk quota of this user is used up", cure: "make room" }],
  ["EFBIG", { cause: "the file may not grow any larger", cure: "have it written to another place" }],
  ["EIO", { cause: "the disk or the terminal fails", cure: "have it written to another place" }],
]);

const OTHER: Loss = { cause: "the system refuses it", cure: "have it written to another place" };

/** @returns undefined where the reader has gone. */
export function lossOf(error: Error): string | undefined {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (GONE.has(code)) return undefined;
  const { cause, cure } = LOSSES.get(code) ?? OTHER;
  const reason = `${cause} (${code ?? onOneLine(error.message)})`;
  return `The output cannot be written: ${reason}; ${cure}, and run it again: a read goes on from its last STATE`;
}
