/** Rows of one stream that another is read by: the campaigns it is asked for, the types of the contacts' properties. */
import type { Settings } from "../config/config.ts";
import { loadSchema } from "../config/files.ts";
import type { Client } from "../mailjet/client.ts";
import { MailjetError } from "../mailjet/errors.ts";
import { textOf } from "../mailjet/letters.ts";
import type { Row } from "../mailjet/row.ts";
import { rowShape } from "../streams/columns.ts";
import type { StreamName } from "../streams/declaration.ts";
import { paneParams } from "../streams/panes.ts";
import { declarationOf } from "../streams/table.ts";
import { declaredFor } from "../streams/variant.ts";
import { idIn, instantIn } from "./filter.ts";
import { each, type Parent, type ParentQuery, type Partition, select, WHOLE } from "./partitions.ts";
import { Requester, type Slice } from "./requester.ts";
import { runAll, type Slots } from "./slots.ts";
import { SliceReader } from "./walk.ts";
import { rangeOf, readUpTo } from "./windows.ts";

export interface LookUpContext {
  readonly client: Client;
  readonly settings: Settings;
  readonly slots: Slots;
  /** Rows are read up to here: the later of the two clocks' times when the run began. */
  readonly until: number;
}

/** Looks up what streams need of other streams: each question is asked once, for all who have it. */
export class LookUps {
  readonly #context: LookUpContext;
  readonly #parents = new Map<string, Promise<readonly Parent[]>>();
  readonly #partitions = new Map<string, Promise<readonly Partition[]>>();

  constructor(context: LookUpContext) {
    this.#context = context;
  }

  /** @throws {MailjetError} when they cannot be read. */
  parents(query: ParentQuery): Promise<readonly Parent[]> {
    return askedOnce(this.#parents, query, () => this.#readParents(query));
  }

  /**
   * A partition per parent, the same for all streams that are asked for by the same parameter.
   * @throws {MailjetError} when the parents cannot be read.
   */
  partitions(query: ParentQuery, param: string): Promise<readonly Partition[]> {
    return askedOnce(this.#partitions, { query, param }, async () => each(param, await this.parents(query)));
  }

  async #readParents({ of, isDated, begins = "", only, asked, menus = {} }: ParentQuery): Promise<readonly Parent[]> {
    const columns = ["ID", begins, ...Object.keys(asked ?? {}), ...Object.keys(menus)];
    const parents = await rowsOf(
      this.#context,
      { of, isDated, columns, asked },
      (row): Parent => ({
        // Where a row says itself whether it is what was asked for, it is believed: the API might ignore the parameter.
        // A text of its own: a piece of a page's would keep all of the page in memory.
        id: contradicted(row, asked ?? {}).length === 0 ? Buffer.from(idIn(row, "ID") ?? "").toString() : "",
        begins: instantIn(row, begins),
        leftOutBy: contradicted(row, menus),
      }),
    );
    return parents.filter(({ id }) => id !== "" && (only?.includes(id) ?? true));
  }

  /** The declared type of each property of a contact, by its name. */
  async datatypes(of: StreamName): Promise<ReadonlyMap<string, string>> {
    const columns = ["Name", "Datatype", "NameSpace"];
    const textIn = (row: Row, column: string) => String(JSON.parse(textOf(row.columns.get(column) ?? '""')));
    const pairs = await rowsOf(this.#context, { of, isDated: false, columns }, (row) => {
      return {
        name: textIn(row, "Name"),
        type: textIn(row, "Datatype"),
        isStatic: textIn(row, "NameSpace") === "static",
      };
    });
    // Of two with one name it is the static one whose values a contact has.
    const byNamespace = pairs.toSorted((a, b) => Number(a.isStatic) - Number(b.isStatic));
    return new Map(byNamespace.map(({ name, type }) => [name, type]));
  }
}

/** Of parameters that are named like columns, those for which the row has another value. */
function contradicted({ columns }: Row, params: Readonly<Record<string, string>>): readonly string[] {
  const isContradicted = ([name, value]: [string, string]) => (columns.get(name) ?? value) !== value;
  return Object.entries(params)
    .filter(isContradicted)
    .map(([name]) => name);
}

/** What was made for the same question before, or is made now. */
function askedOnce<T>(known: Map<string, Promise<T>>, question: object, make: () => Promise<T>): Promise<T> {
  const key = JSON.stringify(question);
  const answer = known.get(key) ?? make();
  known.set(key, answer);
  return answer;
}

/**
 * Waits for what a stream is read by.
 * @throws {MailjetError} that says what it was for.
 */
export async function lookedUpFor<T>(stream: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof MailjetError)) throw error;
    throw error.during(`${error.doing ?? "reading"}, by which stream '${stream}' is read`);
  }
}

interface LookedUp {
  readonly of: StreamName;
  readonly isDated: boolean;
  readonly columns: readonly string[];
  /** Parameters in place of the menus'. */
  readonly asked?: Readonly<Record<string, string>> | undefined;
}

/** What `take` makes of each row of a stream, which the menus narrow as they do when it is read itself. */
async function rowsOf<T>(context: LookUpContext, wanted: LookedUp, take: (row: Row) => T): Promise<T[]> {
  const { client, settings, slots, until } = context;
  const { of, isDated, columns } = wanted;
  const declaration = declaredFor(declarationOf(of), settings);
  const found: T[] = [];
  const reader = new SliceReader({
    source: new Requester({
      client,
      declaration,
      params: wanted.asked ?? paneParams(declaration, settings),
      shape: rowShape(loadSchema(of), declaration, columns),
    }),
    identity: { primaryKey: declaration.primaryKey, isKeyShared: false },
    slots,
  });
  const read = async (slice: Slice): Promise<readonly Slice[]> => {
    for await (const step of reader.read(slice)) {
      if ("instead" in step) return step.instead;
      found.push(...step.rows.map(take));
    }
    return [];
  };
  const { start_date: start, end_date: end } = isDated ? settings : {};
  const window = rangeOf(start ?? 0, readUpTo(until, { start, end, lookbackDays: 0 }));
  const selection = select(declaration, settings);
  const partitions = selection.kind === "partitions" ? selection.partitions : [WHOLE];
  const slices: Slice[] = partitions.map((partition) => ({ partition, ...(declaration.window && { window }) }));
  await runAll(slices, settings.max_concurrency, read);
  return found;
}
