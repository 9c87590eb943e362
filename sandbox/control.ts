/** The sandbox's own controls over HTTP, for people who try a pipeline: let time pass, let things happen. */
import type { Account } from "./account.ts";
import { type Answer, refusal } from "./api.ts";
import { ApiError } from "./apiError.ts";
import type { Clock } from "./clock.ts";
import { happen } from "./happenings.ts";
import { jsonText } from "./json.ts";
import { countParam, type Params, paramsOf } from "./parameters.ts";
import type { Random } from "./random.ts";

export interface Controlled {
  readonly account: Account;
  readonly clock: Clock;
  readonly random: Random;
}

type Action = (controlled: Controlled, params: Params) => Readonly<Record<string, string | number>>;

const DEFAULT_SECONDS = 3_600;
const DEFAULT_EVENTS = 100;

const ACTIONS: Readonly<Record<string, Action>> = {
  "/sandbox/advance": ({ clock }, params) => {
    clock.advance(countParam(params, "seconds", DEFAULT_SECONDS));
    return { now: clock.now().toISOString() };
  },
  "/sandbox/events": ({ account, clock, random }, params) =>
    happen(account, countParam(params, "count", DEFAULT_EVENTS), clock.now(), random),
};

/** Answers a control; undefined where the path is none. Needs no key: the sandbox listens on loopback only. */
export function control(controlled: Controlled, method: string, url: URL): Answer | undefined {
  const action = ACTIONS[url.pathname];
  if (action === undefined) return undefined;
  if (method !== "POST") return refusal(new ApiError(405, `Use POST ${url.pathname}`));
  try {
    const done = action(controlled, paramsOf(url.searchParams));
    return { status: 200, headers: { "Content-Type": "application/json" }, body: `${jsonText(done)}\n`, rows: 0 };
  } catch (error) {
    if (error instanceof ApiError) return refusal(error);
    throw error;
  }
}
