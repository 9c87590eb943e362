/** From a request to an answer, as Mailjet gives it. Knows neither sockets nor faults. */
import { ApiError } from "./apiError.ts";
import type { Lists } from "./lists.ts";
import { type Params, paramsOf } from "./parameters.ts";
import { errorText, listText, rowPrinter } from "./print.ts";
import { served } from "./served.ts";

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Rows in the body. */
  readonly rows: number;
}

export interface Access {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Resources that this key may not use. */
  readonly forbidden: readonly string[];
}

const ROOT = "/v3/REST/";

/** The resource that a path names; undefined for a path of anything else. */
export function resourceOf(path: string): string | undefined {
  return path.startsWith(ROOT) ? path.slice(ROOT.length) : undefined;
}

export function answer(request: Request, access: Access, lists: Lists, now: Date): Answer {
  if (request.authorization !== basic(access)) return UNAUTHORIZED;
  try {
    return list(request, access, lists, now);
  } catch (error) {
    if (error instanceof ApiError) return refusal(error);
    throw error;
  }
}

function list({ method, url }: Request, access: Access, lists: Lists, now: Date): Answer {
  const name = resourceOf(url.pathname);
  if (name !== undefined && access.forbidden.includes(name)) throw new ApiError(401, "Operation not allowed");
  const resource = served.get(name ?? "");
  if (resource === undefined) throw wrongPath(url.pathname);
  if (method !== "GET") throw new ApiError(405, `Method ${method} is not allowed here`);
  const params: Params = paramsOf(url.searchParams);
  const print = rowPrinter(resource.declaration, params);
  const { count, rows, total } = lists.page(resource, params, now);
  return { status: 200, headers: JSON_TYPE, body: listText(count, rows.map(print), total), rows: rows.length };
}

function basic({ apiKey, apiSecret }: Access): string {
  return `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
}

const JSON_TYPE = { "Content-Type": "application/json; charset=UTF-8" };
const HTML_TYPE = { "Content-Type": "text/html" };

/** Wrong credentials: nothing to read, and no JSON. */
const UNAUTHORIZED: Answer = {
  status: 401,
  headers: { ...HTML_TYPE, "WWW-Authenticate": 'Basic realm="Provide an apiKey and secretKey"' },
  body: "",
  rows: 0,
};

function wrongPath(path: string): ApiError {
  return new ApiError(500, `Unknown resource: "${path}"`, "EFPWebError");
}

export function refusal({ status, message, info }: ApiError): Answer {
  return { status, headers: JSON_TYPE, body: errorText(status, message, info), rows: 0 };
}

/** What a gateway says, in HTML: so a 429 comes, and without `Retry-After`, unless the sandbox is told otherwise. */
export function gatewayPage(status: number, reason: string, retryAfter: string | undefined): Answer {
  const headers = retryAfter === undefined ? HTML_TYPE : { ...HTML_TYPE, "Retry-After": retryAfter };
  const body = `<html><body><h1>${status} ${reason}</h1>\nThe request could not be served.\n</body></html>\n`;
  return { status, headers, body, rows: 0 };
}
