/** What each kind of answer means: the one table from HTTP to an outcome. Pure. */
import type { Trouble } from "./errors.ts";

/** One answer, before anybody has judged it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export type Outcome =
  | { readonly action: "use" }
  | { readonly action: "retry"; readonly why: string }
  | { readonly action: "slow down"; readonly why: string }
  | { readonly action: "fail"; readonly trouble: Trouble; readonly why: string };

/** Mailjet's own words for an error, e.g. `{"ErrorInfo":"","ErrorMessage":"Operation not allowed","StatusCode":401}`. */
export interface ErrorBody {
  readonly info: string;
  readonly message: string;
}

/** Reads the JSON that Mailjet sends with an error; undefined for HTML, an empty body and anything else. */
export function errorBody(body: string): ErrorBody | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const message = "ErrorMessage" in parsed ? parsed.ErrorMessage : undefined;
  const info = "ErrorInfo" in parsed ? parsed.ErrorInfo : undefined;
  if (typeof message !== "string" && typeof info !== "string") return undefined;
  return { message: typeof message === "string" ? message : "", info: typeof info === "string" ? info : "" };
}

const RETRY_STATUS = new Map([
  [408, "the request timed out at Mailjet"],
  [425, "Mailjet asked to try again"],
  [500, "Mailjet had an internal error"],
  [502, "Mailjet's gateway had a bad answer"],
  [503, "Mailjet is temporarily unavailable"],
  [504, "Mailjet's gateway timed out"],
]);

/**
 * Judges an answer. A wrong path is a 500 whose `ErrorInfo` is "EFPWebError" (recorded): that one is final, all other
 * 5xx pass. A 401 without JSON is wrong credentials (recorded); with JSON, this key may not use this resource (observed).
 */
export function judge(answer: Answer): Outcome {
  const { status } = answer;
  if (status === 200) return { action: "use" };
  if (status === 429) return { action: "slow down", why: "the rate limit of this API key was reached" };
  const error = errorBody(answer.body);
  if (status === 401 && error === undefined) {
    return { action: "fail", trouble: "credentials", why: "the API key or the secret key is wrong" };
  }
  if (status === 401 || status === 403) {
    return { action: "fail", trouble: "forbidden", why: words(error) ?? "this API key has no access to it" };
  }
  const isFinal = error?.info.includes("EFPWebError") ?? false;
  const retry = RETRY_STATUS.get(status) ?? (status > 500 ? `Mailjet answered with status ${status}` : undefined);
  if (retry !== undefined && !isFinal) return { action: "retry", why: retry };
  if (status >= 300 && status < 400) {
    return { action: "fail", trouble: "refused", why: "Mailjet answered with a redirect, which is not followed" };
  }
  return { action: "fail", trouble: "refused", why: words(error) ?? `Mailjet answered with status ${status}` };
}

function words(error: ErrorBody | undefined): string | undefined {
  if (error === undefined) return undefined;
  const text = [error.message, error.info].filter((part) => part !== "").join(" ");
  return text === "" ? undefined : `Mailjet says "${text.slice(0, MAX_QUOTED_CHARS)}"`;
}

/** Enough of Mailjet's words to search for, short enough for one line of a log. */
const MAX_QUOTED_CHARS = 300;
