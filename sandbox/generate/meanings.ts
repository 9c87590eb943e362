/** What numbers in other rows mean: the states of messages, and user agents. The same in every account. */
import type { RowIn } from "../account.ts";
import { AGENTS, agentId } from "./texts.ts";

const STATES = [
  ["user unknown", "bounce"],
  ["mailbox inactive", "bounce"],
  ["quota exceeded", "bounce"],
  ["invalid domain", "domain"],
  ["no mail host", "domain"],
  ["relay/access denied", "domain"],
  ["sender blocked", "spam"],
  ["content blocked", "spam"],
  ["policy issue", "spam"],
  ["system issue", "system"],
  ["protocol issue", "system"],
  ["connection issue", "system"],
  ["greylisted", "bounce"],
  ["preblocked", "block"],
  ["duplicate in campaign", "block"],
  ["spam preblocked", "block"],
  ["bad or empty template", "template"],
  ["error in template language", "template"],
  ["typofix", "block"],
  ["blacklisted", "block"],
  ["spam reporter", "block"],
] as const;

export function messageStates(): RowIn<"messagestate">[] {
  return STATES.map(([State, RelatedTo], index) => ({ ID: index + 1, RelatedTo, State }));
}

const BROWSERS = ["Chrome", "Mobile Safari", "Google Image Proxy", 'Odd "Agent" \\ 1.0', "", "Edge", "Outlook", "Bot"];
const PLATFORMS = ["Windows", "iOS", "", "", "", "Windows", "Windows", "Linux"];

/** Those that events come from, and a few that no event has. */
export function userAgents(): RowIn<"useragent">[] {
  return BROWSERS.map((Browser, index) => ({
    Browser,
    ID: agentId(index),
    IsBot: index === 2 || index >= AGENTS.length + 2,
    IsMobile: PLATFORMS[index] === "iOS",
    Platform: PLATFORMS[index] ?? "",
  }));
}
