/** What a right reader makes of an account. Written apart from any reader, so that the two can be compared. */
import type { Account, RowIn } from "./account.ts";
import { recordPrinter } from "./print.ts";
import { type ResourceName, resources } from "./resources.ts";

/**
 * Each distinct row of the resource as the JSON text it must arrive in: that of the wire with nothing masked, `""` in
 * date columns as null, and the `Z` that some dates lack; rows the same in every column once. In no order.
 */
export function expectedRows<Name extends ResourceName>(
  account: Account,
  name: Name,
  isWanted: (row: RowIn<Name>) => boolean = () => true,
): string[] {
  const rows: Iterable<RowIn<Name>> = account[name];
  return [...new Set(Array.from(rows).filter(isWanted).map(recordPrinter(resources[name])))];
}

/** The campaign that a row belongs to, by its `CampaignID` or by its message. */
export function campaignOf(
  account: Account,
  row: { readonly CampaignID?: number; readonly MessageID?: bigint },
): RowIn<"campaign"> | undefined {
  const message = row.MessageID === undefined ? undefined : account.message.where("ID", row.MessageID)[0];
  return account.campaign.where("ID", row.CampaignID ?? message?.CampaignID ?? 0)[0];
}
