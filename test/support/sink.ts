/** A stdout to write to in tests: takes a while over each chunk, keeps what it took, and can go away. */
import { Writable } from "node:stream";

export class Sink extends Writable {
  #text = "";

  constructor() {
    super({ highWaterMark: 1 });
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    setImmediate(() => {
      this.#text += chunk.toString();
      done();
    });
  }

  /** The reader goes away, as when the other end of a pipe is closed. */
  leave(): void {
    this.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  }

  get text(): string {
    return this.#text;
  }

  get messages(): Record<string, unknown>[] {
    return this.#text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  }
}
