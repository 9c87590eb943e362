/** What SIGTERM and SIGINT do: what is complete is still written, and then the signal takes its normal effect. */

const SIGNALS = ["SIGTERM", "SIGINT"] as const;
type Signal = (typeof SIGNALS)[number];

/** By then the process is gone even where nobody reads its output any more; clients kill it after 10 seconds. In ms. */
const LONGEST_ENDING_MS = 1_500;

/** Signals so close together are one: some programs that end others signal the process, and then its whole group. In ms. */
const TOGETHER_MS = 100;

/** As PID 1 of a container a process ignores the signals that it sends to itself. */
const CONTAINER_PID = 1;

/**
 * At the first signal `stop` is called. What was not read from stdout in time is dropped: a STATE that was not written
 * loses nothing. A second signal takes its effect at once.
 * @returns to be called at the end: the signal, if there was one, then takes its effect.
 */
export function onSignal(stop: () => void): () => void {
  let received: Signal | undefined;
  let receivedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const handler = (signal: NodeJS.Signals) => {
    if (received !== undefined) {
      if (performance.now() - receivedAt >= TOGETHER_MS) die();
      return;
    }
    receivedAt = performance.now();
    received = SIGNALS.find((known) => known === signal);
    timer = setTimeout(die, LONGEST_ENDING_MS);
    stop();
  };
  const leave = () => {
    for (const signal of SIGNALS) process.removeListener(signal, handler);
    clearTimeout(timer);
  };
  const die = () => {
    leave();
    if (received === undefined) return;
    const code = received === "SIGTERM" ? 143 : 130;
    if (process.pid === CONTAINER_PID) process.exit(code);
    process.kill(process.pid, received);
  };
  for (const signal of SIGNALS) process.on(signal, handler);
  return () => {
    if (received === undefined || process.pid !== CONTAINER_PID) return die();
    // All is written: the natural end of the process delivers what stdout has not taken yet.
    leave();
    process.exitCode = received === "SIGTERM" ? 143 : 130;
  };
}
