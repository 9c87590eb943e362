/** Why a call to Mailjet gave no rows, by what a caller can do about it. */
export type Trouble =
  /** The key or the secret is wrong: no call will work. */
  | "credentials"
  /** Whoever answers does not prove to be Mailjet: nothing was sent. */
  | "untrusted"
  /** This key may not read this resource: others may still work. */
  | "forbidden"
  /** Mailjet will not answer this request, however often it is made. */
  | "refused"
  /** Mailjet could not be reached, or did not answer properly, for as long as was tried. */
  | "unavailable"
  /** The answers contradict each other: going on would lose rows. */
  | "inconsistent";

/** A sentence for the user, and which kind of trouble it is. Holds no request and no header: those carry the secret. */
export class MailjetError extends Error {
  override readonly name = "MailjetError";
  readonly trouble: Trouble;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(trouble: Trouble, message: string, status?: number) {
    super(message);
    this.trouble = trouble;
    this.status = status;
  }
}

/** The run is being stopped: no further request is made. Not a failure of the API. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/** The body is not the page it should be: cut off, not JSON, or without rows in `Data`. */
export class BrokenPageError extends Error {
  override readonly name = "BrokenPageError";
}
