/** The protocol's messages, each as the one line that goes to stdout. Null and absent fields are left out. */
import type { FailureType } from "./errors.ts";

export type LogLevel = "FATAL" | "ERROR" | "WARN" | "INFO" | "DEBUG";
export type StreamStatus = "STARTED" | "RUNNING" | "COMPLETE" | "INCOMPLETE";

/** One line per row. A row is the UTF-8 of a JSON object and stays as it is: digits that JavaScript cannot hold are in it. */
export function recordLines(stream: string, rows: readonly Buffer[], emittedAt: number): Buffer {
  const head = Buffer.from(`{"type":"RECORD","record":{"stream":${JSON.stringify(stream)},"data":`);
  const tail = Buffer.from(`,"emitted_at":${emittedAt}}}\n`);
  return Buffer.concat(rows.flatMap((row) => [head, row, tail]));
}

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
