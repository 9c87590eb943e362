/** The protocol's messages, each as the one line that goes to stdout. Null and absent fields are left out. */
import type { FailureType } from "./errors.ts";

export type LogLevel = "FATAL" | "ERROR" | "WARN" | "INFO" | "DEBUG";
export type StreamStatus = "STARTED" | "RUNNING" | "COMPLETE" | "INCOMPLETE";

/** A row that becomes a record. */
export interface RecordRow {
  /** The text of a JSON object, which stays as it is: digits that JavaScript cannot hold are in it. */
  /** … and each of its letters is a byte of UTF-8. */
  readonly text: string;
  /** JSON texts, without quotes, of the names of the columns in which characters were replaced. */
  readonly replaced: readonly string[];
}

/** One line for each row, in letters for bytes, as pieces of text: to join them costs more than to write them. */
export function recordLines(stream: string, rows: readonly RecordRow[], emittedAt: number): string[] {
  const head = `{"type":"RECORD","record":{"stream":${JSON.stringify(stream)},`;
  const plainHead = `${head}"data":`;
  const tail = `,"emitted_at":${emittedAt}}}\n`;
  const pieces: string[] = [];
  for (const { text, replaced } of rows)
    pieces.push(replaced.length === 0 ? plainHead : `${head}${changesIn(replaced)}"data":`, text, tail);
  return pieces;
}

function changesIn(replaced: readonly string[]): string {
  return `"meta":{"changes":[${replaced.map((field) => `{"field":"${field}",${REPLACED}}`)}]},`;
}

/** Of the words that the protocol has for a change and its reason, those that come nearest. */
const REPLACED = '"change":"TRUNCATED","reason":"SOURCE_SERIALIZATION_ERROR"';

/** `recordCount`: records of this stream since its last STATE; the protocol asks for a number with a decimal point. */
export function stateLine(stream: string, state: object, recordCount: number): string {
  const body = `"stream":{"stream_descriptor":${descriptor(stream)},"stream_state":${JSON.stringify(state)}}`;
  return `{"type":"STATE","state":{"type":"STREAM",${body},"sourceStats":{"recordCount":${recordCount}.0}}}\n`;
}

/** `quotaReset`: with RUNNING, the stream waits for the API's rate limit until then (ms since 1970). */
export function statusLine(stream: string, status: StreamStatus, now: number, quotaReset?: number): string {
  return line("TRACE", "trace", {
    type: "STREAM_STATUS",
    emitted_at: now,
    stream_status: {
      stream_descriptor: { name: stream },
      status,
      reasons: quotaReset && [{ type: "RATE_LIMITED", rate_limited: { quota_reset: Math.round(quotaReset) } }],
    },
  });
}

/** About so many rows will come of this stream. */
export function estimateLine(stream: string, rows: number, now: number): string {
  const estimate = { name: stream, type: "STREAM", row_estimate: rows };
  return line("TRACE", "trace", { type: "ESTIMATE", emitted_at: now, estimate });
}

export interface ErrorDetails {
  readonly message: string;
  readonly internalMessage?: string | undefined;
  readonly stackTrace?: string | undefined;
  readonly failureType: FailureType;
  readonly stream?: string | undefined;
}

export function errorLine(error: ErrorDetails, now: number): string {
  return line("TRACE", "trace", {
    type: "ERROR",
    emitted_at: now,
    error: {
      message: error.message,
      internal_message: error.internalMessage,
      stack_trace: error.stackTrace,
      failure_type: error.failureType,
      stream_descriptor: error.stream === undefined ? undefined : { name: error.stream },
    },
  });
}

export function logLine(level: LogLevel, message: string): string {
  return line("LOG", "log", { level, message });
}

export function specLine(spec: object): string {
  return line("SPEC", "spec", spec);
}

export function catalogLine(streams: readonly object[]): string {
  return line("CATALOG", "catalog", { streams });
}

export function connectionLine(status: "SUCCEEDED" | "FAILED", message?: string): string {
  return line("CONNECTION_STATUS", "connectionStatus", { status, message });
}

function line(type: string, payload: string, value: object): string {
  return `${JSON.stringify({ type, [payload]: value })}\n`;
}

function descriptor(stream: string): string {
  return JSON.stringify({ name: stream });
}
