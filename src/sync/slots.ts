/** Bounded concurrency: pages that are asked for, or wait to be written, and slices that are read side by side. */

/** So many at a time, over all who share them; first come, first served. */
export class Slots {
  #free: number;
  readonly #queue: (() => void)[] = [];
  /** Who could make use of an idle one; each takes it by `tryTake`, or leaves it. */
  readonly #idle = new Set<() => void>();

  constructor(size: number) {
    this.#free = size;
  }

  /** Resolves when there is one. */
  async take(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  /** Takes one only where nobody uses it, nor waits for it. */
  tryTake(): boolean {
    if (this.#free === 0) return false;
    this.#free--;
    return true;
  }

  /** Gives one back, to whoever has waited longest; else to whoever can make use of it. */
  release(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#free++;
    else next();
    for (const use of [...this.#idle]) if (this.#free > 0) use();
  }

  /** From now on `use` is called when one is idle. */
  offer(use: () => void): void {
    this.#idle.add(use);
  }

  /** … and no longer. */
  offerNoMore(use: () => void): void {
    this.#idle.delete(use);
  }
}

/**
 * Runs tasks in order, at most `width` at a time; what a task returns is run next. After a failure no further task is
 * begun, those under way come to their end, and the first failure is thrown.
 */
export async function runAll<T extends NonNullable<unknown>>(
  tasks: readonly T[],
  width: number,
  run: (task: T) => Promise<readonly T[]>,
): Promise<void> {
  // The next one last: to take from the front of a long array moves all the others.
  const waiting = tasks.toReversed();
  const failures: unknown[] = [];
  const active = new Set<Promise<void>>();
  const begin = (task: T) => {
    const job = run(task)
      .then((more) => void waiting.push(...more.toReversed()))
      .catch((error: unknown) => void failures.push(error))
      .finally(() => active.delete(job));
    active.add(job);
  };
  while (active.size > 0 || (waiting.length > 0 && failures.length === 0)) {
    while (active.size < width && failures.length === 0) {
      const task = waiting.pop();
      if (task === undefined) break;
      begin(task);
    }
    await Promise.race(active);
  }
  if (failures.length > 0) throw failures[0];
}
