/** How a resource is declared that stands alone: a whole list, the same in every account, with its rows beside it. */
import type { Columns, Resource, RowOf } from "./declaration.ts";

interface WholeList<C extends Columns> {
  /** The stream of the connector that brings these rows. */
  readonly stream: string;
  /** In the order of the wire. */
  readonly columns: C;
  /** Each as on the wire. */
  readonly rows: readonly RowOf<NoInfer<C>>[];
}

/** What such a resource can do beside being listed; see `Resource`. */
type Manners = Partial<Pick<Resource, "sorts" | "filters" | "hidden">>;

/** Checks a declaration where it is written: its rows have its columns. It sorts by `ID`, unless told otherwise. */
export function wholeList<const C extends Columns>(
  declaration: WholeList<C> & Manners,
): WholeList<C> & Omit<Resource, "columns"> {
  return { sorts: "ID" in declaration.columns ? ["ID"] : [], filters: {}, ...declaration };
}
