/** How long a server asks its callers to wait. Pure. */

/**
 * The `Retry-After` header in milliseconds: a number of seconds, or a date. The date is measured by the server's own
 * clock where the answer tells it: this machine's may be wrong. Undefined where the header is absent or makes no sense.
 * @param machineDate milliseconds since 1970.
 */
export function retryAfterMs(headers: Headers, machineDate: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (value === undefined || value === "") return undefined;
  const seconds = Number(value);
  const sentAt = Date.parse(headers.get("date") ?? "");
  const now = Number.isFinite(sentAt) ? sentAt : machineDate;
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
