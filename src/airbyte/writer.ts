/** The only user of stdout. Lines leave whole and in order; whoever writes waits until the reader has taken them. */
import type { Writable } from "node:stream";
import { Buffers } from "../text/buffers.ts";
import type { Clock } from "../time/clock.ts";
import { lossOf } from "./lostOutput.ts";
import { connectionLine, type ErrorDetails, errorLine, type LogLevel, logLine } from "./messages.ts";
import { masker } from "./secrets.ts";

/** Stdout takes nothing any more: the run ends. Why, where that needs words, is in `Writer.loss`. */
export class ClosedOutputError extends Error {
  override readonly name = "ClosedOutputError";
}

export interface WriterOptions {
  readonly out: Writable;
  readonly clock: Pick<Clock, "date">;
  /** Whether DEBUG messages are written. Default: they are not. */
  readonly debug?: boolean;
  readonly onClosed?: () => void;
  /** Told each warning and each error, without secrets. */
  readonly onNotice?: OnNotice | undefined;
}

export type OnNotice = (level: "WARN" | "ERROR", sentence: string) => void;

export class Writer {
  readonly #out: Writable;
  readonly #clock: Pick<Clock, "date">;
  readonly #debug: boolean;
  readonly #onNotice: OnNotice;
  readonly #onClosed: () => void;
  readonly #buffers = new Buffers();
  #mask = (text: string) => text;
  #closed = false;
  #loss: string | undefined;

  /** `onClosed` is called once, when the reader has gone or what is written is lost. */
  constructor({ out, clock, debug = false, onClosed = () => {}, onNotice = () => {} }: WriterOptions) {
    this.#out = out;
    this.#clock = clock;
    this.#debug = debug;
    this.#onNotice = onNotice;
    this.#onClosed = onClosed;
    out.on("error", (error) => this.#close(error));
  }

  /** Why the output could not be written, in one sentence; undefined where it could, and where its reader has gone. */
  get loss(): string | undefined {
    return this.#loss;
  }

  /** From here on these never show in a text either, nor the forms in which they travel. */
  hide(secrets: readonly string[]): void {
    const [before, mask] = [this.#mask, masker(secrets)];
    this.#mask = (text) => mask(before(text));
  }

  /**
   * Records as they are, never masked; all of them are on their way, in order, before anything written later.
   * @param pieces of lines, a letter for each byte.
   * @throws {ClosedOutputError} when the output takes nothing any more.
   */
  async records(pieces: readonly string[]): Promise<void> {
    await this.#buffers.lend((bytes) => {
      for (const piece of pieces) bytes.addLetters(piece);
      return this.#write(bytes.whole());
    });
  }

  /** A message in which no text can hold a secret: state, status, spec, catalog. */
  async message(line: string): Promise<void> {
    await this.#write(line);
  }

  /** A LOG message; DEBUG ones only where they were asked for. */
  async log(level: LogLevel, text: string): Promise<void> {
    if (level === "DEBUG" && !this.#debug) return;
    const masked = this.#mask(text);
    if (level === "WARN" || level === "ERROR") this.#onNotice(level, masked);
    await this.#write(logLine(level, masked));
  }

  /** A TRACE ERROR. */
  async error(details: ErrorDetails): Promise<void> {
    const { message, internalMessage, stackTrace } = details;
    const masked = {
      message: this.#mask(message),
      internalMessage: internalMessage && this.#mask(internalMessage),
      stackTrace: stackTrace && this.#mask(stackTrace),
    };
    this.#onNotice("ERROR", masked.message);
    await this.#write(errorLine({ ...details, ...masked }, this.#clock.date()));
  }

  /** The answer of `check`. */
  async connection(status: "SUCCEEDED" | "FAILED", message?: string): Promise<void> {
    await this.#write(connectionLine(status, message && this.#mask(message)));
  }

  #write(text: string | Uint8Array): Promise<void> {
    if (this.#closed) return Promise.reject(new ClosedOutputError());
    return new Promise((resolve, reject) => {
      this.#out.write(text, (error) => {
        if (!error) return resolve();
        this.#close(error);
        reject(new ClosedOutputError());
      });
    });
  }

  /** The first error is the cause of those behind it. */
  #close(error: Error): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#loss = lossOf(error);
    this.#onClosed();
  }
}
