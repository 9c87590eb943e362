/** Which streams a key may not read: Mailjet opens some resources to some accounts only. */
import type { Settings } from "../config/config.ts";
import type { Client } from "../mailjet/client.ts";
import { judgePage } from "../mailjet/envelope.ts";
import { MailjetError } from "../mailjet/errors.ts";
import type { Declaration } from "../streams/declaration.ts";
import { paneParams } from "../streams/panes.ts";
import { streams } from "../streams/table.ts";
import { declaredFor } from "../streams/variant.ts";
import { campaignChoices, select } from "../sync/partitions.ts";
import { runAll } from "../sync/slots.ts";

export interface Forbidden {
  readonly streams: readonly string[];
  /** Why the first of them is; undefined where none is. */
  readonly why: string | undefined;
}

/**
 * Those of the named streams of which a resource, or that of what they are read by, answers "not allowed" when it is
 * asked for one row. Anything else that goes wrong says nothing about the key: a request that is refused for what it
 * lacks was looked at.
 */
export async function forbiddenStreams(
  client: Client,
  settings: Settings,
  names: readonly string[],
): Promise<Forbidden> {
  const declared = new Map([...streams].map(([name, varied]) => [name, declaredFor(varied, settings)]));
  const neededFor = (name: string) => [name, ...parentsOf(declared.get(name), settings)];
  const forbidden = new Map<string, string>();
  const ask = async (name: string) => {
    const declaration = declared.get(name);
    const why = declaration && (await whyForbidden(client, settings, declaration));
    if (why !== undefined) forbidden.set(name, why);
    return [];
  };
  await runAll([...new Set(names.flatMap(neededFor))], settings.max_concurrency, ask).catch((error: unknown) => {
    // Mailjet has a bad day: the answer of `check` does not wait for it.
    if (!(error instanceof MailjetError && error.trouble === "unavailable")) throw error;
  });
  const [why] = forbidden.values();
  return { streams: names.filter((name) => neededFor(name).some((needed) => forbidden.has(needed))), why };
}

/** The streams that one is read by, as the menus have it. */
function parentsOf(declaration: Declaration | undefined, settings: Settings): string[] {
  if (declaration === undefined) return [];
  const selection = select(declaration, settings);
  const queries = campaignChoices(declaration, settings).map(({ parents }) => parents);
  if (selection.kind !== "partitions") queries.push(selection.parents);
  return [...queries.map(({ of }) => of), declaration.properties?.types].filter((name) => name !== undefined);
}

/** Why the key may not read a stream; undefined where it may. */
async function whyForbidden(client: Client, settings: Settings, declaration: Declaration): Promise<string | undefined> {
  const params = { ...declaration.params, ...paneParams(declaration, settings), Limit: "1" };
  try {
    await client.get(declaration.resource, params, judgePage);
    return undefined;
  } catch (error) {
    // What is asked for one by one was asked without saying of what: that it is not there proves nothing.
    if (error instanceof MailjetError && error.status === 404 && declaration.each !== undefined) return undefined;
    // The greeting has proven the key: an empty 401 here says no more than one in words.
    if (error instanceof MailjetError && ["forbidden", "credentials"].includes(error.trouble)) return error.why;
    if (error instanceof MailjetError && error.trouble === "refused") return undefined;
    throw error;
  }
}
