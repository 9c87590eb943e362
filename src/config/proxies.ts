/** The proxies that the environment names: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, as every other tool reads them. */
import { configError } from "../airbyte/errors.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface Proxies {
  /** What Node is told: every address has its scheme. */
  readonly environment: Readonly<Record<string, string>>;
  /** For an error, without user names and passwords, e.g. "the proxy http://proxy.example:3128 (HTTPS_PROXY)". */
  readonly words: string;
  /** User names and passwords. */
  readonly secrets: readonly string[];
}

/** The address can do without a scheme, as curl has it. */
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Reads the variables, in capitals or not; lower case wins, as it does elsewhere. Pure.
 * @returns undefined where no proxy is named.
 * @throws {ConnectorError} config_error where an address makes no sense.
 */
export function proxiesIn(environment: Environment): Proxies | undefined {
  const proxies = ["HTTP_PROXY", "HTTPS_PROXY"].flatMap((name) => {
    const address = named(environment, name);
    return address === undefined ? [] : [{ name, url: proxyUrl(name, address) }];
  });
  if (proxies.length === 0) return undefined;
  const addresses = proxies.map(({ name, url }) => [name, url.href]);
  const words = proxies.map(({ name, url }) => `${url.protocol}//${url.host} (${name})`);
  return {
    environment: { ...Object.fromEntries(addresses), NO_PROXY: named(environment, "NO_PROXY") ?? "" },
    words: `the proxy ${words.join(" or ")}`,
    secrets: proxies.flatMap(({ url }) => [url.password, decoded(url.password)]).filter((secret) => secret !== ""),
  };
}

function named(environment: Environment, name: string): string | undefined {
  const value = environment[name.toLowerCase()]?.trim() || environment[name]?.trim();
  return value === "" ? undefined : value;
}

function proxyUrl(name: string, address: string): URL {
  const url = URL.parse(SCHEME.test(address) ? address : `http://${address}`);
  if (url !== null && url.hostname !== "" && ["http:", "https:"].includes(url.protocol)) return url;
  throw configError(
    `${name} does not name a proxy; set it to an address such as http://proxy.example:3128, or unset it`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * From here on all requests of this process go through these proxies.
 * @throws {ConnectorError} config_error where this Node cannot do that.
 */
export function useProxies({ environment, words }: Proxies): void {
  const { setGlobalProxyFromEnv } = process.getBuiltinModule("node:http");
  if (typeof setGlobalProxyFromEnv === "function") setGlobalProxyFromEnv({ ...environment });
  else throw configError(`This Node is too old for ${words}; use Node 24.14 or newer, or unset the variable`);
}
