/** Entry: runs the command, makes every ending a proper one, and sets the exit code. */
import { ClosedOutputError, Writer } from "./airbyte/writer.ts";
import { parseArguments, UsageError } from "./cli.ts";
import { StoppedError } from "./mailjet/errors.ts";
import { onSignal } from "./signals.ts";
import { toConnectorError } from "./sync/failure.ts";
import { CLOCK } from "./time/clock.ts";

// Certificates are always checked: this variable of Node's would switch that off, unseen, for the key and secret too.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;

const FAILED = 1;
const USAGE = 2;

void main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  try {
    const invocation = await parseArguments(args);
    if (invocation === undefined) return;
    const stop = new AbortController();
    const writer = new Writer({
      out: process.stdout,
      clock: CLOCK,
      debug: invocation.debug,
      onClosed: () => stop.abort(),
      onNotice: invocation.onNotice,
    });
    const signalled = onSignal(() => stop.abort());
    const session = { writer, signal: stop.signal, clock: CLOCK, environment: process.env };
    process.exitCode = await ending(writer, () => invocation.run(session));
    signalled();
  } catch (error) {
    const { message } = error instanceof UsageError ? error : toConnectorError(error);
    process.stderr.write(`source-mailjet: ${message}\nTry 'source-mailjet --help'.\n`);
    process.exitCode = error instanceof UsageError ? USAGE : FAILED;
  }
}

/** The exit code; what went wrong is reported before. A closed stdout and a signal need no words. */
async function ending(writer: Writer, run: () => Promise<boolean>): Promise<number> {
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
