/** An account: one table per resource. Filters across tables read the others, so what one table lacks is not found. */
import type { Columns, RowOf } from "./declaration.ts";
import type { ResourceName, resources } from "./resources.ts";
import type { Table } from "./table.ts";

/** A row of the named resource, as on the wire. */
export type RowIn<Name extends ResourceName> = RowWith<(typeof resources)[Name]["columns"]>;

/** The tables by resource. `listrecipient` says who is on which list, `message` which campaign went to whom. */
export type Account = { readonly [Name in ResourceName]: Table<RowIn<Name>> };

/** The detour by way of a condition lets the compiler see that every row of a resource still unknown is a `Row`. */
type RowWith<C> = C extends Columns ? RowOf<C> : never;

/** Grows with every change to any of the tables. */
export function accountVersion(account: Account): number {
  return Object.values(account).reduce((sum, table) => sum + table.version, 0);
}
