/** The four commands as functions: what they need comes in, messages go out through the writer. */
import { configError } from "./airbyte/errors.ts";
import { catalogLine, specLine } from "./airbyte/messages.ts";
import { parseStateFile } from "./airbyte/stateFile.ts";
import { StreamOutput } from "./airbyte/streamOutput.ts";
import { lookUpCampaigns } from "./campaigns.ts";
import type { Settings } from "./config.ts";
import { type ConfiguredStream, parseCatalog } from "./configuredCatalog.ts";
import { toConnectorError } from "./failure.ts";
import { loadCatalog, loadSchema, loadSpec } from "./files.ts";
import type { Client } from "./mailjet/client.ts";
import { Slots } from "./pool.ts";
import { readStream } from "./read.ts";
import { greet, openClient, openConfig, type Patience, type Session } from "./session.ts";
import type { Run } from "./streamRead.ts";
import { streams } from "./streams.ts";

/** A user waits for the answer of `check`; a read may sit out an outage, and longer a limit that is refilled. */
const CHECK_PATIENCE: Patience = { retryForMs: 8_000, waitForMs: 8_000 };
const READ_PATIENCE: Patience = { retryForMs: 300_000, waitForMs: 900_000 };

export async function spec({ writer }: Session): Promise<void> {
  await writer.message(specLine(loadSpec()));
}

/**
 * Says SUCCEEDED, or FAILED with one sentence.
 * @throws {ConnectorError} after FAILED, when it was not the user's mistake: no second run would say the same for sure.
 */
export async function check(session: Session, config: () => unknown): Promise<void> {
  try {
    await greet(openClient(session, openConfig(session, config()), CHECK_PATIENCE));
  } catch (error) {
    const failure = toConnectorError(error);
    await session.writer.connection("FAILED", failure.message);
    if (failure.failureType !== "config_error") throw failure;
    return;
  }
  await session.writer.connection("SUCCEEDED");
}

/** The streams with their schemas; those that `reports` names, where it names any. */
export async function discover(session: Session, config: () => unknown): Promise<void> {
  const { reports } = openConfig(session, config());
  const offered = loadCatalog().filter(({ name }) => reports.length === 0 || reports.some((report) => report === name));
  await session.writer.message(
    catalogLine(offered.map((stream) => ({ ...stream, json_schema: loadSchema(stream.name) }))),
  );
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
  let campaigns: Promise<readonly string[]> | undefined;
  const campaignsOf = (lists: readonly string[]) => {
    campaigns ??= lookUpCampaigns({ client, settings, slots, now }, lists);
    return campaigns;
  };
  return { client, writer, settings, slots, now, campaignsOf };
}

async function readOne(run: Run, { name, syncMode }: ConfiguredStream, state: unknown): Promise<boolean> {
  const declaration = streams.get(name);
  if (declaration !== undefined) return readStream(run, { name, declaration, syncMode, state });
  const output = new StreamOutput(name, run.writer);
  await output.failed(
    configError(`Reading stream '${name}' failed: there is no such stream; run discover and refresh the catalog`),
  );
  await output.incomplete();
  return false;
}
