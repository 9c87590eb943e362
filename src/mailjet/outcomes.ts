/** What each kind of answer means: the one table from HTTP to an outcome. Pure. */
import type { Trouble } from "./errors.ts";
import { foreign, loginWanted, pageIn } from "./foreign.ts";

/** One answer, before anybody has judged it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What it says. */
  readonly body: string;
}

export type Failed =
  | { readonly action: "retry"; readonly why: string }
  | { readonly action: "slow down"; readonly why: string }
  | { readonly action: "fail"; readonly trouble: Trouble; readonly why: string };

export type Outcome = { readonly action: "use" } | Failed;

/** Mailjet's own words for an error, e.g. `{"ErrorInfo":"","ErrorMessage":"Operation not allowed","StatusCode":401}`. */
interface ErrorBody {
  readonly words: string;
  /** A path that does not exist [recorded]: the one error 500 that does not pass. */
  readonly isWrongPath: boolean;
  readonly status: number | undefined;
}

const PASSING = new Map([
  [408, "the request timed out at Mailjet"],
  [425, "Mailjet asked to try again"],
  [500, "Mailjet had an internal error"],
  [502, "Mailjet's gateway had a bad answer"],
  [503, "Mailjet is temporarily unavailable"],
  [504, "Mailjet's gateway timed out"],
]);

const RATE_LIMITED: Failed = { action: "slow down", why: "the rate limit of this API key was reached (status 429)" };

/** A gateway that wants a login before it lets anything through. */
const LOGIN_WANTED = 511;

/** Where Mailjet's JSON says so: not for this key (401 [observed], 403 [unknown]) or this account (410 [observed], 404 [unknown]). */
const NOT_FOR_THIS_KEY: readonly number[] = [401, 403, 404, 410];

/**
 * Judges an answer by its status. What is not in Mailjet's own form is never taken for Mailjet's word: the key is blamed
 * only by Mailjet's JSON, or by its empty 401 [recorded].
 */
export function judge(answer: Answer): Outcome {
  const { status } = answer;
  if (status === 200) return { action: "use" };
  if (status === 429) return RATE_LIMITED;
  const error = errorBody(answer.body);
  return error === undefined ? judgeWithoutWords(answer) : judgeWords(status, error);
}

/** Judges an answer with status 200 whose body is not what was asked for. `why` says what is wrong with it. */
export function judgeUnusable(answer: Answer, why: string): Failed {
  const error = errorBody(answer.body);
  if (error?.status === 429) return RATE_LIMITED;
  if (error !== undefined) return judgeWords(error.status ?? 400, error);
  if (isOfMailjet(answer.body)) return { action: "retry", why: `Mailjet's answer cannot be used: ${why}` };
  return { action: "retry", why: foreign(answer) };
}

function judgeWords(status: number, { words, isWrongPath }: ErrorBody): Failed {
  const passing = passingReason(status);
  if (passing !== undefined && !isWrongPath) return { action: "retry", why: `${passing}: ${words}` };
  // [unknown] in which words Mailjet's JSON would blame the key; "Operation not allowed" [observed] does not.
  if (status === 401 && /\bauth(entication|orization)\b/i.test(words)) return wrongKey(words);
  return { action: "fail", trouble: NOT_FOR_THIS_KEY.includes(status) ? "forbidden" : "refused", why: words };
}

function judgeWithoutWords(answer: Answer): Failed {
  if (isEmpty401(answer)) return wrongKey(undefined);
  if (answer.status === 407) {
    return { action: "fail", trouble: "foreign", why: loginWanted() };
  }
  const passing = passingReason(answer.status, pageIn(answer.body));
  if (passing !== undefined) return { action: "retry", why: passing };
  if (isCutOff(answer.body)) return { action: "retry", why: `the answer was cut off (status ${answer.status})` };
  return { action: "fail", trouble: "foreign", why: foreign(answer) };
}

/** Whether a body begins as JSON, as Mailjet's errors do, and is none. */
function isCutOff(body: string): boolean {
  if (!/^\s*\{/.test(body)) return false;
  try {
    JSON.parse(body);
    return false;
  } catch {
    return true;
  }
}

/** @param page what is to be seen of an answer that is not in Mailjet's form: its gateway's, or that of another. */
function passingReason(status: number, page = ""): string | undefined {
  const isOther = status > 500 && status < 600 && status !== LOGIN_WANTED;
  const known = PASSING.get(status) ?? (isOther ? "Mailjet had an error" : undefined);
  return known && `${known} (status ${status}${page})`;
}

/** Mailjet's answer to a wrong key: nothing in it, and its own realm, where the header comes through [recorded]. */
function isEmpty401({ status, headers, body }: Answer): boolean {
  const challenge = headers.get("www-authenticate");
  return status === 401 && body.trim() === "" && (challenge === null || /apiKey/i.test(challenge));
}

function wrongKey(words: string | undefined): Failed {
  const why = "the API key or the secret key is wrong";
  return { action: "fail", trouble: "credentials", why: words === undefined ? why : `${why}: ${words}` };
}

/** Whether a body is, or begins like, a page of Mailjet's. */
function isOfMailjet(body: string): boolean {
  return /^\s*\{\s*"(?:Count|Data|Total)"/.test(body);
}

/** Reads the JSON that Mailjet sends with an error; undefined for HTML, an empty body and anything else. */
function errorBody(body: string): ErrorBody | undefined {
  // A page can be a megabyte: it is not parsed for this.
  if (!/^\s*\{/.test(body) || isOfMailjet(body)) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  const { ErrorMessage, ErrorInfo, ErrorIdentifier, StatusCode } = parsed as Readonly<Record<string, unknown>>;
  if ([ErrorMessage, ErrorInfo, ErrorIdentifier].every((word) => typeof word !== "string")) return undefined;
  const texts = [ErrorMessage, ErrorInfo].filter((text) => typeof text === "string" && text !== "");
  return {
    words:
      texts.length === 0 ? "Mailjet gives no reason" : `Mailjet says "${texts.join(" ").slice(0, MAX_QUOTED_CHARS)}"`,
    isWrongPath: typeof ErrorInfo === "string" && ErrorInfo.includes("EFPWebError"),
    status: typeof StatusCode === "number" ? StatusCode : undefined,
  };
}

/** Enough of Mailjet's words to search for, short enough for one line of a log. */
const MAX_QUOTED_CHARS = 300;
