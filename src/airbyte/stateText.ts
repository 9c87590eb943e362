/** The text of a `--state` file: JSON, or messages one a line, as a read prints them. Pure. */
import { configError } from "./errors.ts";
import { isObject, whereBroken } from "./json.ts";

export interface StateText {
  /** What the text says, as JSON; undefined where it says nothing. */
  readonly content: unknown;
  readonly ignored: readonly string[];
}

/** Lines of a read that are no state. */
const OTHER_MESSAGE = /^\s*\{"type":"(?:RECORD|LOG|TRACE|CONTROL)"/;

/**
 * Reads one JSON text, or one in each line. Of the messages of a read the STATEs count, and a last line that was cut off
 * is passed over.
 * @param where for the error, e.g. "in 'state.json'".
 * @throws {ConnectorError} config_error that names the line, and quotes nothing of it.
 */
export function parseStateText(text: string, where: string): StateText {
  const whole = parsed(text);
  if ("value" in whole && isOtherMessage(whole.value)) return WITHOUT_STATE;
  if ("value" in whole) return { content: whole.value, ignored: [] };
  const lines = text.split("\n");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  if (last < 0) return { content: undefined, ignored: [`The state ${where} is empty: all is read`] };
  const states: unknown[] = [];
  const ignored: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "" || OTHER_MESSAGE.test(line)) continue;
    const message = parsed(line);
    if ("value" in message && !isOtherMessage(message.value)) states.push(...[message.value].flat());
    if ("value" in message) continue;
    if (index === 0) throw broken(where, `it is not valid JSON${whole.broken}`);
    if (index < last) throw broken(where, `line ${index + 1} is not valid JSON`);
    ignored.push("The last line of the state was cut off, and is passed over");
  }
  if (states.length === 0 && ignored.length === 0) return WITHOUT_STATE;
  return { content: states, ignored };
}

/** The output of a read that ended before its first STATE. */
const WITHOUT_STATE: StateText = {
  content: [],
  ignored: ["The state holds messages of a read, and no STATE among them: all is read"],
};

/** The value, or where the text is no JSON. */
function parsed(text: string): { readonly value: unknown } | { readonly broken: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { broken: whereBroken(error) };
  }
}

/** A message of a read, or of Singer's, that holds no state. */
function isOtherMessage(value: unknown): boolean {
  return isObject(value) && "type" in value && OTHERS.some((type) => type === value.type);
}

const OTHERS = ["RECORD", "SCHEMA", "LOG", "TRACE", "CONTROL"];

function broken(where: string, what: string): Error {
  return configError(`The state ${where} cannot be used: ${what}; give back the STATE messages of an earlier read`);
}
