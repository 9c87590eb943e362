/** The rate limit of a key, over the last second as clients live it: they cannot wait by the sandbox's clock. */
export class RateLimit {
  readonly #callsPerSecond: number;
  /** When the calls that passed were made, in milliseconds. */
  #passed: number[] = [];

  constructor(callsPerSecond: number) {
    this.#callsPerSecond = callsPerSecond;
  }

  /** True where the call may pass; a call that may not does not count. */
  admits(milliseconds: number): boolean {
    this.#passed = this.#passed.filter((at) => at > milliseconds - 1000);
    if (this.#passed.length >= this.#callsPerSecond) return false;
    this.#passed.push(milliseconds);
    return true;
  }
}
