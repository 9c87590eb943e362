/** One GET over the wire: authenticated, bounded in time and size, given back whole or as the reason why not. */
import ky, { type KyInstance } from "ky";
import { Buffers } from "../text/buffers.ts";
import { bodyOf, directFetch } from "./directFetch.ts";
import { StoppedError } from "./errors.ts";
import { asUtf8, lettersOf, textOf } from "./letters.ts";
import { NoAnswerError, noAnswer } from "./noAnswer.ts";
import type { Answer } from "./outcomes.ts";

export type Params = Readonly<Record<string, string>>;

/** An answer as it came over the wire. */
export interface WireAnswer extends Answer {
  /** Its body, a letter for each byte of UTF-8. */
  readonly letters: string;
}

export interface HttpOptions {
  /** E.g. `https://api.mailjet.com`. */
  readonly origin: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal;
  /** How long an answer may take, in milliseconds, beyond what its bytes need on a slow line. Default: a minute. */
  readonly timeoutMs?: number | undefined;
  /** The proxies that requests go through, in words for an error; they are set up elsewhere. */
  readonly proxies?: string | undefined;
}

/** A page of 1,000 rows takes seconds at worst. */
const TIMEOUT_MS = 60_000;
/** An answer whose bytes come more slowly than this, on the average, is one that never ends. */
const SLOWEST_BYTES_PER_MS = 10;
/** A page is about 1 MB; beyond this the body is not a page, and memory is kept safe. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

export class Http {
  readonly #ky: KyInstance;
  readonly #signal: AbortSignal;
  readonly #timeoutMs: number;
  readonly #proxies: string | undefined;
  readonly #buffers = new Buffers();

  constructor({ origin, apiKey, apiSecret, signal, timeoutMs = TIMEOUT_MS, proxies }: HttpOptions) {
    this.#signal = signal;
    this.#proxies = proxies;
    this.#timeoutMs = timeoutMs;
    this.#ky = ky.create({
      prefix: `${origin}/v3/REST`,
      headers: { Authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}` },
      // Retries and time-outs are ours: each try goes through the pacer, and a broken body is tried again too.
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      redirect: "manual",
      ...(proxies === undefined && { fetch: directFetch }),
    });
  }

  /** @throws {NoAnswerError} without a whole answer; {StoppedError} when the run was stopped meanwhile. */
  async get(resource: string, params: Params): Promise<WireAnswer> {
    const deadline = new Deadline(this.#timeoutMs);
    const signal = AbortSignal.any([deadline.signal, this.#signal]);
    try {
      // As `searchParams` they would have ky make each request twice.
      const response = await this.#ky.get(`${resource}?${new URLSearchParams(params)}`, { signal });
      return new WholeAnswer(response, await this.#letters(response, deadline));
    } catch (error) {
      if (this.#signal.aborted) throw new StoppedError();
      if (deadline.signal.aborted) throw new NoAnswerError(`no complete answer within ${deadline.seconds} s`);
      throw noAnswer(error, this.#proxies);
    } finally {
      deadline.end();
    }
  }

  /** The body of an answer, whole, and no larger than a page can be. */
  async #letters(response: Response, deadline: Deadline): Promise<string> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of bodyOf(response) ?? []) {
      length += chunk.byteLength;
      if (length > MAX_BODY_BYTES) throw new NoAnswerError("the answer is larger than a page can be");
      deadline.received(chunk.byteLength);
      chunks.push(chunk);
    }
    const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(response.headers.get("content-type") ?? "")?.[1];
    return this.#buffers.lend((bytes) => {
      for (const chunk of chunks) bytes.add(chunk);
      return lettersOf(asUtf8(bytes.whole(), charset));
    });
  }
}

/** Aborts what takes too long; each byte that arrives gives some more time. */
class Deadline {
  readonly #abort = new AbortController();
  readonly #startedAt = performance.now();
  readonly #timeoutMs: number;
  #bytes = 0;
  #timer: NodeJS.Timeout;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#timer = setTimeout(() => this.#check(), timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get seconds(): number {
    return Math.round((performance.now() - this.#startedAt) / 1_000);
  }

  received(bytes: number): void {
    this.#bytes += bytes;
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #check(): void {
    const allowedMs = this.#timeoutMs + this.#bytes / SLOWEST_BYTES_PER_MS;
    const leftMs = this.#startedAt + allowedMs - performance.now();
    if (leftMs <= 0) this.#abort.abort();
    else this.#timer = setTimeout(() => this.#check(), leftMs);
  }
}

class WholeAnswer implements WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly letters: string;

  constructor({ status, headers }: Response, letters: string) {
    this.status = status;
    this.headers = headers;
    this.letters = letters;
  }

  get body(): string {
    return textOf(this.letters);
  }
}
