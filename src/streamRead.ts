/** What is left to read of one stream, read: windows → pages → records → state. */
import { formatState, NO_CURSOR_STATE, parseState, type StreamState, type SyncMode } from "./airbyte/state.ts";
import type { StreamOutput } from "./airbyte/streamOutput.ts";
import type { Writer } from "./airbyte/writer.ts";
import type { Settings } from "./config.ts";
import type { Declaration } from "./declaration.ts";
import { Feed, type Slice } from "./feed.ts";
import { loadSchema } from "./files.ts";
import type { Client } from "./mailjet/client.ts";
import { identify } from "./mailjet/memory.ts";
import { Misfits } from "./misfits.ts";
import type { Destination } from "./outgoing.ts";
import { paneParams } from "./panes.ts";
import { runAll, type Slots } from "./pool.ts";
import { Progress } from "./progress.ts";
import { changedSince, chosen, once, type RowFilter } from "./rowFilter.ts";
import { each, ownDates, type Partition, select } from "./select.ts";
import { rowShape } from "./shape.ts";
import { SliceReader } from "./slices.ts";
import { type Dates, gaps, rangeOf, readFrom, readUpTo, settled, usable } from "./windows.ts";

/** So many rows, some 60 kB, are handed to stdout at a time: what waits there is not kept twice. */
const ROWS_AT_ONCE = 100;

/** What all streams of a run share. */
export interface Run {
  readonly client: Client;
  readonly writer: Writer;
  readonly settings: Settings;
  readonly slots: Slots;
  /** The API's time when the run began: no stream reads beyond it. */
  readonly now: number;
  /** The IDs of the campaigns that were sent to these lists, looked up once for all streams. */
  readonly campaignsOf: (lists: readonly string[]) => Promise<readonly string[]>;
}

/** A stream as the catalog asks for it. */
export interface StreamRequest {
  readonly name: string;
  readonly declaration: Declaration;
  readonly syncMode: SyncMode;
  /** As given back by the platform; undefined or null: from the beginning. */
  readonly state: unknown;
}

export class StreamRead {
  readonly #run: Run;
  readonly #request: StreamRequest;
  readonly #output: StreamOutput;
  readonly #dates: Dates;
  readonly #given: StreamState;
  /** What of the given state this read may go on from. */
  readonly #state: StreamState;
  readonly #progress: Progress;
  /** The API's time as of which all will have been read: of a list that is read on, when that was begun. */
  readonly #asOf: number;
  readonly #misfits: Misfits;

