/** Any error as the one the platform is told: a sentence for the user, and who can mend it. */
import { ConnectorError, type FailureType } from "./airbyte/errors.ts";
import { MailjetError, type Trouble } from "./mailjet/errors.ts";

const FAILURES: Readonly<Record<Trouble, { readonly type: FailureType; readonly advice: string }>> = {
  credentials: {
    type: "config_error",
    advice: "; check 'api_key' and 'api_secret' against the API key in your Mailjet account",
  },
  untrusted: { type: "config_error", advice: "" },
  forbidden: {
    type: "config_error",
    advice: "; ask Mailjet to open it for this API key, or leave the stream out",
  },
  refused: { type: "system_error", advice: "; report it, and leave the stream out until it is mended" },
  unavailable: { type: "transient_error", advice: "; run it again later: it goes on from the last STATE" },
  inconsistent: { type: "system_error", advice: "; run it again, and report it if that does not help" },
};

export function toConnectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (error instanceof MailjetError) {
    const { type, advice } = FAILURES[error.trouble];
    return new ConnectorError(type, error.message + advice, { cause: error });
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = "Running the connector failed: an unexpected error occurred, which is a fault of the connector";
  const wrapped = new ConnectorError("system_error", message, { internalMessage: text, cause: error });
  if (error instanceof Error && error.stack !== undefined) wrapped.stack = error.stack;
  return wrapped;
}
