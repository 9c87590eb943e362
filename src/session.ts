/** What one call of the program has to work with, and the API client made from a configuration. */
import { setTimeout as sleep } from "node:timers/promises";
import { fieldsOf, isObject } from "./airbyte/json.ts";
import type { Writer } from "./airbyte/writer.ts";
import { loadConfig, type Settings } from "./config.ts";
import { Client, type ClientOptions } from "./mailjet/client.ts";
import { MailjetError } from "./mailjet/errors.ts";
import { type Clock, Pacer } from "./mailjet/pacing.ts";
import { originOf } from "./origin.ts";

export interface Session {
  readonly writer: Writer;
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal;
  /** `MAILJET_API_URL`, where it is set. */
  readonly apiUrl: string | undefined;
}

/**
 * The settings, with their secrets hidden from here on, even if they turn out to be invalid.
 * @throws {ConnectorError} config_error.
 */
export function openConfig(session: Session, content: unknown): Settings {
  const { api_key: key, api_secret: secret } = isObject(content) ? fieldsOf(content) : {};
  session.writer.hide([key, secret].filter((value) => typeof value === "string"));
  return loadConfig(content);
}

/** Monotonic: a change of the machine's clock neither wakes nor delays anybody. */
export const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
};

/** How long a request that meets transient trouble, or the rate limit, is tried again. */
export type Patience = Pick<ClientOptions, "retryForMs" | "waitForMs">;

export function openClient(session: Session, settings: Settings, patience: Patience): Client {
  const { writer, signal, apiUrl } = session;
  return new Client({
    origin: originOf(settings.region, apiUrl),
    apiKey: settings.api_key,
    apiSecret: settings.api_secret,
    pacer: new Pacer(settings.max_concurrency, CLOCK, signal),
    clock: CLOCK,
    signal,
    ...patience,
    random: Math.random,
    debug: (message) => void writer.log("DEBUG", message).catch(() => {}),
  });
}

/**
 * One cheap call: proves that Mailjet is there and takes the credentials, and tells its time. A key that may not read
 * contact lists has shown by that answer that it is a key.
 * @returns the API's time.
 */
export async function greet(client: Client): Promise<number> {
  try {
    await client.get("contactslist", { Limit: "1" }, () => undefined);
  } catch (error) {
    if (!(error instanceof MailjetError && error.trouble === "forbidden")) throw error;
  }
  return client.now();
}
