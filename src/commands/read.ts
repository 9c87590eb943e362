/** `read`: the rows of the streams that are chosen, side by side. */

import { configError } from "../airbyte/errors.ts";
import { parseStateFile } from "../airbyte/stateFile.ts";
import type { StateText } from "../airbyte/stateText.ts";
import { StreamOutput } from "../airbyte/streamOutput.ts";
import type { Settings } from "../config/config.ts";
import { datesAhead } from "../config/dates.ts";
import type { Client } from "../mailjet/client.ts";
import { StoppedError } from "../mailjet/errors.ts";
import { counted } from "../progress/sentences.ts";
import { Watch } from "../progress/watch.ts";
import { streams } from "../streams/table.ts";
import { declaredFor } from "../streams/variant.ts";
import type { ReadContext } from "../sync/context.ts";
import { LookUps } from "../sync/parents.ts";
import { Slots } from "../sync/slots.ts";
import { readStream } from "../sync/stream.ts";
import { uselessIds } from "../sync/uselessIds.ts";
import { disagreement, type Present } from "../time/present.ts";
import { greet, openClient, type Patience } from "./api.ts";
import { type ChosenStream, chosenStreams, doubtsAbout } from "./choice.ts";
import { keepLittleGarbage } from "./garbage.ts";
import { openConfig, type Session, warn } from "./session.ts";

/** A read may sit out an outage, and longer a limit that is refilled. */
const PATIENCE: Patience = { retryForMs: 300_000, waitForMs: 900_000 };

/** So many pages may wait to be written beside those in flight: then as many requests are in flight all the time. */
const PAGES_AT_HAND = 4;

/** What the command line names; files are opened when they are asked for. */
export interface ReadInput {
  readonly config: () => unknown;
  /** Undefined where none is given. */
  readonly catalog: () => unknown;
  readonly state: () => StateText;
  /** Names of streams; undefined where none are given. */
  readonly streams: readonly string[] | undefined;
}

/**
 * Reads the streams of the catalog, or all that are offered, side by side.
 * @returns whether every one of them was read to its end.
 * @throws {ConnectorError} when nothing could be read at all.
 */
export async function read(session: Session, input: ReadInput): Promise<boolean> {
  const settings = await openConfig(session, input.config());
  const configured = chosenStreams({ catalog: input.catalog(), names: input.streams }, settings);
  const { content, ignored } = input.state();
  const given = parseStateFile(content, streams.keys());
  const doubts = doubtsAbout(configured, [...given.states.keys()]);
  await warn(session, [...ignored, ...given.ignored, ...doubts]);
  const client = openClient(session, settings, PATIENCE);
  const present = await beforeAllStreams(session, greet(client, session.clock));
  keepLittleGarbage();
  const context = openContext(session, settings, client, present);
  const difference = disagreement(session.clock.date() / 1_000, client.apiDate());
  await warn(session, [difference, ...datesAhead(settings, present.now)]);
  await session.writer.log("INFO", `Reading ${counted(configured.length, "stream")} of Mailjet`);
  const warned = uselessIds({ client, settings, until: present.until }).then(({ absent, leftOut }) =>
    warn(session, [absent, leftOut]),
  );
  return watched(session, context.watch, async () => {
    const read = configured.map((stream) => readOne(context, stream, given.states.get(stream.name)));
    const [results] = await Promise.all([Promise.all(read), warned]);
    return results.every((isComplete) => isComplete);
  });
}

/** Says that a read was stopped that had no stream yet to say it. */
async function beforeAllStreams<T>({ writer }: Session, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof StoppedError) await writer.log("INFO", STOPPED_AT_ONCE);
    throw error;
  }
}

const STOPPED_AT_ONCE = "Stopped; no STATE was written yet: the next read begins as this one did";

/** Tells the log and the terminal how far a read is, as long as it lasts. */
async function watched(session: Session, watch: Watch, read: () => Promise<boolean>): Promise<boolean> {
  const { writer, signal, display } = session;
  const over = new AbortController();
  const say = (sentence: string) => void writer.log("INFO", sentence).catch(() => {});
  void watch.tell(say, AbortSignal.any([over.signal, signal]));
  const shown = display?.show(() => watch.facts());
  try {
    return await read();
  } finally {
    over.abort();
    watch.stop();
    shown?.end();
  }
}

function openContext({ writer, clock }: Session, settings: Settings, client: Client, present: Present): ReadContext {
  const slots = new Slots(settings.max_concurrency + PAGES_AT_HAND);
  const lookUps = new LookUps({ client, settings, slots, until: present.until });
  return { client, writer, clock, settings, slots, present, lookUps, watch: new Watch(clock) };
}

async function readOne(context: ReadContext, { name, ...how }: ChosenStream, state: unknown): Promise<boolean> {
  const declaration = streams.get(name);
  if (declaration !== undefined) {
    return readStream(context, { name, declaration: declaredFor(declaration, context.settings), ...how, state });
  }
  const output = new StreamOutput(name, context.writer, context.clock);
  await output.failed(configError(`There is no stream '${name}'; run discover, and refresh the catalog`));
  await output.incomplete();
  return false;
}
