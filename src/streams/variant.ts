/** A stream's declaration as the configuration has it. Pure. */
import type { Declaration, VariantPane, VariedDeclaration } from "./declaration.ts";

/** The declaration with what follows from the panes filled in. */
export function declaredFor(
  varied: VariedDeclaration,
  settings: Readonly<Record<VariantPane, string | boolean>>,
): Declaration {
  const { variants = {}, ...declaration } = varied;
  const chosen = PANES.map((pane) => variants[pane]?.[String(settings[pane])] ?? {});
  return Object.assign(declaration, ...chosen);
}

const PANES = [
  "counter_source",
  "counter_resolution",
  "include_archived_drafts_and_ab_tests",
] as const satisfies readonly VariantPane[];
