/** What one call of the program has to work with, and how it takes its configuration. */
import type { Writer } from "../airbyte/writer.ts";
import { loadConfig, type Settings } from "../config/config.ts";
import { secretsIn } from "../config/credentials.ts";
import type { StreamFacts } from "../progress/facts.ts";
import type { Clock } from "../time/clock.ts";

/** Shows how far the streams are, as long as the read lasts. */
export interface Display {
  readonly show: (facts: () => readonly StreamFacts[]) => { readonly end: () => void };
}

export interface Session {
  readonly writer: Writer;
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Where `MAILJET_API_URL` and proxies are named. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where somebody looks on. */
  readonly display?: Display | undefined;
}

/**
 * The settings, with their secrets hidden from here on, even if they turn out to be invalid; what is probably not meant
 * is warned of.
 * @throws {ConnectorError} config_error.
 */
export async function openConfig(session: Session, content: unknown): Promise<Settings> {
  session.writer.hide(secretsIn(content));
  const { settings, warnings } = loadConfig(content);
  await warn(session, warnings);
  return settings;
}

/** Leaves out what is undefined. */
export async function warn({ writer }: Session, sentences: readonly (string | undefined)[]): Promise<void> {
  for (const text of sentences) if (text !== undefined) await writer.log("WARN", text);
}
