/** Rows that do not fit their schema: delivered all the same, and counted for a word to the user. */
import type { Row } from "./mailjet/json.ts";

export class Misfits {
  readonly #primaryKey: readonly string[];
  readonly #byColumn = new Map<string, number>();
  #rows = 0;

  constructor(primaryKey: readonly string[]) {
    this.#primaryKey = primaryKey;
  }

  note({ columns, misfits }: Row): void {
    const missing = this.#primaryKey.filter((column) => !columns.has(column));
    const wrong = [...misfits, ...missing];
    if (wrong.length > 0) this.#rows++;
    for (const column of wrong) this.#byColumn.set(column, (this.#byColumn.get(column) ?? 0) + 1);
  }

  /** One sentence; undefined where all rows fit. */
  summary(stream: string): string | undefined {
    if (this.#rows === 0) return undefined;
    const columns = [...this.#byColumn].map(([column, count]) => `'${column}' in ${count}`).join(", ");
    return `Delivered ${this.#rows} rows of stream '${stream}' that do not fit its schema, as they are: ${columns}`;
  }
}
