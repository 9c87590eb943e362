/** What the TRACE messages of a run say. */
import { messages, type Outcome } from "../../sandbox/platform.ts";

interface Trace {
  readonly error?: {
    readonly message: string;
    readonly failure_type: string;
    readonly stream_descriptor?: { readonly name: string };
  };
  readonly stream_status?: { readonly status: string; readonly stream_descriptor: { readonly name: string } };
}

function traces({ lines }: Pick<Outcome, "lines">): Trace[] {
  const found = messages(lines.filter((line) => line.startsWith('{"type":"TRACE"')));
  return found.map(({ trace }) => trace as Trace);
}

export function errorsOf(outcome: Pick<Outcome, "lines">): NonNullable<Trace["error"]>[] {
  return traces(outcome).flatMap(({ error }) => error ?? []);
}

/** The statuses of one stream, in order. */
export function statusesOf(outcome: Pick<Outcome, "lines">, stream: string): string[] {
  const statuses = traces(outcome).flatMap(({ stream_status: status }) => status ?? []);
  return statuses.filter(({ stream_descriptor: { name } }) => name === stream).map(({ status }) => status);
}
