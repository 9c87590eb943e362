/** Trouble on order: which calls it strikes, by script or by chance, and what becomes of their answers. */
import { type Answer, gatewayPage } from "./api.ts";
import type { Random } from "./random.ts";

/** Statuses as a gateway gives them: with an HTML body. */
export interface StatusFault {
  readonly kind: "status";
  readonly status: 408 | 429 | 500 | 502 | 503 | 504;
  readonly retryAfter?: string;
}

export interface BodyFault {
  readonly kind: /** The connection is reset before a byte of the answer. */
    | "reset-before"
    /** The connection is reset in the middle of the body. */
    | "reset-inside"
    /** Half the body, with a length that says it was all. */
    | "truncated"
    | "broken-json"
    /** An HTML page with status 200. */
    | "html-200"
    /** A page without `Data`. */
    | "no-data"
    /** A page in which `Data` is null. */
    | "null-data"
    /** Half the body, then one byte now and then, for ever. */
    | "endless-body";
}

export interface SlowFault {
  readonly kind: "slow-first-byte";
  /** How long nothing comes; by default half a minute. */
  readonly delayMs?: number;
}

/** When a fault strikes. */
export type Strikes = ({ readonly probability: number } | { readonly onCalls: readonly number[] }) & {
  /** Looks at calls of this resource only. `onCalls` counts the calls looked at, from 0, in order of arrival. */
  readonly resource?: string;
  /** Strikes at most so often. */
  readonly times?: number;
};

export type Fault = (StatusFault | BodyFault | SlowFault) & Strikes;

/** Chooses the fault of each call: the first that strikes. */
export class Faults {
  readonly #watched: readonly { readonly fault: Fault; seen: number; struck: number }[];
  readonly #random: Random;

  constructor(faults: readonly Fault[], random: Random) {
    this.#watched = faults.map((fault) => ({ fault, seen: 0, struck: 0 }));
    this.#random = random;
  }

  /** Every fault looks at the call, so that each keeps its own count. */
  next(resource: string | undefined): Fault | undefined {
    const concerned = this.#watched.filter(({ fault }) => fault.resource === undefined || fault.resource === resource);
    const due = concerned.filter((watched) => this.#isDue(watched.fault, watched.seen++));
    const chosen = due.find(({ fault, struck }) => struck < (fault.times ?? Number.POSITIVE_INFINITY));
    if (chosen !== undefined) chosen.struck++;
    return chosen?.fault;
  }

  #isDue(fault: Fault, index: number): boolean {
    return "onCalls" in fault ? fault.onCalls.includes(index) : this.#random.chance(fault.probability);
  }
}

const REASONS: Readonly<Record<StatusFault["status"], string>> = {
  408: "Request Time-out",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Time-out",
};

/** The answer to a call over the rate limit. */
export function tooManyRequests(retryAfter: string | undefined): Answer {
  return gatewayPage(429, REASONS[429], retryAfter);
}

/** The answer with the fault in it; faults of the connection leave it as it is. */
export function damaged(answer: Answer, fault: Fault): Answer {
  if (fault.kind === "status") return gatewayPage(fault.status, REASONS[fault.status], fault.retryAfter);
  return DAMAGES[fault.kind]?.(answer) ?? answer;
}

const DAMAGES: { readonly [Kind in Fault["kind"]]?: (answer: Answer) => Answer } = {
  truncated: (answer) => ({ ...answer, body: answer.body.slice(0, answer.body.length / 2) }),
  "broken-json": (answer) => ({ ...answer, body: answer.body.replace(" : ", " ") }),
  "html-200": () => gatewayPage(200, "Something went wrong", undefined),
  "no-data": (answer) => ({ ...answer, body: answer.body.replace(DATA, "") }),
  "null-data": (answer) => ({ ...answer, body: answer.body.replace(DATA, '"Data" : null, ') }),
};

/** From `Data` to what follows it; greedy, for rows can hold the same text. */
const DATA = /"Data" : \[.*\], (?="Total")/s;
