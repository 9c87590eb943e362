/** Which date of each stream the configuration's dates bound, with each filter type: asked of the code that reads. Pure. */
import type { Filter, Settings } from "../../src/config/config.ts";
import type { Declaration, VariantPane, VariedDeclaration } from "../../src/streams/declaration.ts";
import { declaredFor } from "../../src/streams/variant.ts";
import { ownDates, select } from "../../src/sync/partitions.ts";

/** A line of the table. */
export interface DateBounds {
  readonly stream: string;
  /** The menu and its values that the line is for; absent: the default's. */
  readonly only?: { readonly pane: string; readonly values: readonly string[] };
  /** For each filter type: the column that is bounded, or undefined where no date applies. */
  readonly bounds: readonly (string | undefined)[];
}

/** In the order of the form. */
export const FILTERS: readonly Filter[] = [
  { filter_type: "all_campaigns" },
  { filter_type: "campaigns_and_event_dates", campaigns: ["1"] },
  { filter_type: "contact_lists_and_sent_dates", contact_lists: ["1"] },
];

type Streams = ReadonlyMap<string, VariedDeclaration>;

/** A line for each stream, and one more for the values of a menu that change it. */
export function dateBoundsOf(streams: Streams, defaults: Settings): DateBounds[] {
  return [...streams].flatMap(([stream, declaration]) => {
    const bounds = boundsOf(declaration, defaults, streams);
    return [{ stream, bounds }, ...changedBy(declaration, bounds, { stream, defaults, streams })];
  });
}

interface Facts {
  readonly stream: string;
  readonly defaults: Settings;
  readonly streams: Streams;
}

function changedBy(
  declaration: VariedDeclaration,
  usual: DateBounds["bounds"],
  { stream, defaults, streams }: Facts,
): DateBounds[] {
  const panes = Object.entries(declaration.variants ?? {});
  return panes.flatMap(([pane, byValue]) => {
    const cases = Object.keys(byValue).map((value) => ({
      value,
      bounds: boundsOf(declaration, defaults, streams, { [pane]: value }),
    }));
    const others = cases.filter(({ bounds }) => String(bounds) !== String(usual));
    return [...Map.groupBy(others, ({ bounds }) => String(bounds)).values()].map((same) => ({
      stream,
      only: { pane, values: same.map(({ value }) => value) },
      bounds: same[0]?.bounds ?? usual,
    }));
  });
}

function boundsOf(
  declaration: VariedDeclaration,
  defaults: Settings,
  streams: Streams,
  menus: Readonly<Partial<Record<VariantPane, string>>> = {},
): (string | undefined)[] {
  const declared = declaredFor(declaration, { ...defaults, ...menus });
  return FILTERS.map((filter) => boundOf(declared, { ...defaults, filter, start_date: 1, end_date: 2 }, streams));
}

function boundOf(declaration: Declaration, settings: Settings, streams: Streams): string | undefined {
  const selection = select(declaration, settings);
  const parents = selection.kind !== "partitions" && selection.parents.isDated ? selection.parents.of : undefined;
  const parent = streams.get(parents ?? "");
  if (parent?.window !== undefined) return `${parents}.${parent.cursor}`;
  const isBound = declaration.window !== undefined && ownDates(declaration, settings).start !== undefined;
  return isBound ? declaration.cursor : undefined;
}
