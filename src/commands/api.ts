/** The API client of a configuration, and its first call: for the commands that ask Mailjet, `check` and `read`. */
import type { Settings } from "../config/config.ts";
import { originOf } from "../config/origin.ts";
import { proxiesIn, useProxies } from "../config/proxies.ts";
import { Client, type ClientOptions } from "../mailjet/client.ts";
import { judgePage } from "../mailjet/envelope.ts";
import { MailjetError } from "../mailjet/errors.ts";
import { Pacer } from "../mailjet/pacing.ts";
import type { Clock } from "../time/clock.ts";
import { type Present, presentOf } from "../time/present.ts";
import type { Session } from "./session.ts";

/** How long a request that meets transient trouble, or the rate limit, is tried again. */
export type Patience = Pick<ClientOptions, "retryForMs" | "waitForMs">;

/** @throws {ConnectorError} config_error where the environment names a server or a proxy that makes no sense. */
export function openClient(session: Session, settings: Settings, patience: Patience): Client {
  const { writer, signal, clock, environment } = session;
  const proxies = proxiesIn(environment);
  if (proxies !== undefined) {
    writer.hide(proxies.secrets);
    useProxies(proxies);
  }
  return new Client({
    origin: originOf(settings.region, environment.MAILJET_API_URL),
    apiKey: settings.api_key,
    apiSecret: settings.api_secret,
    pacer: new Pacer(settings.max_concurrency, clock, signal),
    clock,
    signal,
    proxies: proxies?.words,
    ...patience,
    random: Math.random,
    say: (level, message) => void writer.log(level, message).catch(() => {}),
  });
}

/**
 * One cheap call: proves that Mailjet is there and takes the credentials, and tells its time. A key that may not read
 * contact lists has shown by that answer that it is a key.
 * @throws {MailjetError} when it is not there, or does not take them; which resource was asked says nothing to a user.
 */
export async function greet(client: Client, clock: Clock): Promise<Present> {
  try {
    await client.get("contactslist", { Limit: "1" }, judgePage);
  } catch (error) {
    if (!(error instanceof MailjetError)) throw error;
    if (error.trouble !== "forbidden") throw error.during(undefined);
  }
  return presentOf(clock.date() / 1_000, client.apiDate());
}
