/** Which streams a configuration offers. Pure. */
import type { Settings } from "../config/config.ts";
import { streams } from "./table.ts";

/** All, or those that `reports` names. */
export function offeredStreams({ reports }: Pick<Settings, "reports">): string[] {
  const names = [...streams.keys()];
  return reports.length === 0 ? names : names.filter((name) => reports.some((report) => report === name));
}
