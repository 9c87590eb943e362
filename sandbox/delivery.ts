/** Brings answers to the socket, whole or with the connection's own kinds of trouble. */
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./api.ts";
import type { Fault } from "./faults.ts";

const DEFAULT_SLOW_MS = 30_000;
/** Often enough that a limit on the time between two bytes never strikes: only one on the whole answer does. */
const DRIP_MS = 50;

/**
 * Sends the answer. Resolves when all is sent, or when the trouble has taken its course.
 * @throws when `signal` is aborted: the sandbox is closing.
 */
export async function deliver(
  response: ServerResponse,
  answer: Answer,
  fault: Fault | undefined,
  date: Date,
  signal: AbortSignal,
): Promise<void> {
  response.sendDate = false;
  const body = Buffer.from(answer.body);
  const headers = { ...answer.headers, Date: date.toUTCString(), "Content-Length": String(body.length) };
  const trouble = fault === undefined ? undefined : TROUBLES[fault.kind];
  const exchange = { response, status: answer.status, headers, body, fault, signal };
  if (trouble === undefined) sendAll(exchange);
  else await trouble(exchange);
}

interface Exchange {
  readonly response: ServerResponse;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly fault: Fault | undefined;
  readonly signal: AbortSignal;
}

const TROUBLES: { readonly [Kind in Fault["kind"]]?: (exchange: Exchange) => Promise<void> } = {
  "reset-before": async ({ response }) => reset(response),
  "reset-inside": async (exchange) => {
    await sendHalf(exchange);
    reset(exchange.response);
  },
  "endless-body": async (exchange) => {
    await sendHalf({ ...exchange, headers: without(exchange.headers, "Content-Length") });
    while (!exchange.response.destroyed) {
      exchange.response.write(" ");
      await sleep(DRIP_MS, undefined, { signal: exchange.signal });
    }
  },
  "slow-first-byte": async (exchange) => {
    const { fault, signal } = exchange;
    const delayMs = fault?.kind === "slow-first-byte" ? fault.delayMs : undefined;
    await sleep(delayMs ?? DEFAULT_SLOW_MS, undefined, { signal });
    sendAll(exchange);
  },
};

function sendAll({ response, status, headers, body }: Exchange): void {
  response.writeHead(status, headers).end(body);
}

/** Resolves when the bytes have left: a reset right after the write would overtake them. */
function sendHalf({ response, status, headers, body }: Exchange): Promise<void> {
  response.writeHead(status, headers);
  return new Promise((resolve) => response.write(body.subarray(0, body.length / 2), () => resolve()));
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function without(headers: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}
