/**
 * What the configuration wants of a stream: the partitions that it is asked for by, and which of their rows are delivered.
 * Looks up what that needs of other streams.
 */

import type { Settings } from "../config/config.ts";
import type { Row } from "../mailjet/row.ts";
import { describedName } from "../streams/columns.ts";
import type { Declaration } from "../streams/declaration.ts";
import type { Instant } from "../time/instant.ts";
import { among, changedSince, chosen, idIn, notAmong, once, type RowFilter, undropped, withinDates } from "./filter.ts";
import type { LookUps } from "./parents.ts";
import { campaignChoices, ownDates, type Partition, type Selection, select, WHOLE } from "./partitions.ts";
import type { Slice } from "./requester.ts";
import { readFrom } from "./windows.ts";

/** Whether a row of a slice is wanted. */
export type IsWanted = (row: Row, slice: Slice) => boolean;

export interface Wanted {
  readonly partitions: readonly Partition[];
  /** Undefined where all rows are. */
  readonly isWanted: IsWanted | undefined;
  /** The columns that it goes by. */
  readonly columns: readonly string[];
}

/** A filter that may go by where a row was found too. */
type SliceFilter = Pick<RowFilter, "columns"> & { readonly passes: IsWanted };

export interface WantedContext {
  readonly settings: Settings;
  readonly lookUps: Pick<LookUps, "parents" | "partitions">;
}

/**
 * @param cursor where the read before had got.
 * @throws {MailjetError} when what the menus choose cannot be looked up.
 */
export async function wantedOf(
  declaration: Declaration,
  { settings, lookUps }: WantedContext,
  cursor: Instant | undefined,
): Promise<Wanted> {
  const selection = select(declaration, settings);
  const partitions = await partitionsOf(selection, lookUps);
  const dates = ownDates(declaration, settings);
  const since = readFrom(cursor, { ...dates, start: settings.updated_since });
  const filters: (SliceFilter | undefined)[] = [
    chosen(declaration, settings),
    undropped(declaration),
    changedSince(declaration, since),
    withinDates(declaration, dates),
  ];
  if (selection.kind === "rows of parents") {
    const parents = await lookUps.parents(selection.parents);
    filters.push(among(selection.column, new Set(parents.map(({ id }) => id))));
  }
  const { narrow, queries } = declaration;
  filters.push(...(await campaignFilters(declaration, settings, lookUps)));
  if (selection.kind === "each parent") filters.push(ofItsParent(selection.param));
  const isShared = narrow?.isShared === true || queries !== undefined;
  if (isShared && partitions.length > 1) filters.push(once({ primaryKey: declaration.primaryKey, isKeyShared: false }));
  const given = filters.filter((filter) => filter !== undefined);
  return {
    partitions,
    isWanted: given.length === 0 ? undefined : (row, slice) => given.every(({ passes }) => passes(row, slice)),
    columns: given.flatMap(({ columns }) => columns),
  };
}

/** Where campaigns were not looked up by the menus, their rows are chosen by them. */
async function campaignFilters(
  declaration: Declaration,
  settings: Settings,
  lookUps: WantedContext["lookUps"],
): Promise<(RowFilter | undefined)[]> {
  const column = declaration.narrow?.menus?.column ?? "";
  const filters = campaignChoices(declaration, settings).map(async ({ parents, isKept }) => {
    const ids = new Set((await lookUps.parents(parents)).map(({ id }) => id));
    return isKept ? among(column, ids) : notAmong(column, ids);
  });
  return Promise.all(filters);
}

async function partitionsOf(selection: Selection, lookUps: WantedContext["lookUps"]): Promise<readonly Partition[]> {
  if (selection.kind === "partitions") return selection.partitions;
  if (selection.kind === "rows of parents") return [WHOLE];
  return lookUps.partitions(selection.parents, selection.param);
}

/**
 * Drops rows that say they belong to another parent than the one asked for, in case the API ignores the parameter. 0 and
 * -1 stand for none.
 */
function ofItsParent(param: string): SliceFilter {
  const columns = [describedName(param), param];
  const passes: IsWanted = (row, { partition }) => {
    const own = columns.map((name) => idIn(row, name)).find((id) => id !== undefined && id !== "0");
    return own === undefined || partition.id === undefined || own === partition.id;
  };
  return { columns, passes };
}
