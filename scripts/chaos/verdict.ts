/** Holds what a platform has against the account: what is lost, what was altered. */
import type { Account } from "../../sandbox/account.ts";
import { expectedRows } from "../../sandbox/expected.ts";
import type { ResourceName } from "../../sandbox/resources.ts";

/** Rows by stream, as they arrived. */
export type Delivered = Map<string, Set<string>>;
/** Rows by resource, as they must arrive. */
export type Snapshot = ReadonlyMap<ResourceName, ReadonlySet<string>>;

const STREAMS: Readonly<Record<string, ResourceName>> = {
  bounce_events: "bouncestatistics",
  click_events: "clickstatistics",
  contacts: "contact",
  contacts_list: "contactslist",
  messages: "message",
  open_events: "openinformation",
  segmentation: "contactfilter",
  sent_campaigns: "campaign",
};

export function rowsOf(account: Account): Snapshot {
  return new Map(Object.values(STREAMS).map((name) => [name, new Set(expectedRows(account, name))]));
}

export interface Course {
  /** The account at some time, and when the last read had ended: what is in both has to have arrived. */
  readonly first: Snapshot;
  readonly last: Snapshot;
  /** Every row that there ever was. */
  readonly known: readonly Snapshot[];
  /** Resources of whose rows any version will do, by their ID: they changed while they were read. */
  readonly changing: readonly ResourceName[];
}

/** In words: rows that were there throughout and did not arrive, and rows that arrived as they never were. */
export function differences(delivered: Delivered, { first, last, known, changing }: Course): string[] {
  return Object.entries(STREAMS).flatMap(([stream, resource]) => {
    const keyOf = changing.includes(resource) ? idOf : (row: string) => row;
    const arrived = [...(delivered.get(stream) ?? [])];
    const [arrivedKeys, lastKeys] = [new Set(arrived.map(keyOf)), new Set(rowsIn(last, resource).map(keyOf))];
    const lost = rowsIn(first, resource).filter((row) => lastKeys.has(keyOf(row)) && !arrivedKeys.has(keyOf(row)));
    const altered = arrived.filter((row) => !known.some((rows) => rows.get(resource)?.has(row)));
    return [...words(stream, "lost", lost), ...words(stream, "altered", altered)];
  });
}

function rowsIn(snapshot: Snapshot, resource: ResourceName): readonly string[] {
  return [...(snapshot.get(resource) ?? [])];
}

function words(stream: string, what: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [`${stream}: ${rows.length} rows ${what}, e.g. ${rows[0]}`];
}

function idOf(row: string): string {
  return /"ID" : (-?\d+)/.exec(row)?.[1] ?? "";
}
