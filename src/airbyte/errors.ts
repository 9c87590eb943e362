/** The one error a run reports: a sentence for the user, and who can mend it. */
export type FailureType =
  /** The user: configuration, credentials, files. */
  | "config_error"
  /** Time: the next run may well succeed. */
  | "transient_error"
  /** The connector's maker, or Mailjet. */
  | "system_error";

export interface ConnectorErrorDetails {
  /** For whoever looks after the connector; never shown first. */
  readonly internalMessage?: string;
  readonly cause?: unknown;
}

export class ConnectorError extends Error {
  override readonly name = "ConnectorError";
  readonly failureType: FailureType;
  readonly internalMessage: string | undefined;

  constructor(failureType: FailureType, message: string, details: ConnectorErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.failureType = failureType;
    this.internalMessage = details.internalMessage;
  }
}

/** A user's mistake, in one sentence that says what to do. */
export function configError(message: string): ConnectorError {
  return new ConnectorError("config_error", message);
}
