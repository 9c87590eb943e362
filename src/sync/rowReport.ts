/** What the user should know of the rows that a stream has delivered, at its end. */
import type { Row } from "../mailjet/row.ts";
import { ColumnTally } from "./columnTally.ts";

export class RowReport {
  /** Rows that do not fit their schema: they are delivered all the same. */
  readonly #misfits = new ColumnTally();
  /** Rows in which characters were replaced that databases refuse. */
  readonly #replaced = new ColumnTally();

  note(rows: readonly Row[]): void {
    for (const { misfits, replaced } of rows) {
      if (misfits.length > 0) this.#misfits.note(misfits);
      if (replaced.length > 0) this.#replaced.note(replaced);
    }
  }

  /** Warnings; undefined in place of one that is not needed. */
  sentences(stream: string): (string | undefined)[] {
    const of = (rows: number) => `${rows} rows of stream '${stream}'`;
    return [
      this.#misfits.summary(
        (rows, columns) => `Delivered ${of(rows)} that do not fit its schema, as they are: ${columns}`,
      ),
      this.#replaced.summary((rows, columns) => `Replaced characters that databases refuse in ${of(rows)}: ${columns}`),
    ];
  }
}