  constructor(run: Run, request: StreamRequest, output: StreamOutput) {
    const { declaration, syncMode, name } = request;
    this.#run = run;
    this.#request = request;
    this.#output = output;
    this.#misfits = new Misfits(declaration.primaryKey);
    this.#dates = ownDates(declaration, run.settings);
    this.#given = parseState(name, declaration.cursor, request.state);
    this.#state = usable(this.#given, syncMode);
    const { reading, cursor } = this.#state;
    const finished = reading ? settled(reading, this.#dates) : new Map();
    const { positions = new Map(), records = 0 } = reading ?? {};
    this.#asOf = reading !== undefined && positions.size > 0 ? Math.min(reading.asOf, run.now) : run.now;
    this.#progress = new Progress({ syncMode, asOf: this.#asOf, cursor, finished, positions, records });
  }

  /** Reads and delivers all that is new, and ends with the state that says so. */
  async run(): Promise<void> {
    if (this.#state.isRefreshed) return this.#passOver();
    const partitions = await this.#partitions();
    const slices = this.#request.declaration.window ? this.#windows(partitions) : this.#lists(partitions);
    const reader = this.#reader(partitions.length);
    await runAll(slices, this.#run.slots.size, (slice) => this.#run.slots.use(() => this.#read(reader, slice)));
    await this.#lastState();
  }

  /** An earlier attempt at the same full refresh has read all of it: a second time would double it in the warehouse. */
  async #passOver(): Promise<void> {
    const { name, declaration } = this.#request;
    const why = "its state says that this full refresh is done; to read it anew, leave the state out";
    await this.#run.writer.log("INFO", `Passed over stream '${name}': ${why}`);
    await this.#output.state(formatState(declaration.cursor, this.#given));
  }

  /** After a failure: what was finished before it. */
  async keepProgress(): Promise<void> {
    await this.#output.state(this.#underWay());
  }

  /** Says what the user should know of the rows delivered. */
  async warn(): Promise<void> {
    const summary = this.#misfits.summary(this.#request.name);
    if (summary !== undefined) await this.#run.writer.log("WARN", summary);
  }

  #underWay(): object {
    return formatState(this.#request.declaration.cursor, this.#progress.underWay());
  }

  async #partitions(): Promise<readonly Partition[]> {
    const selection = select(this.#request.declaration, this.#run.settings);
    if (selection.kind === "partitions") return selection.partitions;
    return each(selection.param, await this.#run.campaignsOf(selection.lists));
  }

  /** The windows that are left to read: oldest first, partition by partition. */
  #windows(partitions: readonly Partition[]): Slice[] {
    const range = rangeOf(readFrom(this.#state.cursor, this.#dates), readUpTo(this.#run.now, this.#dates));
    return partitions.flatMap((partition) =>
      gaps(range, this.#progress.finishedIn(partition.key)).map((window) => ({ partition, window })),
    );
  }

  /** The lists that are left to read, each from where it was read to. */
  #lists(partitions: readonly Partition[]): Slice[] {
    return partitions.flatMap((partition) => {
      const from = this.#progress.positionIn(partition.key);
      if (from === "done") return [];
      return from === undefined ? { partition } : { partition, from };
    });
  }

  #reader(partitions: number): SliceReader<Buffer> {
    const { declaration, name } = this.#request;
    const { client, settings } = this.#run;
    const call = { onRateLimited: (until: number) => void this.#output.rateLimited(until).catch(() => {}) };
    const feed = new Feed(
      client,
      declaration,
      paneParams(declaration, settings),
      rowShape(loadSchema(name), declaration),
      call,
    );
    return new SliceReader({
      feed,
      identity: identify(declaration.primaryKey),
      destination: this.#destination(this.#filter(partitions)),
      ahead: settings.max_concurrency - 1,
    });
  }

  #destination(isWanted: RowFilter): Destination<Buffer> {
    return {
      take: (row) => {
        if (!isWanted(row)) return undefined;
        this.#misfits.note(row);
        // As bytes, a row that waits keeps neither its page alive nor two bytes for each of its letters.
        return Buffer.from(row.text);
      },
      deliver: async (rows, slice, reached) => {
        for (let done = 0; done < rows.length; done += ROWS_AT_ONCE)
          await this.#write(rows.slice(done, done + ROWS_AT_ONCE));
        if (reached !== undefined) this.#progress.reach(slice.partition.key, reached);
        await this.#output.checkpoint(() => this.#underWay(), reached !== undefined);
      },
    };
  }

  /** A reader that is very slow gets a STATE from time to time also while a window is written. */
  async #write(rows: readonly Buffer[]): Promise<void> {
    await this.#output.records(rows);
    this.#progress.wrote(rows.length);
    await this.#output.checkpoint(() => this.#underWay(), false);
  }

  /** What the API could not filter; and a row that several partitions of a list hold comes once. */
  #filter(partitions: number): RowFilter {
    const { declaration } = this.#request;
    const { settings } = this.#run;
    const since = readFrom(this.#state.cursor, { ...this.#dates, start: settings.updated_since });
    const filters = [chosen(declaration, settings), changedSince(declaration, since)];
    if (partitions > 1 && declaration.window === undefined) filters.push(once(identify(declaration.primaryKey)));
    return (row) => filters.every((passes) => passes(row));
  }

  async #read(reader: SliceReader<Buffer>, slice: Slice): Promise<Slice[]> {
    const instead = await reader.read(slice);
    const { partition, window } = slice;
    const isFinished = instead.length === 0;
    if (window === undefined) this.#progress.reach(partition.key, isFinished ? "done" : undefined);
    else if (isFinished) this.#progress.finish(partition.key, window);
    await this.#output.checkpoint(() => this.#underWay(), isFinished);
    return instead;
  }

  async #lastState(): Promise<void> {
    const { declaration } = this.#request;
    const upTo = declaration.window ? readUpTo(this.#run.now, this.#dates) : this.#asOf;
    const { cursor } = declaration;
    await this.#output.state(cursor ? formatState(cursor, this.#progress.complete(upTo)) : NO_CURSOR_STATE);
  }
}
