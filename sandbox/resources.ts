/** The table: what the sandbox serves, one declaration per resource. Columns are in the order of the wire. */
import { breakdowns } from "./resources/breakdowns.ts";
import { campaigns } from "./resources/campaigns.ts";
import { events } from "./resources/events.ts";
import { means } from "./resources/means.ts";
import { messages } from "./resources/messages.ts";
import { people } from "./resources/people.ts";
import { standalone } from "./resources/standalone.ts";
import { statistics } from "./resources/statistics.ts";

/** By the path below `/v3/REST/`. */
export const resources = {
  ...events,
  ...people,
  ...messages,
  ...campaigns,
  ...means,
  ...statistics,
  ...breakdowns,
  ...standalone,
};

export type ResourceName = keyof typeof resources;

export function isResourceName(name: string): name is ResourceName {
  return Object.hasOwn(resources, name);
}
