/** What shows that the pages of a list cannot be put together as they are. */
import { MailjetError } from "../mailjet/errors.ts";

/** Paging cannot be trusted to meet every row. The message says what was seen. */
export class DisorderError extends Error {
  override readonly name: string = "DisorderError";
}

/** `Offset` is ignored: every page of the list is its first one [observed]. */
export class RepetitionError extends DisorderError {
  override readonly name = "RepetitionError";

  constructor() {
    super("Mailjet gave the same page twice, as if it ignored 'Offset'");
  }
}

/** The end of a read that nothing could put together. */
export function unreadable(why: string): MailjetError {
  return new MailjetError("inconsistent", `${why}, and rows would be lost`, { doing: "reading a list by pages" });
}
