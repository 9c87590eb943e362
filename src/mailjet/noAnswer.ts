/** Why a request got no answer, or no whole one: Node's errors in words, and whether trying again may help. */
import { subscribe } from "node:diagnostics_channel";
import type { Trouble } from "./errors.ts";
import { foreignBecause, loginWanted } from "./foreign.ts";

export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  /** Set where the same call will fail in the same way. */
  readonly trouble: Trouble | undefined;

  constructor(message: string, trouble?: Trouble) {
    super(message);
    this.trouble = trouble;
  }
}

/** Whether the last answer had status 407: fetch() hides that behind an error without words. */
let isLoginWanted = false;
subscribe("undici:request:headers", (message) => {
  isLoginWanted = statusIn(message) === 407;
});

function statusIn(message: unknown): unknown {
  const response = typeof message === "object" && message !== null && "response" in message ? message.response : null;
  return typeof response === "object" && response !== null && "statusCode" in response
    ? response.statusCode
    : undefined;
}

/**
 * What fetch(), or a request of node:http, threw, as a `NoAnswerError`.
 * @param proxies that the request went through, in words; undefined without any.
 */
export function noAnswer(error: unknown, proxies: string | undefined): NoAnswerError {
  const chain = causesOf(error);
  const known = chain.find((cause) => cause instanceof NoAnswerError);
  if (known !== undefined) return known;
  const refused = chain.map(({ message }) => /^Proxy response \((\d{3})\)/.exec(message)?.[1]).find(Boolean);
  if (refused !== undefined) return noTunnel(Number(refused), proxies);
  const code = chain.map(codeOf).find(Boolean);
  if (code === undefined && isLoginWanted) return new NoAnswerError(loginWanted(proxies), "foreign");
  if (code !== undefined && CERTIFICATE_TROUBLE.test(code)) {
    const advice = "if a proxy of yours stands between, name its certificate in NODE_EXTRA_CA_CERTS";
    return new NoAnswerError(`the certificate of the server is not to be trusted (${code}); ${advice}`, "untrusted");
  }
  if (code?.startsWith("ERR_SSL_")) return new NoAnswerError(foreignBecause(`no TLS: ${code}`));
  if (code?.startsWith("HPE_") || chain.some(({ name }) => name === "HTTPParserError"))
    return new NoAnswerError(foreignBecause("no HTTP"));
  const why = code === undefined ? "" : ` (${REASONS[code] ?? code})`;
  return new NoAnswerError(`the connection failed${why}${proxies === undefined ? "" : `; it goes through ${proxies}`}`);
}

/** OpenSSL's names for it, and Node's own. */
const CERTIFICATE_TROUBLE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_CERT/;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "ECONNREFUSED: nothing answers there",
  ENOTFOUND: "ENOTFOUND: the name of the server is not known here",
  UND_ERR_SOCKET: "UND_ERR_SOCKET: it was closed before all had come",
  EAI_AGAIN: "EAI_AGAIN: names of servers cannot be looked up, as without a network",
};

/** The proxy opened no way to Mailjet: with a 5xx it could not, which passes; with anything else it would not. */
function noTunnel(status: number, proxies = "the proxy"): NoAnswerError {
  if (status === 407) return new NoAnswerError(loginWanted(proxies), "foreign");
  if (status >= 500) return new NoAnswerError(`${proxies} could not reach Mailjet (status ${status})`);
  return new NoAnswerError(`${proxies} does not let requests through to Mailjet (status ${status})`, "foreign");
}

/** fetch() says "fetch failed" and keeps the reason, e.g. ECONNREFUSED, in the cause, or in the cause's cause. */
function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
