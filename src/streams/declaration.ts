/** What a stream's declaration can say. Everything that differs between streams is a field here, never a branch on a name. */
import type { PaneName } from "./panes.ts";

type Params = Readonly<Record<string, string>>;

export interface Declaration<Column extends string = string> {
  /** Path below `/v3/REST/`. */
  readonly resource: string;
  readonly primaryKey: readonly Column[];
  /** Rows with one key may differ, as the API's events have no ID: only rows the same in every column are one. */
  readonly isKeyShared?: true;
  /** The column an incremental read goes by; absent: full refresh only. */
  readonly cursor?: Column;
  /** Rows never change: what was read of them is read again only where rows were recorded late. */
  readonly isFinal?: true;
  /** Without a cursor, a list so long that an interrupted full refresh goes on where it was. */
  readonly isLong?: true;
  /** Sent with every request. */
  readonly params?: Params;
  /** The property the resource sorts by, where it has a usable one. */
  readonly sort?: Column;
  /** Absent: the resource has no time filter. */
  readonly window?: Window;
  /** Without a time filter: all rows are read, and those delivered in which one of these dates is recent enough. */
  readonly changed?: readonly Column[];
  /** How the rows are narrowed to campaigns or lists; absent: these menus do not apply. */
  readonly narrow?: Narrowing<Column>;
  /** The resource is asked once for each row of another stream; these are chosen by the menus. */
  readonly each?: Parents;
  /** The resource is asked in several ways, and answers of several of them may hold the same row. */
  readonly queries?: readonly Params[];
  /** Parameters of the request that are put on each row as columns, where the row does not have them. */
  readonly stamp?: readonly Column[];
  /** A column that holds a list of names and values, delivered as one object with the values in their declared types. */
  readonly properties?: { readonly column: Column; readonly types: StreamName };
  /** API parameter ← pane of the configuration. */
  readonly filters?: Readonly<Record<string, PaneName>>;
  /** Delivers only the rows whose column has one of the pane's values; a value the pane does not know passes. */
  readonly keep?: { readonly column: Column; readonly pane: "segment_status" };
  /** Rows that are not delivered: those in which all columns of one of these have these values, as JSON. */
  readonly drop?: readonly Readonly<Partial<Record<Column, string>>>[];
}

/** The pair of parameters that bound the cursor column. */
export interface Window {
  readonly from: string;
  readonly to: string;
  /** Rows are time slices so many seconds long: of these, a call may ask for a limited number. */
  readonly sliceS?: number;
  /**
   * A row's cursor moves on, and may be empty: only an increment behind a state is read by windows. All rows are read as
   * a list, of which the dates choose those that have a cursor.
   */
  readonly isForIncrements?: true;
}

export interface Narrowing<Column extends string = string> {
  /** The parameter that takes one campaign's ID. */
  readonly campaign?: string;
  /** The parameter that takes one list's ID; without it the lists' campaigns are found first, then the rows of each. */
  readonly list?: string;
  /** Without either: all rows are read, and those of the chosen campaigns delivered, by the campaign's ID in this column. */
  readonly column?: Column;
  /**
   * The resource has none of the menus' parameters: rows of campaigns that the menus leave out are left out by the
   * campaign's ID in this column.
   */
  readonly menus?: { readonly column: Column; readonly filters: Readonly<Record<string, PaneName>> };
  /** Whether "sent dates" bound these rows' own cursor, so that no campaign needs to be looked up for them. */
  readonly sentDates: "own cursor" | "of the campaign" | "do not apply";
  /** A row can belong to several campaigns or lists: it comes once all the same. */
  readonly isShared?: true;
}

/** Streams whose rows others are read by. */
export type StreamName = "sent_campaigns" | "contacts_list" | "senders" | "workflows" | "contact_metadata";

export interface Parents {
  readonly of: StreamName;
  /** The parameter that takes the ID of one of them. */
  readonly param: string;
  /** Their column that says when the earliest time slice can be. */
  readonly begins?: string;
  /** They are sent: "sent dates" bound them, and not the time of the rows read by them. */
  readonly isSent?: true;
  /** The menu of contact lists chooses among them. */
  readonly isChosen?: true;
}

/** A declaration of which parts follow from panes of the configuration: pane → its value → what is declared then. */
export interface VariedDeclaration<Column extends string = string> extends Declaration<Column> {
  readonly variants?: Readonly<Partial<Record<VariantPane, Readonly<Record<string, Partial<Declaration<Column>>>>>>>;
}

export type VariantPane = "counter_source" | "counter_resolution" | "include_archived_drafts_and_ab_tests";
