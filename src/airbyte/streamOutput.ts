/** What one stream says, in the order the protocol wants: STARTED, RUNNING before the first RECORD, STATE, the end. */
import type { ConnectorError } from "./errors.ts";
import { recordLine, stateLine, statusLine } from "./messages.ts";
import type { Writer } from "./writer.ts";

export class StreamOutput {
  readonly #stream: string;
  readonly #writer: Writer;
  #isRunning = false;
  #sinceState = 0;
  #total = 0;
  #limitedUntil = 0;

  constructor(stream: string, writer: Writer) {
    this.#stream = stream;
    this.#writer = writer;
  }

  /** Records written so far. */
  get total(): number {
    return this.#total;
  }

  started(): Promise<void> {
    return this.#writer.message(statusLine(this.#stream, "STARTED", Date.now()));
  }

  /** Resolves when stdout has taken the rows: until then the caller reads nothing more. */
  async records(rows: readonly string[]): Promise<void> {
    const now = Date.now();
    const running = this.#isRunning ? undefined : this.#writer.message(statusLine(this.#stream, "RUNNING", now));
    this.#isRunning = true;
    this.#sinceState += rows.length;
    this.#total += rows.length;
    await Promise.all([running, this.#writer.records(rows.map((row) => recordLine(this.#stream, row, now)))]);
  }

  /** Everything it covers must have been written before. */
  async state(state: object): Promise<void> {
    const count = this.#sinceState;
    this.#sinceState = 0;
    await this.#writer.message(stateLine(this.#stream, state, count));
  }

  /** The stream waits for the API's rate limit until then (ms since 1970); said once per wait. */
  async rateLimited(until: number): Promise<void> {
    if (until <= this.#limitedUntil) return;
    this.#limitedUntil = until;
    await this.#writer.message(statusLine(this.#stream, "RUNNING", Date.now(), until));
  }

  complete(): Promise<void> {
    return this.#writer.message(statusLine(this.#stream, "COMPLETE", Date.now()));
  }

  incomplete(): Promise<void> {
    return this.#writer.message(statusLine(this.#stream, "INCOMPLETE", Date.now()));
  }

  async failed({ message, internalMessage, stack, failureType }: ConnectorError): Promise<void> {
    const stackTrace = failureType === "system_error" ? stack : undefined;
    await this.#writer.error({ message, internalMessage, stackTrace, failureType, stream: this.#stream });
  }
}
