/** What the log says of a stream: while it runs, and at its end. Pure. */
import { type Ending, type Share, type StreamFacts, shareOf } from "./facts.ts";

/** One line for a stream that runs. */
export function underWay(facts: StreamFacts, now: number): string {
  const { stream, rows, share, waitsUntil, waitsFor } = facts;
  const of = share === undefined ? "" : `, ${Math.floor(100 * (shareOf(facts) ?? 0))} % ${ofWhat(share)}`;
  const leftS = Math.ceil((waitsUntil - now) / 1_000);
  const waits = leftS > 0 ? `; it waits ${leftS} s more (${waitsFor})` : "";
  return `${stream}: ${counted(rows, "row")} so far${of}${waits}`;
}

/** Rows were counted by Mailjet; parts are known. */
function ofWhat({ done, of, what }: Share): string {
  if (what === ROWS) return `of about ${grouped(of)}`;
  if (what === ROWS_LOOKED_THROUGH) return `of about ${grouped(of)} ${what}`;
  return `(${grouped(done)} of ${grouped(of)} ${what})`;
}

/** What a share can be of, beside parts. */
export const ROWS = "rows";
/** … of which some are delivered. */
export const ROWS_LOOKED_THROUGH = "rows looked through";

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
