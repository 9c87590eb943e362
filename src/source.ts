/** The four commands as functions: what they need comes in, messages go out through the writer. */
import { configError } from "./airbyte/errors.ts";
import { catalogLine, specLine } from "./airbyte/messages.ts";
import { parseStateFile } from "./airbyte/stateFile.ts";
import type { StateText } from "./airbyte/stateText.ts";
import { StreamOutput } from "./airbyte/streamOutput.ts";
import { ClosedOutputError } from "./airbyte/writer.ts";
import { entryOf } from "./catalogEntry.ts";
import { type Closed, closedStreams } from "./closed.ts";
import type { Settings } from "./config.ts";
import { datesAhead } from "./configDates.ts";
import { type ConfiguredStream, parseCatalog } from "./configuredCatalog.ts";
import { failureOfCheck, toConnectorError } from "./failure.ts";
import { loadCatalog, loadSchema, loadSpec } from "./files.ts";
import { LookUps } from "./lookUp.ts";
import type { Client } from "./mailjet/client.ts";
import { StoppedError, sentence } from "./mailjet/errors.ts";
import { Slots } from "./pool.ts";
import { readStream } from "./read.ts";
import type { Run } from "./run.ts";
import { greet, openClient, openConfig, type Patience, type Session } from "./session.ts";
import { streams } from "./streams.ts";
import { disagreement, type Present } from "./time/present.ts";
import { declaredFor } from "./variant.ts";

/** A user waits for the answer of `check`; a read may sit out an outage, and longer a limit that is refilled. */
const CHECK_PATIENCE: Patience = { retryForMs: 5_000, waitForMs: 8_000 };
const READ_PATIENCE: Patience = { retryForMs: 300_000, waitForMs: 900_000 };

export async function spec({ writer }: Session): Promise<void> {
  await writer.message(specLine(loadSpec()));
}

/**
 * Says SUCCEEDED, or FAILED with one sentence, whatever the network or Mailjet answers. Streams that the key may not read
 * are named, and no failure unless there is no other: they concern nobody who does not choose them.
 * @throws {ConnectorError} after FAILED, when the fault is the connector's own.
 */
export async function check(session: Session, config: () => unknown): Promise<void> {
  try {
    const settings = await openConfig(session, config());
    const client = openClient(session, settings, CHECK_PATIENCE);
    const { now } = await greet(client, session.clock);
    await warn(session, datesAhead(settings, now));
    const offered = [...streams.keys()].filter((name) => isOffered(name, settings));
    await sayClosed(session, offered, await closedStreams(client, settings, offered));
  } catch (error) {
    if (error instanceof StoppedError || error instanceof ClosedOutputError) throw error;
    const failure = failureOfCheck(error);
    await session.writer.connection("FAILED", failure ?? toConnectorError(error).message);
    if (failure === undefined) throw error;
  }
}

async function sayClosed({ writer }: Session, offered: readonly string[], closed: Closed): Promise<void> {
  const { streams: names, why = "" } = closed;
  if (names.length === 0) return writer.connection("SUCCEEDED");
  if (names.length === offered.length)
    return writer.connection("FAILED", `${sentence(why)}: this API key may read none of the streams that are offered`);
  const advice = "leave them out, or ask Mailjet to open them for it";
  const list = names.map((name) => `'${name}'`).join(", ");
  const message = `Mailjet does not let this API key read ${names.length} of the streams: ${list}; ${advice}`;
  await writer.log("WARN", message);
  await writer.connection("SUCCEEDED", message);
}

async function warn({ writer }: Session, sentences: readonly (string | undefined)[]): Promise<void> {
  for (const text of sentences) if (text !== undefined) await writer.log("WARN", text);
}

/** The streams with their schemas; those that `reports` names, where it names any. */
export async function discover(session: Session, config: () => unknown): Promise<void> {
  const settings = await openConfig(session, config());
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
  readonly state: () => StateText;
}

/**
 * Reads the streams of the catalog, side by side.
 * @returns whether every one of them was read to its end.
 * @throws {ConnectorError} when nothing could be read at all.
 */
export async function read(session: Session, files: ReadFiles): Promise<boolean> {
  const settings = await openConfig(session, files.config());
  const configured = parseCatalog(files.catalog());
  const { content, ignored } = files.state();
  const given = parseStateFile(content, streams.keys());
  await warn(session, [...ignored, ...given.ignored]);
  const client = openClient(session, settings, READ_PATIENCE);
  const present = await greet(client, session.clock);
  const run = openRun(session, settings, client, present);
  const difference = disagreement(session.clock.date() / 1_000, client.apiDate());
  await warn(session, [difference, ...datesAhead(settings, present.now)]);
  await session.writer.log("INFO", `Reading ${configured.length} streams of Mailjet`);
  const results = await Promise.all(configured.map((stream) => readOne(run, stream, given.states.get(stream.name))));
  return results.every((isComplete) => isComplete);
}

function openRun({ writer, clock }: Session, settings: Settings, client: Client, present: Present): Run {
  // No more slices at a time than requests may be in flight: each may keep rows waiting for a slow reader.
  const slots = new Slots(settings.max_concurrency);
  const lookUps = new LookUps({ client, settings, slots, until: present.until });
  return { client, writer, clock, settings, slots, present, lookUps };
}

async function readOne(run: Run, { name, ...how }: ConfiguredStream, state: unknown): Promise<boolean> {
  const declaration = streams.get(name);
  if (declaration !== undefined) {
    return readStream(run, { name, declaration: declaredFor(declaration, run.settings), ...how, state });
  }
  const output = new StreamOutput(name, run.writer, run.clock);
  await output.failed(configError(`There is no stream '${name}'; run discover, and refresh the catalog`));
  await output.incomplete();
  return false;
}
