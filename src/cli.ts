/** The command line: which command, which files. Says nothing on stdout but messages, and `--help`. */
import yargs from "yargs";
import type { Session } from "./commands/session.ts";
import { readJson, readState } from "./config/inputFiles.ts";

/** What was asked for, with its files not yet opened. */
export interface Invocation {
  readonly debug: boolean;
  /** Runs the command. @returns whether all of it was done. */
  readonly run: (session: Session) => Promise<boolean>;
}

/** The command line makes no sense; the message is for stderr. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

type Command = (session: Session) => Promise<boolean>;

/**
 * @returns what to run; undefined when yargs has already answered, e.g. `--help`.
 * @throws {UsageError} for an unknown command or option, or a missing one.
 */
export async function parseArguments(args: readonly string[]): Promise<Invocation | undefined> {
  let command: Command | undefined;
  const config = {
    config: { ...FILE, demandOption: true, describe: "Configuration: JSON that fits the spec" },
  } as const;
  const catalog = {
    ...FILE,
    demandOption: true,
    describe: "Configured catalog: which streams to read, and how",
  } as const;
  const state = {
    ...FILE,
    describe: "Where an earlier read got to: its STATE messages, one a line or as a JSON list",
  } as const;
  const parsed = await yargs([...args])
    .scriptName("source-mailjet")
    .usage("$0 <command>\n\nReads the reports of a Mailjet account as Airbyte messages, one JSON object a line.")
    .command("spec", "Print what can be configured", {}, () => {
      command = async (session) => done((await import("./commands/spec.ts")).spec(session));
    })
    .command("check", "Try the configuration and the credentials", config, (argv) => {
      command = async (session) =>
        done((await import("./commands/check.ts")).check(session, () => readJson("configuration", argv.config)));
    })
    .command("discover", "Print the streams and their columns", config, (argv) => {
      command = async (session) =>
        done((await import("./commands/discover.ts")).discover(session, () => readJson("configuration", argv.config)));
    })
    .command("read", "Print the rows of the streams", { ...config, catalog, state }, (argv) => {
      const files = {
        config: () => readJson("configuration", argv.config),
        catalog: () => readJson("catalog", argv.catalog),
        state: () => readState(argv.state),
      };
      command = async (session) => (await import("./commands/read.ts")).read(session, files);
    })
    .option("debug", { type: "boolean", default: false, describe: "Log each request; secrets never show" })
    .example("$0 read --config config.json --catalog catalog.json --state state.json", "")
    .demandCommand(1, 1, "Name a command: spec, check, discover or read", "Name one command only")
    .strict()
    .strictCommands()
    .wrap(COLUMNS)
    .version(false)
    .exitProcess(false)
    .fail((message, error) => {
      throw new UsageError(message || error.message);
    })
    .parseAsync();
  if (command === undefined) return undefined;
  return { debug: parsed.debug || process.env.LOG_LEVEL?.toLowerCase() === "debug", run: command };
}

/** A command that cannot be half done. */
async function done(work: Promise<void>): Promise<boolean> {
  await work;
  return true;
}

/** Width of the help. */
const COLUMNS = 100;

const FILE = { type: "string", requiresArg: true } as const;
