/** What a resource's declaration can say. What differs between resources is a field here, never a branch on a name. */
import type { Decimal, Value } from "./json.ts";

/** What a column holds: the JavaScript type of its value, how it is compared, and whether `""` means "no date". */
export interface Kinds {
  text: string;
  flag: boolean;
  number: number;
  /** A 64-bit ID: beyond 2^53, so a JavaScript number would lose digits. */
  id64: bigint;
  /** A number that can be fractional. */
  decimal: Decimal;
  date: string;
  /** Nested lists and objects. */
  json: Value;
}

/** Columns in the order of the wire. */
export type Columns = Readonly<Record<string, keyof Kinds>>;

export type RowOf<C extends Columns> = { readonly [Name in keyof C]: Kinds[C[Name]] };

/** What a declaration can compare a column with. */
export type Plain = string | number | boolean;

/** One query parameter that narrows the rows. Its value is read as the kind of the column it is compared with. */
export type Filter<Column extends string = string> =
  /** The column equals the value; text without regard to case. */
  | { readonly column: Column; readonly words?: readonly string[] }
  /** A flag: whether the column is above 0. */
  | { readonly positive: Column }
  /** A flag that changes nothing by itself, e.g. it shows what is hidden without it. */
  | { readonly flag: true }
  /** A flag that, where it is true, leaves only the rows with all these values. */
  | { readonly only: readonly { readonly column: Column; readonly value: Plain }[] }
  /** The column is among the `pick`s of the rows of another table whose `where` equals the value. */
  | { readonly column: Column; readonly among: string; readonly where: string; readonly pick: string };

export interface Resource<Column extends string = string> {
  readonly columns: Columns;
  /** Properties that `Sort` is known to honour. */
  readonly sorts: readonly Column[];
  /** `Sort` by anything else is an error here; elsewhere what happens is not known, and an option of the sandbox. */
  readonly refusesOtherSorts?: true;
  /** The rows' own time and the parameters that bound it. */
  readonly time?: {
    readonly column: Column;
    readonly from: string;
    readonly to: string;
    /** Without `from`, or with 0, only rows of today are found. */
    readonly isTodayByDefault?: true;
  };
  /** How a row leads to its campaign: then the campaign's filters and its send time narrow these rows. */
  readonly campaign?: { readonly column: Column } | { readonly message: Column };
  /** By the parameter's name. */
  readonly filters: Readonly<Record<string, Filter<Column>>>;
  /** Further parameters: they compute the rows, or change nothing [the latter unproven]. */
  readonly alsoTakes?: readonly string[];
  /** Parameters without which a call is refused. */
  readonly mandatory?: readonly string[];
  /** Rows with one of the values are left out, unless the flag is set or a filter asks for values of the column. */
  readonly hidden?: { readonly column: Column; readonly values: readonly Plain[]; readonly unless?: string };
  /** Unless the flag is set, only rows whose column is among the `pick`s of all rows of another table are found. */
  readonly firsts?: { readonly column: Column; readonly among: string; readonly pick: string; readonly unless: string };
  /** Columns that come out empty unless a flag is set: the flag's name, which means `""`, or that and what stands there. */
  readonly masked?: Readonly<Record<string, string | { readonly unless: string; readonly empty: Plain }>>;
  /** Columns that filters read and answers lack: a reader has them from its own request. */
  readonly unprinted?: readonly Column[];
  /** An answer has one row for all that are the same in these columns: their other numbers are added up. */
  readonly groups?: readonly Column[];
  /** The column that lists a contact's properties by name and value; `contactmetadata` has their types. */
  readonly properties?: Column;
}

/** Checks a declaration where it is written: the column names in it are those of its own columns. */
export function resource<const C extends Columns>(
  declaration: Resource<keyof C & string> & { readonly columns: C },
): Omit<Resource, "columns"> & { readonly columns: C } {
  return declaration;
}
