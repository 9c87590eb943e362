/** Describes an answer that is not Mailjet's, so that the user can find out whose it is. Pure. */

interface ForeignAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** What is said of all of them; `seen` is what tells whose the answer may be. */
export function foreignBecause(seen: string): string {
  return `something other than Mailjet's API answered: a proxy, a login page or a firewall may be between (${seen})`;
}

/** E.g. "something other than Mailjet's API answered: a proxy, … may be between (status 200, an HTML page "Sign in")". */
export function foreign(answer: ForeignAnswer): string {
  const seen = [`status ${answer.status}`, ...redirect(answer.headers), content(answer.body)].join(", ");
  return foreignBecause(seen);
}

/** Where it sends its callers: the host alone, for the rest can hold a session. */
function redirect(headers: Headers): string[] {
  const location = headers.get("location");
  if (location === null) return [];
  const host = URL.parse(location)?.host;
  return [host ? `a redirect to ${host}, which is not followed` : "a redirect, which is not followed"];
}

function content(body: string): string {
  const text = body.trim();
  if (text === "") return "an empty body";
  if (/^<(?:!doctype|html|head|body|\?xml)/i.test(text)) return `an HTML page${titleOf(text)}`;
  return isJson(text) ? "JSON that is not Mailjet's" : "a text that is not JSON";
}

/** E.g. `, an HTML page "Access denied"`; empty where the body is no page with a title. */
export function pageIn(body: string): string {
  const title = titleOf(body);
  return title === "" ? "" : `, an HTML page${title}`;
}

const LONGEST_TITLE = 80;

function titleOf(page: string): string {
  const words = /<title[^>]*>([^<]*)</i.exec(page)?.[1] ?? /<h1[^>]*>([^<]*)</i.exec(page)?.[1] ?? "";
  const title = words.replace(/\s+/g, " ").trim().slice(0, LONGEST_TITLE);
  return title === "" ? "" : ` "${title}"`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What a status of 407 says. @param proxies in words, where they are known. */
export function loginWanted(proxies = "the proxy between this machine and Mailjet"): string {
  return `${proxies} wants a login (status 407); put its user name and password into HTTPS_PROXY`;
}
