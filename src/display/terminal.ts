/**
 * What stderr shows while stdout goes to a file or a pipe: warnings and errors as lines that stay, and below them how far
 * the streams are. The cursor is never hidden: so it need not be brought back, however the program ends.
 */
import { createLogUpdate } from "log-update";
import type { StreamFacts } from "../progress/facts.ts";
import type { Clock } from "../time/clock.ts";
import { frame, rowsAt } from "./frame.ts";
import { type NoticeLevel, noticeLine, withoutTimes } from "./notice.ts";

const REDRAWN_MS = 200;

/** Empties the line of the cursor, and goes to the one before. */
const LINE_AWAY = "\u001B[2K\u001B[1A";

export interface TerminalOptions {
  readonly stream: NodeJS.WriteStream;
  readonly clock: Pick<Clock, "now" | "date">;
  readonly isColoured: boolean;
}

export class Terminal {
  readonly #options: TerminalOptions;
  readonly #update: ReturnType<typeof createLogUpdate>;
  readonly #said = new Set<string>();
  /** While streams are shown. */
  #draw: (() => void) | undefined;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#update = createLogUpdate(options.stream, { showCursor: true });
    // A terminal that is gone shows nothing; the read goes on.
    options.stream.on("error", () => {});
  }

  /** A line that stays, above the streams. The same sentence is shown once, whatever times it tells. */
  say(level: NoticeLevel, sentence: string): void {
    const { stream, isColoured } = this.#options;
    const same = withoutTimes(sentence);
    if (this.#said.has(same)) return;
    this.#said.add(same);
    this.#update.clear();
    // The terminal itself wraps a long line: so it is copied as one.
    stream.write(`${noticeLine(level, sentence, isColoured)}\n`);
    this.#draw?.();
  }

  /** A terminal that was made narrower has wrapped what was shown: the lines that came by it are taken away. */
  #unwrap(text: string, columns: number): void {
    const more = rowsAt(text, columns) - text.split("\n").length;
    this.#options.stream.write(LINE_AWAY.repeat(more));
  }

  /** Shows the facts, again and again, until the end; what is shown then stays. */
  show(facts: () => readonly StreamFacts[]): { readonly end: () => void } {
    const { stream, clock, isColoured } = this.#options;
    let before = { text: "", columns: 0 };
    const draw = () => {
      const { columns = 80, rows: lines = 24 } = stream;
      if (columns < before.columns) this.#unwrap(before.text, columns);
      const text = frame(facts(), { now: clock.now(), date: clock.date() }, { columns, lines, isColoured });
      this.#update(text);
      before = { text, columns };
    };
    this.#draw = draw;
    const timer = setInterval(draw, REDRAWN_MS).unref();
    return {
      end: () => {
        clearInterval(timer);
        draw();
        this.#update.done();
        this.#draw = undefined;
      },
    };
  }
}
