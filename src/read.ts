/** One stream, from its declaration to its last message: windows → pages → records → state. */
import { formatState, NO_CURSOR_STATE, parseState, type StreamState, type SyncMode } from "./airbyte/state.ts";
import { StreamOutput } from "./airbyte/streamOutput.ts";
import { ClosedOutputError, type Writer } from "./airbyte/writer.ts";
import type { Settings } from "./config.ts";
import type { Declaration } from "./declaration.ts";
import { toConnectorError } from "./failure.ts";
import { Feed, type Slice } from "./feed.ts";
import { loadSchema } from "./files.ts";
import type { Client } from "./mailjet/client.ts";
import { StoppedError } from "./mailjet/errors.ts";
import { identify } from "./mailjet/memory.ts";
import type { Deliver } from "./outgoing.ts";
import { paneParams } from "./panes.ts";
import { runAll, type Slots } from "./pool.ts";
import { Progress } from "./progress.ts";
import { changedSince, chosen, once, type RowFilter } from "./rowFilter.ts";
import { each, ownDates, type Partition, select } from "./select.ts";
import { rowShape } from "./shape.ts";
import { SliceReader } from "./slices.ts";
import { type Dates, gaps, rangeOf, readFrom, readUpTo, settled, usable } from "./windows.ts";

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

/**
 * Reads one stream. Its failure is its own: it is reported, and the stream ends INCOMPLETE with its progress as STATE.
 * @returns whether all was read.
 * @throws {ClosedOutputError} when nobody reads stdout any more.
 */
export async function readStream(run: Run, request: StreamRequest): Promise<boolean> {
  const output = new StreamOutput(request.name, run.writer);
  await output.started();
  let read: StreamRead | undefined;
  try {
    read = new StreamRead(run, request, output);
    await read.run();
    await output.complete();
    await run.writer.log("INFO", `Finished stream '${request.name}': ${output.total} records`);
    return true;
  } catch (error) {
    if (error instanceof ClosedOutputError) throw error;
    if (!(error instanceof StoppedError)) await output.failed(toConnectorError(error));
    await read?.keepProgress();
    await output.incomplete();
    return false;
  }
}

class StreamRead {
  readonly #run: Run;
  readonly #request: StreamRequest;
  readonly #output: StreamOutput;
  readonly #dates: Dates;
  readonly #state: StreamState;
  readonly #progress: Progress;
  /** The API's time as of which all will have been read: of a list that is read on, when that was begun. */
  readonly #asOf: number;

  constructor(run: Run, request: StreamRequest, output: StreamOutput) {
    const { declaration, syncMode, name } = request;
    this.#run = run;
    this.#request = request;
    this.#output = output;
    this.#dates = ownDates(declaration, run.settings);
    this.#state = usable(parseState(name, declaration.cursor, request.state), syncMode);
    const { reading, cursor } = this.#state;
    const finished = reading ? settled(reading, this.#dates) : new Map();
    const positions = reading?.positions ?? new Map();
    this.#asOf = reading !== undefined && positions.size > 0 ? Math.min(reading.asOf, run.now) : run.now;
    this.#progress = new Progress({ syncMode, asOf: this.#asOf, cursor, finished, positions });
  }

  /** Reads and delivers all that is new, and ends with the state that says so. */
  async run(): Promise<void> {
    const partitions = await this.#partitions();
    const slices = this.#request.declaration.window ? this.#windows(partitions) : this.#lists(partitions);
    const reader = this.#reader(partitions.length);
    await runAll(slices, this.#run.slots.size, (slice) => this.#run.slots.use(() => this.#read(reader, slice)));
    await this.#lastState();
  }

  /** After a failure: what was finished before it. */
  async keepProgress(): Promise<void> {
    await this.#output.state(this.#underWay());
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

  #reader(partitions: number): SliceReader {
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
    const filter = this.#filter(partitions);
    const deliver: Deliver = async (rows, slice, reached) => {
      const texts = rows.filter(filter).map((row) => row.text);
      if (texts.length > 0) await this.#output.records(texts);
      if (reached !== undefined) this.#progress.reach(slice.partition.key, reached);
      await this.#output.checkpoint(() => this.#underWay(), reached !== undefined);
    };
    return new SliceReader({
      feed,
      identity: identify(declaration.primaryKey),
      deliver,
      ahead: settings.max_concurrency,
    });
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

  async #read(reader: SliceReader, slice: Slice): Promise<Slice[]> {
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
