/** What one stream says, in the order the protocol wants: STARTED, RUNNING before the first RECORD, STATE, the end. */
import type { Clock } from "../time/clock.ts";
import type { ConnectorError } from "./errors.ts";
import { estimateLine, type RecordRow, recordLines, stateLine, statusLine } from "./messages.ts";
import type { Writer } from "./writer.ts";

/** A STATE comes when more is finished and the records weigh so many times as much, … */
const RECORDS_PER_STATE = 10;
/** … or, where it has no more bytes, after so many milliseconds. */
const SMALL_STATE_BYTES = 2_000;
const SMALL_STATE_MS = 1_000;
/** A stream that delivers is never longer without a STATE, in milliseconds. */
const LONGEST_WITHOUT_STATE_MS = 120_000;
/** A wait that becomes longer by less is the same one: each call that was refused at once asks for a little more. In ms. */
const SAME_WAIT_MS = 1_000;

export class StreamOutput {
  readonly #stream: string;
  readonly #writer: Writer;
  readonly #clock: Pick<Clock, "now" | "date">;
  #isRunning = false;
  #sinceState = 0;
  /** Sizes, in bytes, of the records since the last STATE and of that STATE; and when it was, by the clock's `now`. */
  #recordBytes = 0;
  #stateBytes = 0;
  #stateAt: number;
  #total = 0;
  #limitedUntil = 0;

  constructor(stream: string, writer: Writer, clock: Pick<Clock, "now" | "date">) {
    this.#stream = stream;
    this.#writer = writer;
    this.#clock = clock;
    this.#stateAt = clock.now();
  }

  /** Records written so far. */
  get total(): number {
    return this.#total;
  }

  started(): Promise<void> {
    return this.#writer.message(statusLine(this.#stream, "STARTED", this.#clock.date()));
  }

  /** Emits the rows now. Resolves when stdout has taken the records: until then the caller reads nothing more. */
  async records(rows: readonly RecordRow[]): Promise<void> {
    if (rows.length === 0) return;
    const pieces = recordLines(this.#stream, rows, this.#clock.date());
    const running = this.#isRunning
      ? undefined
      : this.#writer.message(statusLine(this.#stream, "RUNNING", this.#clock.date()));
    this.#isRunning = true;
    this.#sinceState += rows.length;
    this.#total += rows.length;
    this.#recordBytes += pieces.reduce((bytes, { length }) => bytes + length, 0);
    await Promise.all([running, this.#writer.records(pieces)]);
  }

  /** Everything it covers must have been written before. */
  async state(state: object): Promise<void> {
    const count = this.#sinceState;
    const line = stateLine(this.#stream, state, count);
    this.#sinceState = 0;
    this.#recordBytes = 0;
    this.#stateBytes = line.length;
    this.#stateAt = this.#clock.now();
    await this.#writer.message(line);
  }

  /** While the stream is read, a STATE when it is due: when more is finished and is worth its size, or in time. */
  async checkpoint(state: () => object, isMoreFinished: boolean): Promise<void> {
    const sinceState = this.#clock.now() - this.#stateAt;
    const isSmallDue = this.#stateBytes <= SMALL_STATE_BYTES && sinceState >= SMALL_STATE_MS;
    const isWorth = isSmallDue || this.#recordBytes >= RECORDS_PER_STATE * this.#stateBytes;
    if ((isMoreFinished && isWorth && this.#isRunning) || sinceState >= LONGEST_WITHOUT_STATE_MS)
      await this.state(state());
  }

  /** The stream waits for the API's rate limit until then (ms since 1970); said once per wait. */
  async rateLimited(until: number): Promise<void> {
    if (until < this.#limitedUntil + SAME_WAIT_MS) return;
    this.#limitedUntil = until;
    await this.#writer.message(statusLine(this.#stream, "RUNNING", this.#clock.date(), until));
  }

  /** About so many records will come. */
  estimate(rows: number): Promise<void> {
    return this.#writer.message(estimateLine(this.#stream, rows, this.#clock.date()));
  }

  complete(): Promise<void> {
    return this.#writer.message(statusLine(this.#stream, "COMPLETE", this.#clock.date()));
  }

  incomplete(): Promise<void> {
    return this.#writer.message(statusLine(this.#stream, "INCOMPLETE", this.#clock.date()));
  }

  async failed({ message, internalMessage, stack, failureType }: ConnectorError): Promise<void> {
    const stackTrace = failureType === "system_error" ? stack : undefined;
    await this.#writer.error({ message, internalMessage, stackTrace, failureType, stream: this.#stream });
  }
}
