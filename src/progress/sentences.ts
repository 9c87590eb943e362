/** What the log says of a stream: while it runs, and at its end. Pure. */
import { type Ending, type StreamFacts, shareOf } from "./facts.ts";

/** One line for a stream that runs. */
export function underWay(facts: StreamFacts, now: number): string {
  const { stream, rows, expected, waitsUntil, waitsFor } = facts;
  const share = shareOf(facts);
  const of = share === undefined ? "" : `, ${Math.floor(100 * share)} % of about ${grouped(expected ?? 0)}`;
  const leftS = Math.ceil((waitsUntil - now) / 1_000);
  const waits = leftS > 0 ? `; it waits ${leftS} s more (${waitsFor})` : "";
  return `${stream}: ${counted(rows, "row")} so far${of}${waits}`;
}

const ENDINGS: Readonly<Record<Ending, string>> = {
  finished: "finished",
  stopped: "stopped before its end",
  failed: "failed before its end",
};

/** One line for a stream that has ended. */
export function atItsEnd(facts: StreamFacts): string {
  const { stream, rows, calls, retries, waitedMs, startedAt, endedAt = startedAt, ending = "finished" } = facts;
  const counts = [counted(rows, "row"), counted(calls, "call"), counted(retries, "retry", "retries")].join(", ");
  return `${stream}: ${ENDINGS[ending]}; ${counts}, ${seconds(waitedMs)} s waited, ${seconds(endedAt - startedAt)} s in all`;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}

/** E.g. 1 call, 2 calls. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : more}`;
}

/** E.g. 26,644. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
