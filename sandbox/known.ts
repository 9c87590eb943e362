/** Which parameters a resource of the sandbox knows. Like Mailjet, it passes over all others. */
import type { Resource } from "./declaration.ts";
import { isResourceName, resources } from "./resources.ts";

/** Every list knows these. */
const OF_LISTS = ["Limit", "Offset", "Sort", "countOnly", "countRecords"];
const OF_COUNTERS = ["CounterSource", "CounterTiming", "CounterResolution", "SourceID", "FromTS", "ToTS"];

/** @returns names in lower case; empty for a resource that is not served. */
export function knownParameters(name: string): ReadonlySet<string> {
  const own = name === "statcounters" ? OF_COUNTERS : isResourceName(name) ? readBy(resources[name]) : [];
  return new Set([...OF_LISTS, ...own].map((param) => param.toLowerCase()));
}

function readBy({ filters, time, ignores = [], hidden, firsts, masked = {}, campaign }: Resource): string[] {
  const flags = Object.values(masked).map((mask) => (typeof mask === "string" ? mask : mask.unless));
  const unlesses = [hidden?.unless, firsts?.unless].filter((flag) => flag !== undefined);
  const times = time === undefined ? [] : [time.from, time.to, "Period"];
  return [
    ...Object.keys(filters),
    ...ignores,
    ...times,
    ...unlesses,
    ...flags,
    ...(campaign === undefined ? [] : readBy(resources.campaign)),
  ];
}
