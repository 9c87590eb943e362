/** Commands run in this process, over real sockets: all of the program but its entry, without a process to start. */
import { Writable } from "node:stream";
import { environment } from "../../sandbox/platform.ts";
import { Writer } from "../../src/airbyte/writer.ts";
import { parseArguments } from "../../src/cli.ts";
import { ending } from "../../src/ending.ts";
import { CLOCK } from "../../src/time/clock.ts";
import { type Runner, runsBy } from "./runs.ts";

const runHere: Runner = async (args, { env, clock: begin, program, onLine }) => {
  if (program !== undefined || onLine !== undefined) throw new Error("This needs a process of its own");
  const invocation = await parseArguments(args);
  if (invocation === undefined) throw new Error("This is no command");
  const beganAt = CLOCK.now();
  const date = () => (begin === undefined ? CLOCK.date() : Math.floor(begin.getTime() + CLOCK.now() - beganAt));
  const clock = { ...CLOCK, date };
  const out = new Output();
  const writer = new Writer({ out, clock, debug: invocation.debug });
  const session = { writer, signal: new AbortController().signal, clock, environment: environment(env) };
  const code = await ending(writer, () => invocation.run(session));
  return { code, signal: null, lines: out.lines, stderr: "" };
};

/** A stdout that keeps everything. */
class Output extends Writable {
  readonly #chunks: Buffer[] = [];

  /** The buffers that are lent to it are used again. */
  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(Buffer.from(chunk));
    done();
  }

  get lines(): readonly string[] {
    const text = Buffer.concat(this.#chunks).toString();
    return text === "" ? [] : text.replace(/\n$/, "").split("\n");
  }
}

export const { command, read, expectRows } = runsBy(runHere);
