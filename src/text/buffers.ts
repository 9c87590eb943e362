/** Buffers in which bytes are put together, used again and again: a page of rows leaves none to be collected. */

/** A page of 1,000 rows mostly fits. */
const FIRST_BYTES = 512 * 1024;
/** A larger one is given up after its use. */
const LARGEST_KEPT_BYTES = 4 * 1024 * 1024;

export class Buffers {
  readonly #idle: Buffer[] = [];

  /** Gives what `use` makes of an empty collection of bytes, which is of no use to anybody afterwards. */
  async lend<T>(use: (bytes: Bytes) => T | Promise<T>): Promise<T> {
    const bytes = new Bytes(this.#idle.pop() ?? Buffer.allocUnsafeSlow(FIRST_BYTES));
    try {
      return await use(bytes);
    } finally {
      const buffer = bytes.end();
      if (buffer.length <= LARGEST_KEPT_BYTES) this.#idle.push(buffer);
    }
  }
}

/** Bytes in a buffer that grows. */
export class Bytes {
  #buffer: Buffer;
  #length = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  get length(): number {
    return this.#length;
  }

  add(chunk: Uint8Array): void {
    this.#makeRoom(chunk.byteLength);
    this.#buffer.set(chunk, this.#length);
    this.#length += chunk.byteLength;
  }

  /** @param letters one for each byte. */
  addLetters(letters: string): void {
    this.#makeRoom(letters.length);
    this.#length += this.#buffer.write(letters, this.#length, "latin1");
  }

  #makeRoom(more: number): void {
    const length = this.#length + more;
    if (length <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#buffer.length));
    larger.set(this.whole());
    this.#buffer = larger;
  }

  /** All of them; no copy. */
  whole(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** @returns the buffer, for another use. */
  end(): Buffer {
    return this.#buffer;
  }
}
