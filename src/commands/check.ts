/** `check`: whether Mailjet is there, takes the key, and lets it read what is offered. */
import { ClosedOutputError } from "../airbyte/writer.ts";
import { datesAhead } from "../config/dates.ts";
import { StoppedError, sentence } from "../mailjet/errors.ts";
import { offeredStreams } from "../streams/offered.ts";
import { failureOfCheck, toConnectorError } from "../sync/failure.ts";
import { uselessIds } from "../sync/uselessIds.ts";
import { greet, openClient, type Patience } from "./api.ts";
import { type Forbidden, forbiddenStreams } from "./forbidden.ts";
import { openConfig, type Session, warn } from "./session.ts";

/** A user waits for the answer. */
const PATIENCE: Patience = { retryForMs: 5_000, waitForMs: 8_000 };

/**
 * Says SUCCEEDED, or FAILED with one sentence, whatever the network or Mailjet answers. An ID that the account does not
 * have is a failure. Streams that the key may not read
 * are named, and no failure unless there is no other: they concern nobody who does not choose them.
 * @throws {ConnectorError} after FAILED, when the fault is the connector's own.
 */
export async function check(session: Session, config: () => unknown): Promise<void> {
  try {
    const settings = await openConfig(session, config());
    const client = openClient(session, settings, PATIENCE);
    const { now, until } = await greet(client, session.clock);
    await warn(session, datesAhead(settings, now));
    const { absent, leftOut } = await uselessIds({ client, settings, until });
    await warn(session, [leftOut]);
    if (absent !== undefined) return await session.writer.connection("FAILED", absent);
    const offered = offeredStreams(settings);
    await sayForbidden(session, offered, await forbiddenStreams(client, settings, offered));
  } catch (error) {
    if (error instanceof StoppedError || error instanceof ClosedOutputError) throw error;
    const failure = failureOfCheck(error);
    await session.writer.connection("FAILED", failure ?? toConnectorError(error).message);
    if (failure === undefined) throw error;
  }
}

async function sayForbidden({ writer }: Session, offered: readonly string[], forbidden: Forbidden): Promise<void> {
  const { streams: names, why = "" } = forbidden;
  if (names.length === 0) return writer.connection("SUCCEEDED");
  if (names.length === offered.length)
    return writer.connection("FAILED", `${sentence(why)}: this API key may read none of the streams that are offered`);
  const advice = "leave them out, or ask Mailjet to open them for it";
  const list = names.map((name) => `'${name}'`).join(", ");
  const message = `Mailjet does not let this API key read ${names.length} of the streams: ${list}; ${advice}`;
  await writer.log("WARN", message);
  await writer.connection("SUCCEEDED", message);
}
