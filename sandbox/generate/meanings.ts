/** What the numbers of user agents in other rows mean. The same in every account. */
import type { RowIn } from "../account.ts";
import { AGENTS, agentId } from "./texts.ts";

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
