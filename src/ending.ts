/** Makes every ending of a command a proper one: what went wrong is reported, and becomes an exit code. */
import { ClosedOutputError, type Writer } from "./airbyte/writer.ts";
import { StoppedError } from "./mailjet/errors.ts";
import { toConnectorError } from "./sync/failure.ts";

export const FAILED = 1;

/**
 * Runs a command. A closed stdout and a signal need no words.
 * @param run says whether all was done.
 * @returns the exit code.
 */
export async function ending(writer: Writer, run: () => Promise<boolean>): Promise<number> {
  try {
    return (await run()) ? 0 : FAILED;
  } catch (error) {
    if (error instanceof ClosedOutputError || error instanceof StoppedError) return FAILED;
    const { message, internalMessage, stack, failureType } = toConnectorError(error);
    const stackTrace = failureType === "system_error" ? stack : undefined;
    await writer.error({ message, internalMessage, stackTrace, failureType }).catch(() => {});
    return FAILED;
  }
}
