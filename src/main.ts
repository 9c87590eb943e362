/** Entry: runs the command that was asked for, and sets the exit code. */
import { wholeOutput } from "./airbyte/wholeFile.ts";
import { Writer } from "./airbyte/writer.ts";
import { parseArguments, UsageError } from "./cli.ts";
import { ending, FAILED } from "./ending.ts";
import { onSignal } from "./signals.ts";
import { toConnectorError } from "./sync/failure.ts";
import { CLOCK } from "./time/clock.ts";

// Certificates are always checked: this variable of Node's would switch that off, unseen, for the key and secret too.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;

// Where nobody takes what is said on stderr, the exit code still tells.
process.stderr.on("error", () => {});

const USAGE = 2;

void main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<void> {
  try {
    const invocation = await parseArguments(args);
    if (invocation === undefined) return;
    const stop = new AbortController();
    const writer = new Writer({
      out: wholeOutput(process.stdout),
      clock: CLOCK,
      debug: invocation.debug,
      onClosed: () => stop.abort(),
      onNotice: invocation.onNotice,
    });
    const signalled = onSignal(() => stop.abort());
    const session = { writer, signal: stop.signal, clock: CLOCK, environment: process.env };
    process.exitCode = await ending(writer, () => invocation.run(session));
    if (writer.loss !== undefined) process.stderr.write(`source-mailjet: ${writer.loss}\n`);
    signalled();
  } catch (error) {
    const { message } = error instanceof UsageError ? error : toConnectorError(error);
    process.stderr.write(`source-mailjet: ${message}\nTry 'source-mailjet --help'.\n`);
    process.exitCode = error instanceof UsageError ? USAGE : FAILED;
  }
}
