/**
 * Stdout where it is a file. A disk that fills up takes a part of what is written, and Node's own stdout takes that for
 * all of it: the rest would be lost without a word.
 */
import { fstatSync, writeSync } from "node:fs";
import { Writable } from "node:stream";

/** Writes from a place in the bytes on. @returns how many of them were taken. */
type Take = (fd: number, bytes: Uint8Array, from: number) => number;

/** Writes each piece to its last byte, or fails. */
export class WholeFile extends Writable {
  readonly #fd: number;
  readonly #take: Take;

  constructor(fd: number, take: Take = writeSync) {
    super();
    this.#fd = fd;
    this.#take = take;
  }

  override _write(bytes: Uint8Array, _: BufferEncoding, done: (error?: Error) => void): void {
    try {
      for (let from = 0; from < bytes.length; ) from += this.#take(this.#fd, bytes, from);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/** What to write to in the place of stdout: pipes and terminals are right as they are. */
export function wholeOutput(stdout: Writable & { readonly fd: number }): Writable {
  return fstatSync(stdout.fd).isFile() ? new WholeFile(stdout.fd) : stdout;
}
