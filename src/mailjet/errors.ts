/** Why a call to Mailjet gave no rows, by what a caller can do about it. */
export type Trouble =
  /** The key or the secret is wrong: no call will work. */
  | "credentials"
  /** Whoever answers does not prove to be Mailjet: nothing was sent. */
  | "untrusted"
  /** Something other than Mailjet's API answers: a proxy, a login page, a firewall. */
  | "foreign"
  /** This key may not read this resource, or its account does not have it: others may still work. */
  | "forbidden"
  /** Mailjet will not answer this request, however often it is made. */
  | "refused"
  /** Mailjet could not be reached, or did not answer properly, for as long as was tried. */
  | "unavailable"
  /** The answers contradict each other: going on would lose rows. */
  | "inconsistent"
  /** Rows lack what tells one from another: going on would lose some, or double them. */
  | "keyless";

export interface MailjetErrorDetails {
  /** What was under way, e.g. "reading 'message'"; it stands behind the cause. */
  readonly doing?: string | undefined;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
}

/** The cause in words for the user, and which kind of trouble it is. Holds no request and no header: those carry the secret. */
export class MailjetError extends Error {
  override readonly name = "MailjetError";
  readonly trouble: Trouble;
  /** The cause alone. */
  readonly why: string;
  readonly doing: string | undefined;
  readonly status: number | undefined;

  constructor(trouble: Trouble, why: string, { doing, status }: MailjetErrorDetails = {}) {
    super(doing === undefined ? sentence(why) : `${sentence(why)} (${doing})`);
    this.trouble = trouble;
    this.why = why;
    this.doing = doing;
    this.status = status;
  }

  /** The same trouble, met while something else was under way; undefined: leave that out. */
  during(doing: string | undefined): MailjetError {
    return new MailjetError(this.trouble, this.why, { doing, status: this.status });
  }
}

/** With a capital first letter. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The run is being stopped: no further request is made. Not a failure of the API. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/** The body is not the page it should be: cut off, not JSON, or without rows in `Data`. */
export class BrokenPageError extends Error {
  override readonly name = "BrokenPageError";
}
