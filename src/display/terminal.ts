/**
 * What stderr shows while stdout goes to a file or a pipe: warnings and errors as lines that stay, and below them how far
 * the streams are. The cursor is never hidden: so it need not be brought back, however the program ends.
 */
import { createLogUpdate } from "log-update";
import type { StreamFacts } from "../progress/facts.ts";
import type { Clock } from "../time/clock.ts";
import { frame } from "./frame.ts";
import { type NoticeLevel, noticeLine } from "./notice.ts";

const REDRAWN_MS = 200;

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

  /** A line that stays, above the streams. The same sentence is shown once. */
  say(level: NoticeLevel, sentence: string): void {
    const { stream, isColoured } = this.#options;
    const line = noticeLine(level, sentence, isColoured);
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#update.clear();
    // The terminal itself wraps a long line: so it is copied as one.
    stream.write(`${line}\n`);
    this.#draw?.();
  }

  /** Shows the facts, again and again, until the end; what is shown then stays. */
  show(facts: () => readonly StreamFacts[]): { readonly end: () => void } {
    const { stream, clock, isColoured } = this.#options;
    const draw = () => {
      const { columns = 80, rows: lines = 24 } = stream;
      this.#update(frame(facts(), { now: clock.now(), date: clock.date() }, { columns, lines, isColoured }));
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
