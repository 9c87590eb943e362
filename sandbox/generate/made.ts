/** What has been made of an account before the rest of it is derived from that. */
import type { Sending } from "./campaigns.ts";
import type { Sent } from "./messages.ts";
import type { People } from "./people.ts";

export interface Made {
  readonly people: People;
  readonly campaigns: readonly Sending[];
  /** With the status that their events have given them. */
  readonly messages: readonly Sent[];
  /** So many things happen in one second. */
  readonly burst: number;
  /** Unix seconds: nothing is later. */
  readonly now: number;
}
