/** Brings answers to the socket, whole or with the connection's own kinds of trouble. */
import type { ServerResponse } from "node:http";
import type { Answer } from "./api.ts";
import type { ClientTime } from "./clientTime.ts";
import type { Fault } from "./faults.ts";

const DEFAULT_SLOW_MS = 30_000;
/** Often enough that a limit on the time between two bytes never strikes: only one on the whole answer does. */
const DRIP_MS = 50;

/** Where an answer goes, and when. */
export interface Delivery {
  readonly response: ServerResponse;
  /** What the answer is dated. */
  readonly date: Date;
  readonly time: ClientTime;
  /** Aborted when the sandbox closes. */
  readonly signal: AbortSignal;
}

/** Sends the answer. Resolves when all is sent, the trouble has taken its course, or the sandbox is closing. */
export async function deliver(answer: Answer, fault: Fault | undefined, delivery: Delivery): Promise<void> {
  const { response, date } = delivery;
  response.sendDate = false;
  const body = Buffer.from(answer.body);
  const headers = { ...answer.headers, Date: date.toUTCString(), "Content-Length": String(body.length) };
  const trouble = fault === undefined ? undefined : TROUBLES[fault.kind];
  const exchange = { ...delivery, status: answer.status, headers, body, fault };
  if (trouble === undefined) sendAll(exchange);
  else await trouble(exchange);
}

interface Exchange extends Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly fault: Fault | undefined;
}

const TROUBLES: { readonly [Kind in Fault["kind"]]?: (exchange: Exchange) => Promise<void> } = {
  "reset-before": async ({ response }) => reset(response),
  "reset-inside": async (exchange) => {
    await sendHalf(exchange);
    reset(exchange.response);
  },
  "endless-body": async (exchange) => {
    await sendHalf({ ...exchange, headers: without(exchange.headers, "Content-Length") });
    while (!exchange.response.destroyed && !exchange.signal.aborted) {
      exchange.response.write(" ");
      await exchange.time.sleep(DRIP_MS, exchange.signal);
    }
  },
  "slow-first-byte": async (exchange) => {
    const { fault, time, signal } = exchange;
    const delayMs = fault?.kind === "slow-first-byte" ? fault.delayMs : undefined;
    await time.sleep(delayMs ?? DEFAULT_SLOW_MS, signal);
    if (!signal.aborted) sendAll(exchange);
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
