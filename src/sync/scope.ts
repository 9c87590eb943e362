/** What a state was made by: one of another choice says nothing about this one's rows. Pure. */
import { createHash } from "node:crypto";
import type { StreamState } from "../airbyte/state.ts";
import type { Settings } from "../config/config.ts";
import type { Declaration } from "../streams/declaration.ts";
import { paneParams } from "../streams/panes.ts";

export interface Scope {
  /** The menus by which a stream's rows are others altogether, as parameters; undefined where there are none. */
  readonly menus: string | undefined;
  /** Short for all of the configuration that chooses rows. */
  readonly asked: string;
}

export function scopeOf({ stamp = [], filters = {} }: Declaration, settings: Settings): Scope {
  const menus = Object.entries(filters).filter(([param]) => stamp.includes(param));
  const params = paneParams({ filters: Object.fromEntries(menus) }, settings);
  const choice = Object.entries(settings).filter(([name]) => !CHOOSES_NO_ROWS.includes(name));
  const asked = createHash("sha256").update(JSON.stringify(choice.sort())).digest("hex").slice(0, 12);
  return { menus: menus.length === 0 ? undefined : String(new URLSearchParams(params)), asked };
}

const CHOOSES_NO_ROWS = ["api_key", "api_secret", "reports", "lookback_days", "region", "max_concurrency"];

/** What of a state holds for this choice. One that was typed by hand says of none: it is believed. */
export function within(state: StreamState, { menus, asked }: Scope): StreamState {
  if (state.menus !== undefined && state.menus !== menus) return {};
  const { reading, ...rest } = state;
  return reading?.asked !== undefined && reading.asked !== asked ? rest : state;
}
