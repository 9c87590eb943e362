/** Holds what a platform has against the account: what is lost, what was altered. */
import type { Account } from "../../sandbox/account.ts";
import type { CounterChoice } from "../../sandbox/counters.ts";
import { expectedCounters, expectedRows } from "../../sandbox/expected.ts";
import type { ResourceName } from "../../sandbox/resources.ts";
import { RESOURCES } from "../../sandbox/streams.ts";

/** Rows by stream, as they arrived. */
export type Delivered = Map<string, Set<string>>;
/** Counters are no table, but computed. */
type Resource = ResourceName | "statcounters";
/** Rows by resource, as they must arrive. */
export type Snapshot = ReadonlyMap<Resource, ReadonlySet<string>>;
/** What is counted, of all sources of a kind. */
export type Counters = Required<Pick<CounterChoice, "source" | "timing" | "resolution">>;

export function rowsOf(account: Account, streams: readonly string[], counters: Counters): Snapshot {
  const resources = streams.map((stream) => RESOURCES[stream]).filter((name) => name !== undefined);
  const rows = (name: Resource) =>
    name === "statcounters" ? countersOf(account, counters) : expectedRows(account, name);
  return new Map(resources.map((name) => [name, new Set(rows(name).map(comparable(name)))]));
}

function countersOf(account: Account, counters: Counters): string[] {
  const { campaign, contactslist, sender } = account;
  const sources = { APIKey: [undefined], Campaign: idsOf(campaign), List: idsOf(contactslist), Sender: idsOf(sender) };
  return sources[counters.source].flatMap((id) =>
    expectedCounters(account, { ...counters, ...(id !== undefined && { id }) }),
  );
}

function idsOf(rows: Iterable<{ readonly ID: number }>): number[] {
  return Array.from(rows, ({ ID }) => ID);
}

/** Counts change all the time: of counters, what is left of a row without them is compared. */
function comparable(resource: Resource): (row: string) => string {
  if (resource !== "statcounters") return (row) => row;
  return (row) => row.replace(/"(\w+)" : \d+/g, (member, name) => (/ID$/.test(name) ? member : `"${name}" : 0`));
}

export interface Course {
  /** The account at some time, and when the last read had ended: what is in both has to have arrived. */
  readonly first: Snapshot;
  readonly last: Snapshot;
  /** Every row that there ever was. */
  readonly known: readonly Snapshot[];
  /** Resources of whose rows any version will do, by their ID: they changed while they were read. */
  readonly changing: readonly Resource[];
}

/** In words: rows that were there throughout and did not arrive, and rows that arrived as they never were. */
export function differences(delivered: Delivered, { first, last, known, changing }: Course): string[] {
  return Object.entries(RESOURCES).flatMap(([stream, resource]) => {
    if (!first.has(resource)) return [];
    const keyOf = changing.includes(resource) ? idIn(resource) : (row: string) => row;
    const arrived = [...(delivered.get(stream) ?? [])].map(comparable(resource));
    const [arrivedKeys, lastKeys] = [new Set(arrived.map(keyOf)), new Set(rowsIn(last, resource).map(keyOf))];
    const lost = rowsIn(first, resource).filter((row) => lastKeys.has(keyOf(row)) && !arrivedKeys.has(keyOf(row)));
    const altered = arrived.filter((row) => !known.some((rows) => rows.get(resource)?.has(row)));
    return [...words(stream, "lost", lost), ...words(stream, "altered", altered)];
  });
}

function rowsIn(snapshot: Snapshot, resource: Resource): readonly string[] {
  return [...(snapshot.get(resource) ?? [])];
}

function words(stream: string, what: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [`${stream}: ${rows.length} rows ${what}, e.g. ${rows[0]}`];
}

/** Finds the ID in a row: in figures, that of what they are of. */
function idIn(resource: Resource): (row: string) => string {
  const pattern = new RegExp(`"${IDS[resource] ?? "ID"}" : (-?\\d+)`);
  return (row) => pattern.exec(row)?.[1] ?? "";
}

const IDS: Readonly<Partial<Record<Resource, string>>> = {
  campaignstatistics: "CampaignID",
  contactstatistics: "ContactID",
};
