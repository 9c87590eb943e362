/** Which server is called. Only the environment can name another one: a configurable host could collect credentials. */
import { configError } from "../airbyte/errors.ts";
import type { Settings } from "./config.ts";

const ORIGINS: Readonly<Record<Settings["region"], string>> = {
  global: "https://api.mailjet.com",
  eu: "https://api.eu.mailjet.com",
  us: "https://api.us.mailjet.com",
};

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * @param override `MAILJET_API_URL`: https, or plain http on this very machine.
 * @throws {ConnectorError} config_error when it is anything else.
 */
export function originOf(region: Settings["region"], override: string | undefined): string {
  if (override === undefined || override === "") return ORIGINS[region];
  const url = URL.parse(override);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (url === null || !isSafe) {
    throw configError(
      "Reading MAILJET_API_URL failed: it must be an https URL, or http on a loopback host such as 127.0.0.1",
    );
  }
  return url.origin;
}
