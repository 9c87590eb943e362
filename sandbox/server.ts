/** The HTTP server on loopback: from a request through rate limit, answer and fault to the socket, and into the log. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Access, type Answer, answer, type Request, resourceOf } from "./api.ts";
import type { ClientTime } from "./clientTime.ts";
import type { Clock } from "./clock.ts";
import { deliver } from "./delivery.ts";
import { damaged, type Fault, type Faults, tooManyRequests } from "./faults.ts";
import type { Lists } from "./lists.ts";
import { type Params, paramsOf } from "./parameters.ts";
import type { RateLimit } from "./rateLimit.ts";

/** One request to the API, as it was answered. */
export interface Call {
  /** When it arrived, by the time of the clients. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly params: Params;
  /** 0 where the connection was reset before a status was sent. */
  readonly status: number;
  /** Rows in the answer; 0 where a fault took them away. */
  readonly rows: number;
  /** The kind of fault that struck, if any. */
  readonly fault?: Fault["kind"];
}

export interface Service {
  readonly access: Access;
  readonly clock: Clock;
  readonly time: ClientTime;
  readonly lists: Lists;
  readonly faults: Faults;
  readonly rateLimit: RateLimit | undefined;
  readonly retryAfter: string | undefined;
  readonly latencyMs: number;
  /** Answers what is not of the API: the sandbox's own controls. Undefined: not one of these paths. */
  readonly control: (method: string, url: URL) => Answer | undefined;
  /** Called before each answer is sent. */
  readonly record: (call: Call) => void;
}

/** Serves until `signal` is aborted; then its sockets are destroyed and its delays end. */
export function serve(service: Service, signal: AbortSignal): Server {
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    handle(service, message, response, signal).catch((error: unknown) => {
      if (signal.aborted || response.destroyed) return;
      response.destroy();
      throw error; // a mistake of the sandbox's own: it must not pass for one of the API's faults
    });
  });
  signal.addEventListener("abort", () => {
    server.close();
    server.closeAllConnections();
  });
  return server;
}

async function handle(
  service: Service,
  message: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const at = service.time.now();
  message.resume();
  const url = new URL(message.url ?? "/", "http://127.0.0.1");
  const method = message.method ?? "GET";
  const { authorization } = message.headers;
  const control = service.control(method, url);
  const delivery = () => ({ response, date: service.clock.now(), time: service.time, signal });
  if (control !== undefined) return deliver(control, undefined, delivery());
  const fault = service.faults.next(resourceOf(url.pathname));
  const isAdmitted = service.rateLimit?.admits(at) ?? true;
  if (service.latencyMs > 0) await service.time.sleep(service.latencyMs, signal);
  if (signal.aborted) return;
  const result = respond(service, { method, url, authorization }, isAdmitted);
  const final = fault === undefined ? result : damaged(result, fault);
  const call = { at, method, path: url.pathname, params: paramsOf(url.searchParams), ...outcome(final, fault) };
  service.record(call);
  await deliver(final, fault, delivery());
}

function respond({ access, lists, clock, retryAfter }: Service, request: Request, isAdmitted: boolean): Answer {
  return isAdmitted ? answer(request, access, lists, clock.now()) : tooManyRequests(retryAfter);
}

function outcome({ status, rows }: Answer, fault: Fault | undefined): Pick<Call, "status" | "rows" | "fault"> {
  if (fault === undefined) return { status, rows };
  const arrived = fault.kind === "slow-first-byte" ? rows : 0;
  return { status: fault.kind === "reset-before" ? 0 : status, rows: arrived, fault: fault.kind };
}
