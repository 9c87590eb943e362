/** What all streams of a read share, and what is asked of one of them. Types only. */
import type { SyncMode } from "../airbyte/state.ts";
import type { Writer } from "../airbyte/writer.ts";
import type { Settings } from "../config/config.ts";
import type { Client } from "../mailjet/client.ts";
import type { Watch } from "../progress/watch.ts";
import type { Declaration } from "../streams/declaration.ts";
import type { Clock } from "../time/clock.ts";
import type { Present } from "../time/present.ts";
import type { LookUps } from "./parents.ts";
import type { Slots } from "./slots.ts";

/** What all streams of a run share. */
export interface ReadContext {
  readonly client: Client;
  readonly writer: Writer;
  readonly settings: Settings;
  readonly slots: Slots;
  readonly clock: Clock;
  /** The time when the run began. */
  readonly present: Present;
  readonly lookUps: LookUps;
  /** Told how far each stream is. */
  readonly watch: Watch;
}

/** A stream as the catalog asks for it. */
export interface StreamRequest {
  readonly name: string;
  readonly declaration: Declaration;
  readonly syncMode: SyncMode;
  /** The platform's job; undefined where nobody tells. */
  readonly syncId?: number | undefined;
  /** As given back by the platform; undefined or null: from the beginning. */
  readonly state: unknown;
}
