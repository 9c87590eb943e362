/** What a stream's declaration can say. Everything that differs between streams is a field here, never a branch on a name. */
import type { PaneName } from "./panes.ts";

export interface Declaration<Column extends string = string> {
  /** Path below `/v3/REST/`. */
  readonly resource: string;
  readonly primaryKey: readonly Column[];
  /** The column an incremental read goes by; absent: full refresh only. */
  readonly cursor?: Column;
  /** Sent with every request. */
  readonly params?: Readonly<Record<string, string>>;
  /** The property the resource sorts by, where it has a usable one. */
  readonly sort?: Column;
  /** The pair of parameters that bound the cursor column; absent: the resource has no time filter. */
  readonly window?: { readonly from: string; readonly to: string };
  /** Without a time filter: all rows are read, and those delivered in which one of these dates is recent enough. */
  readonly changed?: readonly Column[];
  /** How the rows are narrowed to campaigns or lists; absent: these menus do not apply. */
  readonly narrow?: Narrowing;
  /** API parameter ← pane of the configuration. */
  readonly filters?: Readonly<Record<string, PaneName>>;
  /** Delivers only the rows whose column has one of the pane's values; a value the pane does not know passes. */
  readonly keep?: { readonly column: Column; readonly pane: "segment_status" };
}

export interface Narrowing {
  /** The parameter that takes one campaign's ID. */
  readonly campaign: string;
  /** The parameter that takes one list's ID; absent: the lists' campaigns are found first, then the rows of each. */
  readonly list?: string;
  /** Whether "sent dates" bound these rows' own cursor, so that no campaign needs to be looked up for them. */
  readonly sentDates: "own cursor" | "of the campaign" | "do not apply";
}
