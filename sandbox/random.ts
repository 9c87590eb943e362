/** Chance that can be repeated: the same seed gives the same numbers, on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 up to, but without, 1. The generator is "mulberry32": 32 bits of state, plenty for test data. */
  float(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included; `least` where there is no room between them. */
  between(least: number, most: number): number {
    return least + Math.floor(this.float() * Math.max(1, most - least + 1));
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  /** @throws {RangeError} when there is nothing to choose from. */
  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.between(0, choices.length - 1)];
    if (choice === undefined) throw new RangeError("Cannot pick: there is nothing to choose from");
    return choice;
  }

  /** A new array with the same elements in another order. */
  shuffled<T>(elements: readonly T[]): T[] {
    return elements
      .map((element) => ({ element, place: this.float() }))
      .sort((a, b) => a.place - b.place)
      .map(({ element }) => element);
  }
}
