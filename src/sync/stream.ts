/** One stream, with its statuses: from STARTED to its last message, and whatever happens in between. */
import { StreamOutput } from "../airbyte/streamOutput.ts";
import { ClosedOutputError } from "../airbyte/writer.ts";
import { StoppedError } from "../mailjet/errors.ts";
import { atItsEnd } from "../progress/sentences.ts";
import type { ReadContext, StreamRequest } from "./context.ts";
import { toConnectorError } from "./failure.ts";
import { StreamRead } from "./streamRead.ts";

/**
 * Reads one stream. Its failure is its own: it is reported, and the stream ends INCOMPLETE with its progress as STATE.
 * @returns whether all was read.
 * @throws {ClosedOutputError} when nobody reads stdout any more.
 */
export async function readStream(context: ReadContext, request: StreamRequest): Promise<boolean> {
  const output = new StreamOutput(request.name, context.writer, context.clock);
  const watch = context.watch.begin(request.name);
  await output.started();
  let read: StreamRead | undefined;
  try {
    read = new StreamRead(context, request, output, watch);
    await read.run();
    await read.warn();
    await output.complete();
    await context.writer.log("INFO", atItsEnd(watch.end("finished")));
    return true;
  } catch (error) {
    if (error instanceof ClosedOutputError) throw error;
    const isStopped = error instanceof StoppedError;
    const facts = watch.end(isStopped ? "stopped" : "failed");
    if (!isStopped) await output.failed(toConnectorError(error));
    await read?.keepProgress();
    if (isStopped) await read?.sayWhereItStopped();
    await read?.warn();
    await output.incomplete();
    await context.writer.log("INFO", atItsEnd(facts));
    return false;
  }
}
