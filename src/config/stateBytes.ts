/**
 * The bytes of a `--state` file, less what is of no use: a whole output of a read can be given there, of any size. Of its
 * lines the records but the first are left out, and each STATE that a later one of the same stream replaces.
 * inputFiles.ts calls it.
 */
import { closeSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 1 << 20;
const LINE_END = 10;

const RECORD = Buffer.from('{"type":"RECORD"');
/** How the connector's own STATE lines begin; the stream's name follows. */
const STATE = Buffer.from('{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"');

/**
 * What is left; lines keep their numbers, since those that are left out leave an empty one.
 * @throws {Error} from the file system.
 */
export function stateBytes(path: string): Buffer {
  const kept: Kept[] = [];
  const states = new Map<string, Kept>();
  let emptyLines = 0;
  let hasRecords = false;
  for (const line of linesOf(path)) {
    const isRecord = startsWith(line, RECORD);
    if (isRecord && hasRecords) {
      emptyLines += 1;
      continue;
    }
    hasRecords ||= isRecord;
    // A copy: a part of the chunk that was read would keep all of it in memory.
    const one = { emptyLines, line: Buffer.from(line) };
    emptyLines = 0;
    kept.push(one);
    // A line that was cut off replaces nothing. It has no end, unless one was written behind it later.
    if (!startsWith(line, STATE) || line.at(-1) !== LINE_END || !isJson(line)) continue;
    const name = line.toString("utf8", STATE.length, line.indexOf('"', STATE.length));
    const replaced = states.get(name);
    if (replaced !== undefined) replaced.line = Buffer.from([LINE_END]);
    states.set(name, one);
  }
  return Buffer.concat(kept.flatMap((one) => [Buffer.alloc(one.emptyLines, LINE_END), one.line]));
}

/** A line with its end, and how many that were left out stood before it. */
interface Kept {
  readonly emptyLines: number;
  line: Buffer;
}

function startsWith(line: Buffer, beginning: Buffer): boolean {
  return line.length >= beginning.length && line.compare(beginning, 0, beginning.length, 0, beginning.length) === 0;
}

function isJson(line: Buffer): boolean {
  try {
    JSON.parse(line.toString("utf8"));
    return true;
  } catch {
    return false;
  }
}

/** Each line with its end: a part of what was read, good until the next is asked for. */
function* linesOf(path: string): Generator<Buffer> {
  const file = openSync(path, "r");
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let chunk = nextOf(file); chunk.length > 0; chunk = nextOf(file)) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, start)) {
        yield bytes.subarray(start, end + 1);
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
    if (rest.length > 0) yield rest;
  } finally {
    closeSync(file);
  }
}

function nextOf(file: number): Buffer {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  return chunk.subarray(0, readSync(file, chunk));
}
