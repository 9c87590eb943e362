/**
 * `fetch()` over node:http, for a GET that no proxy stands between: with Node's own, what passes through its layers of
 * streams costs more than all that is done with a page. It follows no redirects, and speaks gzip.
 */
import { type IncomingMessage, request as requestPlainly } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { foreignBecause } from "./foreign.ts";
import { NoAnswerError } from "./noAnswer.ts";

/** A server that does not take the connection for so long is not there. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Bodies of answers: read as they come, beside the response that ky is given. */
const bodies = new WeakMap<Response, Readable>();

/** What ky takes as its `fetch`. */
export async function directFetch(input: Request | URL | string, init?: RequestInit): Promise<Response> {
  const message = await answerTo(input instanceof Request ? input : new Request(input, init));
  const { statusCode: status = 0, headers } = message;
  if (status < 200 || status > 599) throw new NoAnswerError(foreignBecause(`status ${status}`));
  const response = new Response(null, {
    status,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
  });
  bodies.set(response, decoded(message));
  return response;
}

/** The body of an answer, however it was fetched. */
export function bodyOf(response: Response): AsyncIterable<Uint8Array> | null {
  return bodies.get(response) ?? response.body;
}

async function answerTo({ url, headers, signal }: Request): Promise<IncomingMessage> {
  const isSecure = url.startsWith("https:");
  // TLS takes a while to load.
  const request = isSecure ? (await import("node:https")).request : requestPlainly;
  const sent = { ...Object.fromEntries(headers), ...ASKED };
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: sent, signal, timeout: CONNECT_TIMEOUT_MS }, resolve);
    asked.on("error", reject);
    asked.on("timeout", () => {
      if (asked.socket?.connecting) asked.destroy(Object.assign(new Error("no connection"), { code: "ETIMEDOUT" }));
    });
    asked.end();
  });
}

/** As `fetch()` asks. */
const ASKED = { accept: "*/*", "accept-language": "*", "user-agent": "node", "accept-encoding": "gzip, br" };

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function decoded(message: IncomingMessage): Readable {
  const decoder = DECODERS[message.headers["content-encoding"]?.toLowerCase() ?? ""]?.();
  // What goes wrong shows to whoever reads it.
  return decoder === undefined ? message : pipeline(message, decoder, () => {});
}
