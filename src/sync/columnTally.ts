/** Counts rows of which something is to be said, and the columns that it concerns. */
import { textOf } from "../mailjet/letters.ts";

export class ColumnTally {
  readonly #byColumn = new Map<string, number>();
  #rows = 0;

  /** One more row, with these columns. */
  note(columns: readonly string[]): void {
    this.#rows++;
    for (const column of columns) this.#byColumn.set(column, (this.#byColumn.get(column) ?? 0) + 1);
  }

  /** What `say` makes of the number of rows, and of a text such as "'Name' in 3, 'Subject' in 1"; undefined without rows. */
  summary(say: (rows: number, columns: string) => string): string | undefined {
    if (this.#rows === 0) return undefined;
    return say(this.#rows, [...this.#byColumn].map(([column, count]) => `'${textOf(column)}' in ${count}`).join(", "));
  }
}
