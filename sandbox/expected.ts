/** What a right reader makes of an account. Written apart from any reader, so that the two can be compared. */
import type { Account, RowIn } from "./account.ts";
import { counterColumns } from "./counterRow.ts";
import { type CounterChoice, counterRows, type EmptySlices, type Period } from "./counters.ts";
import type { Resource } from "./declaration.ts";
import { propertiesText } from "./expectedProperties.ts";
import { recordPrinter } from "./print.ts";
import { type ResourceName, resources } from "./resources.ts";

/**
 * Each distinct row of the resource as the JSON text it must arrive in: that of the wire with nothing masked, `""` in
 * date columns as null, and the `Z` that some dates lack; rows the same in every column once. In no order. A column that
 * the wire does not print comes first; properties are one object.
 */
export function expectedRows<Name extends ResourceName>(
  account: Account,
  name: Name,
  isWanted: (row: RowIn<Name>) => boolean = () => true,
): string[] {
  const rows: Iterable<RowIn<Name>> = account[name];
  return [...new Set(Array.from(rows).filter(isWanted).map(expectedPrinter(account, resources[name])))];
}

function expectedPrinter(account: Account, { columns, properties }: Resource): ReturnType<typeof recordPrinter> {
  if (properties === undefined) return recordPrinter({ columns });
  const datatypes = new Map(Array.from(account.contactmetadata, ({ Name, Datatype }) => [Name, Datatype]));
  return recordPrinter({ columns }, { [properties]: (list) => propertiesText(list, datatypes) });
}

/** The menus that a reader puts on each row: its rows of one choice are not those of another. */
const MENUS = { CounterSource: "text", CounterTiming: "text", CounterResolution: "text" } as const;

/** The rows of counters as they must arrive, by time; see `counterRows`. The choice stands first in each. */
export function expectedCounters(
  account: Account,
  choice: CounterChoice,
  within?: Period,
  emptySlices?: EmptySlices,
): string[] {
  const { source: CounterSource, timing: CounterTiming, resolution: CounterResolution } = choice;
  const print = recordPrinter({ columns: { ...MENUS, ...counterColumns } });
  return counterRows(account, choice, within, emptySlices).map((row) =>
    print({ CounterSource, CounterTiming, CounterResolution, ...row }),
  );
}

/** The campaign that a row belongs to, by its `CampaignID` or by its message. */
export function campaignOf(
  account: Account,
  row: { readonly CampaignID?: number; readonly MessageID?: bigint },
): RowIn<"campaign"> | undefined {
  const message = row.MessageID === undefined ? undefined : account.message.where("ID", row.MessageID)[0];
  return account.campaign.where("ID", row.CampaignID ?? message?.CampaignID ?? 0)[0];
}
