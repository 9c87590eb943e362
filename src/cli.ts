/** The command line: which command, which files. Says nothing on stdout but messages, and `--help`. */
import yargs from "yargs";
import type { OnNotice } from "./airbyte/writer.ts";
import type { Session } from "./commands/session.ts";
import { loadVersion } from "./config/files.ts";
import { readCatalog, readJson, readState } from "./config/inputFiles.ts";
import type { Terminal } from "./display/terminal.ts";
import { CLOCK } from "./time/clock.ts";
import { inOwnWords } from "./usage.ts";

/** What was asked for, with its files not yet opened. */
export interface Invocation {
  readonly debug: boolean;
  /** Runs the command. @returns whether all of it was done. */
  readonly run: (session: Session) => Promise<boolean>;
  /** Where somebody looks on: shows a warning or an error. */
  readonly onNotice?: OnNotice | undefined;
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
  let terminal: Terminal | undefined;
  const parsed = await yargs([...args])
    .scriptName("source-mailjet")
    // What yargs would make of --no-state, --config.x and --con-fig are options that do not exist.
    .parserConfiguration({ "boolean-negation": false, "dot-notation": false, "camel-case-expansion": false })
    .usage("$0 <command>\n\nReads the reports of a Mailjet account as Airbyte messages, one JSON object a line.")
    .command("spec", "Print what can be configured", {}, () => {
      command = async (session) => done((await import("./commands/spec.ts")).spec(session));
    })
    .command("check", "Try the configuration and the credentials", CONFIG, (argv) => {
      command = async (session) =>
        done((await import("./commands/check.ts")).check(session, () => readJson("configuration", argv.config)));
    })
    .command("discover", "Print the streams and their columns", CONFIG, (argv) => {
      command = async (session) =>
        done((await import("./commands/discover.ts")).discover(session, () => readJson("configuration", argv.config)));
    })
    .command("read", "Print the rows of the streams", READ, async (argv) => {
      const input = {
        config: () => readJson("configuration", argv.config),
        catalog: () => readCatalog(argv.catalog),
        state: () => readState(argv.state),
        streams: await namesIn(argv.streams),
      };
      if (process.stdout.isTTY) process.stderr.write(FOR_A_FILE);
      terminal = await terminalOn(process.stderr);
      const display = terminal;
      command = async (session) => (await import("./commands/read.ts")).read({ ...session, display }, input);
    })
    .option("debug", { type: "boolean", default: false, describe: "Log each request; secrets never show" })
    .example("$0 read --config config.json > out.jsonl", "All streams")
    .example("$0 read --config config.json --state out.jsonl", "… and later what is new")
    .demandCommand(1, 1, "Name a command: spec, check, discover or read", "Name one command only")
    .strict()
    .strictCommands()
    .recommendCommands()
    .wrap(COLUMNS)
    .version(loadVersion())
    .exitProcess(false)
    .fail((message, error) => {
      throw new UsageError(message ? inOwnWords(message, { args, options: optionsOf(args) }) : error.message);
    })
    .parseAsync();
  if (command === undefined) return undefined;
  const debug = parsed.debug || process.env.LOG_LEVEL?.toLowerCase() === "debug";
  return { debug, run: command, onNotice: noticesOn(terminal) };
}

/** The names of the options of the command that is asked for. */
function optionsOf(args: readonly string[]): readonly string[] {
  const known = Object.entries(OPTIONS).find(([name]) => args.includes(name));
  return [...Object.keys(known?.[1] ?? {}), "debug", "help", "version"];
}

/** Said where the messages of a read would fill somebody's screen. */
const FOR_A_FILE =
  "source-mailjet: the messages of a read are for a file or a pipe, e.g. source-mailjet read … > out.jsonl\n";

/** The terminal, where somebody looks at it and the messages go elsewhere. Its code is loaded only then. */
async function terminalOn(stream: NodeJS.WriteStream): Promise<Terminal | undefined> {
  const { NO_COLOR = "", TERM } = process.env;
  if (!stream.isTTY || process.stdout.isTTY || TERM === "dumb") return undefined;
  const { Terminal } = await import("./display/terminal.ts");
  return new Terminal({ stream, clock: CLOCK, isColoured: NO_COLOR === "" });
}

function noticesOn(terminal: Terminal | undefined): OnNotice | undefined {
  return terminal && ((level, sentence) => terminal.say(level, sentence));
}

/** @param words of `--streams`: several where it is given several times. */
async function namesIn(words: string | readonly string[] | undefined): Promise<readonly string[] | undefined> {
  if (words === undefined) return undefined;
  const { streamNames } = await import("./commands/choice.ts");
  try {
    return streamNames([words].flat());
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

/** A command that cannot be half done. */
async function done(work: Promise<void>): Promise<boolean> {
  await work;
  return true;
}

/** Width of the help. */
const COLUMNS = 100;

const TEXT = { type: "string", requiresArg: true } as const;

const FILE = {
  ...TEXT,
  coerce: (path: string | readonly string[]) => {
    if (typeof path !== "string") throw new UsageError(`Name one file, not several: ${path.join(", ")}`);
    return path;
  },
} as const;

const CONFIG = { config: { ...FILE, demandOption: true, describe: "Configuration: JSON that fits the spec" } } as const;

const READ = {
  ...CONFIG,
  catalog: {
    ...FILE,
    describe: "Which streams to read, and how: a configured catalog, or what discover prints. Default: all",
  },
  streams: { ...TEXT, describe: "Only these streams, e.g. messages,open_events" },
  state: { ...FILE, describe: "What an earlier read printed: it goes on from there. Or its STATE messages, as JSON" },
} as const;

const OPTIONS = { spec: {}, check: CONFIG, discover: CONFIG, read: READ } as const;
