/**
 * The live display on stderr, while stdout goes to a file or a pipe. The cursor is never hidden: so it need not be
 * brought back, however the program ends.
 */
import { createLogUpdate } from "log-update";
import type { StreamFacts } from "../progress/facts.ts";
import type { Clock } from "../time/clock.ts";
import { frame } from "./frame.ts";

const REDRAWN_MS = 200;

export interface TerminalOptions {
  readonly stream: NodeJS.WriteStream;
  readonly clock: Pick<Clock, "now" | "date">;
  readonly isColoured: boolean;
}

/** Shows the facts, again and again, until the end; what is shown then stays. */
export function show(
  facts: () => readonly StreamFacts[],
  { stream, clock, isColoured }: TerminalOptions,
): { readonly end: () => void } {
  const update = createLogUpdate(stream, { showCursor: true });
  const draw = () => {
    const { columns = 80, rows: lines = 24 } = stream;
    update(frame(facts(), { now: clock.now(), date: clock.date() }, { columns, lines, isColoured }));
  };
  const timer = setInterval(draw, REDRAWN_MS).unref();
  return {
    end: () => {
      clearInterval(timer);
      draw();
      update.done();
    },
  };
}
