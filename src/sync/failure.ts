/** Any error as the one the platform is told: a sentence for the user, and who can mend it. */
import { ConnectorError, type FailureType } from "../airbyte/errors.ts";
import { MailjetError, type Trouble } from "../mailjet/errors.ts";

interface Failure {
  readonly type: FailureType;
  /** Stands behind the cause. */
  readonly advice: string;
  /** What `check` advises where that differs: nothing was read, and there is no STATE. */
  readonly inCheck?: string;
}

const FAILURES: Readonly<Record<Trouble, Failure>> = {
  credentials: {
    type: "config_error",
    advice: "; check 'api_key' and 'api_secret' against the API key in your Mailjet account",
  },
  untrusted: { type: "config_error", advice: "" },
  foreign: { type: "config_error", advice: "; let this machine reach Mailjet's API, then run it again" },
  forbidden: {
    type: "config_error",
    advice: "; ask Mailjet to open it for this API key, or leave the stream out",
  },
  refused: {
    type: "system_error",
    advice: "; report it, and leave the stream out until it is mended",
    inCheck: "; report it",
  },
  unavailable: {
    type: "transient_error",
    advice: "; run it again later: it goes on from the last STATE",
    inCheck: "; try it again later",
  },
  keyless: {
    type: "system_error",
    advice:
      ": rows without a key cannot be told apart; report it to Mailjet, and leave the stream out until it is mended",
  },
  inconsistent: { type: "system_error", advice: "; run it again, and report it if that does not help" },
};

export function toConnectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (error instanceof MailjetError) {
    const { type, advice } = FAILURES[error.trouble];
    return new ConnectorError(type, error.message + advice, { cause: error });
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = "An unexpected error occurred, which is a fault of the connector; report it with this log";
  const wrapped = new ConnectorError("system_error", message, { internalMessage: text, cause: error });
  if (error instanceof Error && error.stack !== undefined) wrapped.stack = error.stack;
  return wrapped;
}

/**
 * What `check` says of an error, the cause first: which request met it is of no use to whoever sets a source up.
 * @returns undefined where the fault is the connector's own.
 */
export function failureOfCheck(error: unknown): string | undefined {
  if (error instanceof ConnectorError) return error.failureType === "config_error" ? error.message : undefined;
  if (!(error instanceof MailjetError)) return undefined;
  const { advice, inCheck = advice } = FAILURES[error.trouble];
  return error.during(undefined).message + inCheck;
}
