/** How a menu of the configuration becomes a parameter of the API. Absent means: do not send it, nothing is narrowed. */
import type { Settings } from "../config/config.ts";

const PANES = {
  include_deleted_lists: (settings: Settings) => (settings.include_deleted_lists ? undefined : "false"),
  include_deleted_campaigns: (settings: Settings) => (settings.include_deleted_campaigns ? undefined : "false"),
  include_newsletter_tool_campaigns: (settings: Settings) =>
    settings.include_newsletter_tool_campaigns ? undefined : "false",
  starred: (settings: Settings) => STARRED[settings.starred],
  segment_status: (settings: Settings) => (settings.segment_status.includes("deleted") ? "true" : undefined),
  counter_source: (settings: Settings) => settings.counter_source,
  counter_timing: (settings: Settings) => settings.counter_timing,
  counter_resolution: (settings: Settings) => settings.counter_resolution,
} as const;

const STARRED = { all: undefined, starred: "true", not_starred: "false" } as const;

export type PaneName = keyof typeof PANES;

interface Filtered {
  readonly filters?: Readonly<Record<string, PaneName>>;
}

/** The parameters that the panes ask for, by the declaration's `filters`: API parameter ← pane. */
export function paneParams({ filters = {} }: Filtered, settings: Settings): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [param, pane] of Object.entries(filters)) {
    const value = PANES[pane](settings);
    if (value !== undefined) params[param] = value;
  }
  return params;
}
