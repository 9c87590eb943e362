/** Which parameters a resource of the sandbox knows. Like Mailjet, it passes over all others. */
import type { Resource } from "./declaration.ts";
import { resources } from "./resources.ts";
import { served } from "./served.ts";

/** Every list knows these. */
const OF_LISTS = ["Limit", "Offset", "Sort", "countOnly", "countRecords"];

/** @returns names in lower case; those of any list for a resource that is not served. */
export function knownParameters(name: string): ReadonlySet<string> {
  const declaration = served.get(name)?.declaration;
  const own = declaration === undefined ? [] : takenBy(declaration);
  return new Set([...OF_LISTS, ...own].map((param) => param.toLowerCase()));
}

function takenBy({ filters, time, alsoTakes = [], hidden, firsts, masked = {}, campaign }: Resource): string[] {
  const flags = Object.values(masked).map((mask) => (typeof mask === "string" ? mask : mask.unless));
  const unlesses = [hidden?.unless, firsts?.unless].filter((flag) => flag !== undefined);
  const times = time === undefined ? [] : [time.from, time.to, "Period"];
  const ofCampaign = campaign === undefined ? [] : takenBy(resources.campaign);
  return [...Object.keys(filters), ...alsoTakes, ...times, ...unlesses, ...flags, ...ofCampaign];
}
