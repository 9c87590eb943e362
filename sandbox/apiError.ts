/** A refusal that the API puts into words, as JSON. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  /** Mailjet's `ErrorInfo`. */
  readonly info: string;

  constructor(status: number, message: string, info = "") {
    super(message);
    this.status = status;
    this.info = info;
  }
}
