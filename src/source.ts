/** The four commands as functions: what they need comes in, messages go out through the writer. */
import { configError } from "./airbyte/errors.ts";
import { catalogLine, specLine } from "./airbyte/messages.ts";
import { parseStateFile } from "./airbyte/stateFile.ts";
import { StreamOutput } from "./airbyte/streamOutput.ts";
import { entryOf } from "./catalogEntry.ts";
import { closedStreams } from "./closed.ts";
import type { Settings } from "./config.ts";
import { type ConfiguredStream, parseCatalog } from "./configuredCatalog.ts";
import { toConnectorError } from "./failure.ts";
import { loadCatalog, loadSchema, loadSpec } from "./files.ts";
import { LookUps } from "./lookUp.ts";
import type { Client } from "./mailjet/client.ts";
import { Slots } from "./pool.ts";
import { readStream } from "./read.ts";
import type { Run } from "./run.ts";
import { greet, openClient, openConfig, type Patience, type Session } from "./session.ts";
import { streams } from "./streams.ts";
import { declaredFor } from "./variant.ts";

/** A user waits for the answer of `check`; a read may sit out an outage, and longer a limit that is refilled. */
const CHECK_PATIENCE: Patience = { retryForMs: 8_000, waitForMs: 8_000 };
const READ_PATIENCE: Patience = { retryForMs: 300_000, waitForMs: 900_000 };

export async function spec({ writer }: Session): Promise<void> {
  await writer.message(specLine(loadSpec()));
}

/**
 * Says SUCCEEDED, or FAILED with one sentence. Streams that the key may not read are named, and no failure: they concern
 * nobody who does not choose them.
 * @throws {ConnectorError} after FAILED, when it was not the user's mistake: no second run would say the same for sure.
 */
export async function check(session: Session, config: () => unknown): Promise<void> {
  let closed: string[];
  try {
    const settings = openConfig(session, config());
    const client = openClient(session, settings, CHECK_PATIENCE);
    await greet(client);
    closed = await closedStreams(
      client,
      settings,
      [...streams.keys()].filter((name) => isOffered(name, settings)),
    );
  } catch (error) {
    const failure = toConnectorError(error);
    await session.writer.connection("FAILED", failure.message);
    if (failure.failureType !== "config_error") throw failure;
    return;
  }
  if (closed.length === 0) return session.writer.connection("SUCCEEDED");
  const names = closed.map((name) => `'${name}'`).join(", ");
  const advice = "leave them out, or ask Mailjet to open them for it";
  const message = `Mailjet does not let this API key read ${closed.length} of the streams: ${names}; ${advice}`;
  await session.writer.log("WARN", message);
  await session.writer.connection("SUCCEEDED", message);
}

/** The streams with their schemas; those that `reports` names, where it names any. */
export async function discover(session: Session, config: () => unknown): Promise<void> {
  const settings = openConfig(session, config());
  const offered = loadCatalog().filter((stream) => isOffered(stream.name, settings));
  const entries = offered.map((stream) => {
    const declaration = streams.get(stream.name);
    // Of most streams the catalog holds what the declaration says; of some the menus change it.
    const entry = declaration?.variants ? entryOf(stream.name, declaredFor(declaration, settings)) : stream;
    return { ...entry, json_schema: loadSchema(stream.name) };
  });
  await session.writer.message(catalogLine(entries));
}

function isOffered(name: string, { reports }: Settings): boolean {
  return reports.length === 0 || reports.some((report) => report === name);
}

export interface ReadFiles {
  readonly config: () => unknown;
  readonly catalog: () => unknown;
  /** Undefined without `--state`. */
  readonly state: () => unknown;
}

/**
 * Reads the streams of the catalog, side by side.
 * @returns whether every one of them was read to its end.
 * @throws {ConnectorError} when nothing could be read at all.
 */
export async function read(session: Session, files: ReadFiles): Promise<boolean> {
  const settings = openConfig(session, files.config());
  const configured = parseCatalog(files.catalog());
  const states = parseStateFile(files.state());
  const client = openClient(session, settings, READ_PATIENCE);
  const run = openRun(session, settings, client, await greet(client));
  await session.writer.log("INFO", `Reading ${configured.length} streams of Mailjet`);
  const results = await Promise.all(configured.map((stream) => readOne(run, stream, states.get(stream.name))));
  return results.every((isComplete) => isComplete);
}

function openRun({ writer }: Session, settings: Settings, client: Client, now: number): Run {
  // No more slices at a time than requests may be in flight: each may keep rows waiting for a slow reader.
  const slots = new Slots(settings.max_concurrency);
  const lookUps = new LookUps({ client, settings, slots, now });
  return { client, writer, settings, slots, now, lookUps };
}

async function readOne(run: Run, { name, ...how }: ConfiguredStream, state: unknown): Promise<boolean> {
  const declaration = streams.get(name);
  if (declaration !== undefined) {
    return readStream(run, { name, declaration: declaredFor(declaration, run.settings), ...how, state });
  }
  const output = new StreamOutput(name, run.writer);
  await output.failed(
    configError(`Reading stream '${name}' failed: there is no such stream; run discover and refresh the catalog`),
  );
  await output.incomplete();
  return false;
}
