/** What is left to read of one stream, read: windows → pages → records → state. */

import type { Interval } from "../airbyte/intervals.ts";
import { parseState } from "../airbyte/parseState.ts";
import { formatState, NO_CURSOR_STATE, type Position, type StreamState } from "../airbyte/state.ts";
import type { StreamOutput } from "../airbyte/streamOutput.ts";
import { unknownIn } from "../airbyte/unknownState.ts";
import { loadSchema } from "../config/files.ts";
import type { CallOptions } from "../mailjet/client.ts";
import { PAGE_ROWS } from "../mailjet/page.ts";
import type { Row } from "../mailjet/row.ts";
import type { StreamWatch } from "../progress/watch.ts";
import { isResumable } from "../streams/catalogEntry.ts";
import { rowShape } from "../streams/columns.ts";
import { paneParams } from "../streams/panes.ts";
import { formatInstant, type Instant } from "../time/instant.ts";
import { beginning, begunInAnotherMode, noIncremental, type Resumed, stopped } from "./beginning.ts";
import { Progress } from "./checkpoint.ts";
import type { ReadContext, StreamRequest } from "./context.ts";
import { LookBack } from "./lookback.ts";
import { lookedUpFor } from "./parents.ts";
import { ownDates, type Partition, WHOLE } from "./partitions.ts";
import { knownPartitions, partName, placeOf } from "./place.ts";
import { behind, isByWindows, rangeIn, type Situation, slicesLeft } from "./plan.ts";
import { Refusals } from "./refusals.ts";
import { Requester, type RequesterOptions, type Slice } from "./requester.ts";
import { RowReport } from "./rowReport.ts";
import { type Scope, scopeOf, within } from "./scope.ts";
import { Shares } from "./share.ts";
import { runAll } from "./slots.ts";
import { transformOf } from "./transform.ts";
import { SliceReader } from "./walk.ts";
import { type IsWanted, type Wanted, wantedOf } from "./wanted.ts";
import { broughtBack, futureIn, readFrom, readUpTo, settled, unsettled, usable } from "./windows.ts";

export class StreamRead {
  readonly #context: ReadContext;
  readonly #request: StreamRequest;
  readonly #output: StreamOutput;
  readonly #watch: StreamWatch;
  readonly #given: StreamState;
  readonly #scope: Scope;
  /** What of the given state this read may go on from. */
  readonly #state: StreamState;
  /** An instant in the future that the given state held. */
  readonly #future: Instant | undefined;
  /** All rows before this instant will have been read. Both clocks, Mailjet's and the machine's, have come this far. */
  readonly #asOf: Instant;
  /** What an interrupted read had read of these seconds is read again. */
  readonly #again: readonly Interval[];
  readonly #situation: Situation;
  /** All rows up to here will have been read. */
  readonly #upTo: Instant;
  readonly #progress: Progress;
  /** All that the stream is asked for by; undefined as long as that is not looked up. */
  #partitions: readonly Partition[] | undefined;
  /** Where late rows are found by counting. */
  #lookBack: LookBack | undefined;
  readonly #report = new RowReport();
  readonly #refusals = new Refusals();

  /** How each request of the stream is followed. */
  readonly #call: CallOptions = {
    onRateLimited: (until, forMs) => {
      this.#watch.rest(forMs);
      void this.#output.rateLimited(until).catch(() => {});
    },
    onCall: () => this.#watch.call(),
    onWait: (forMs, isLimited) => this.#watch.wait(forMs, isLimited ? "rate limit" : "retry"),
  };

  constructor(context: ReadContext, request: StreamRequest, output: StreamOutput, watch: StreamWatch) {
    const { declaration, syncMode, name } = request;
    this.#context = context;
    this.#request = request;
    this.#output = output;
    this.#watch = watch;
    const dates = ownDates(declaration, context.settings);
    this.#given = parseState(name, declaration.cursor, request.state);
    this.#scope = scopeOf(declaration, context.settings);
    const { now, until } = context.present;
    const state = usable(within(this.#given, this.#scope), syncMode, request.syncId);
    this.#future = futureIn(state, now);
    this.#state = broughtBack(state, now, dates);
    const { reading, cursor } = this.#state;
    const { positions = new Map(), open = new Map(), records = 0, through } = reading ?? {};
    // What was read to its end was so as of then: all of the stream is, when it is read on.
    const isPartDone = positions.size > 0 || through !== undefined;
    this.#asOf = reading !== undefined && isPartDone ? reading.asOf : now;
    this.#again = reading ? unsettled(reading, this.#asOf, dates) : [];
    const finished = reading ? settled(reading, this.#again) : new Map();
    const { asked } = this.#scope;
    const { updated_since: updatedSince } = context.settings;
    this.#situation = { declaration, dates, cursor, updatedSince, until: isPartDone ? this.#asOf : until };
    this.#partitions = knownPartitions(declaration, context.settings);
    this.#upTo = declaration.window === undefined ? this.#asOf : readUpTo(this.#asOf, dates);
    const before = { finished, positions, open, records, through };
    this.#progress = new Progress({ syncMode, asOf: this.#asOf, cursor, ...before, asked });
  }

  /** Reads and delivers all that is new, and ends with the state that says so. */
  async run(): Promise<void> {
    if (this.#state.isRefreshed) return this.#passOver();
    await this.#sayWhatIsOfNoUse();
    await this.#sayHowItBegins();
    const { name, declaration } = this.#request;
    const wanted = await lookedUpFor(name, wantedOf(declaration, this.#context, this.#state.cursor));
    this.#partitions = wanted.partitions;
    const transform = await lookedUpFor(name, transformOf(declaration, this.#context.lookUps));
    const requester = this.#requester(transform, wanted.columns);
    this.#lookBack = this.#lookBackOf(wanted);
    for (const span of (await this.#lookBack?.unchanged(requester)) ?? []) this.#progress.finish(WHOLE.key, span);
    const slices = this.#planned(wanted);
    this.#lookBack?.reads(slices);
    const shares = this.#shares(slices, wanted);
    const reader = this.#reader(requester, shares);
    const { max_concurrency: width } = this.#context.settings;
    await runAll(slices, width, (slice) => this.#read({ reader, shares, slice, isWanted: wanted.isWanted }));
    this.#refusals.check();
    await this.#lastState();
  }

  /** An earlier attempt at the same full refresh has read all of it: a second time would double it in the warehouse. */
  async #passOver(): Promise<void> {
    const { name, declaration } = this.#request;
    const why = "its state says that this full refresh is done; to read it anew, leave the state out";
    await this.#context.writer.log("INFO", `Passed over stream '${name}': ${why}`);
    await this.#output.state(formatState(declaration.cursor, this.#given));
  }

  async #sayWhatIsOfNoUse(): Promise<void> {
    const { name, declaration, state, syncMode } = this.#request;
    await this.#warn(unknownIn(name, declaration.cursor, state), this.#whatIsInTheFuture());
    const kept = within(this.#given, this.#scope);
    const what = kept.menus === this.#given.menus ? "what it had begun to read" : "its state";
    const begun = kept.reading?.syncMode ?? syncMode;
    if (kept !== this.#given) await this.#log(`Reading stream '${name}' anew: ${what} was of another configuration`);
    else if (begun !== syncMode) await this.#log(begunInAnotherMode(name, begun));
  }

  #log(sentence: string): Promise<void> {
    return this.#context.writer.log("INFO", sentence);
  }

  async #sayHowItBegins(): Promise<void> {
    const { name, declaration, syncMode } = this.#request;
    if (syncMode === "incremental" && declaration.cursor === undefined) return this.#warn(noIncremental(name));
    const sentence = beginning({ name, syncMode, situation: this.#situation, resumed: this.#resumed() });
    await this.#log(sentence);
  }

  #resumed(): Resumed | undefined {
    const { reading } = this.#state;
    return reading === undefined ? undefined : { place: this.#place(), records: reading.records };
  }

  /** Where the rows begin that are not read yet. */
  #place(): string {
    const { reading } = this.#progress.underWay();
    return placeOf({ situation: this.#situation, partitions: this.#partitions, reading });
  }

  #whatIsInTheFuture(): string | undefined {
    if (this.#future === undefined) return undefined;
    const [future, now] = [this.#future, this.#context.present.now].map(formatInstant);
    const what = `The state of stream '${this.#request.name}' is at ${future}, which is in the future`;
    return `${what}: it is brought back to ${now}, and the look-back before that is read`;
  }

  async #warn(...sentences: readonly (string | undefined)[]): Promise<void> {
    for (const sentence of sentences) if (sentence !== undefined) await this.#context.writer.log("WARN", sentence);
  }

  /** After a failure: what was finished before it. */
  async keepProgress(): Promise<void> {
    await this.#output.state(this.#underWay());
  }

  /** Says what a read that was stopped leaves to the next one. */
  async sayWhereItStopped(): Promise<void> {
    await this.#context.writer.log("INFO", stopped(this.#request.name, this.#place()));
  }

  /** Says what the user should know of the rows delivered. */
  async warn(): Promise<void> {
    await this.#warn(...this.#report.sentences(this.#request.name));
  }

  #underWay(): object {
    const { counted } = this.#state;
    return this.#format({ ...this.#progress.underWay(), ...(counted && { counted }) });
  }

  #counted(): Pick<StreamState, "counted"> {
    const spans = this.#lookBack?.counted() ?? [];
    return spans.length === 0 ? {} : { counted: { asOf: this.#upTo, asked: this.#scope.asked, spans } };
  }

  #format(state: StreamState): object {
    const { menus } = this.#scope;
    return formatState(this.#request.declaration.cursor, menus === undefined ? state : { ...state, menus });
  }

  /** The slices that are left, found before the progress forgets what is done. */
  #planned({ partitions }: Wanted): Slice[] {
    const left = behind(partitions, this.#state.reading?.through);
    const slices = slicesLeft(this.#situation, left, {
      finishedIn: (key) => this.#progress.finishedIn(key),
      positionIn: (key) => this.#progress.positionIn(key),
      openIn: (key) => this.#progress.openIn(key),
      again: this.#again,
    });
    const range = isByWindows(this.#situation) ? rangeIn : () => undefined;
    const ordered = left.filter(({ id }) => id !== undefined);
    this.#progress.plan(ordered.map((one) => ({ key: one.key, range: range(this.#situation, one) })));
    return slices;
  }

  /** That of a stream whose rows never change, and which is read as one. */
  #lookBackOf({ partitions }: Wanted): LookBack | undefined {
    const { declaration, dates } = this.#situation;
    const isWhole = partitions.length === 1 && partitions[0] === WHOLE && isByWindows(this.#situation);
    if (declaration.isFinal !== true || !isWhole || dates.lookbackDays === 0) return undefined;
    const { cursor, counted } = this.#state;
    const given = counted?.asOf === cursor && counted?.asked === this.#scope.asked ? counted.spans : [];
    return new LookBack(readFrom(this.#upTo, dates), this.#upTo, given);
  }

  #requester(transform: RequesterOptions["transform"], columns: readonly string[]): Requester {
    const { declaration, name } = this.#request;
    const { client, settings } = this.#context;
    return new Requester({
      client,
      declaration,
      params: paneParams(declaration, settings),
      shape: rowShape(loadSchema(name), declaration, columns),
      call: this.#call,
      transform,
    });
  }

  #shares(slices: readonly Slice[], { partitions: [first], isWanted }: Wanted): Shares {
    const isDivided = first !== undefined && first !== WHOLE;
    const parts = isDivided ? `${partName(this.#request.declaration, first)}s` : "spans of time";
    return new Shares({ slices, parts, areAllWanted: isWanted === undefined });
  }

  #reader(requester: Requester, shares: Shares): SliceReader {
    const { primaryKey, isKeyShared = false } = this.#request.declaration;
    const { client, slots } = this.#context;
    return new SliceReader({
      source: requester,
      identity: { primaryKey, isKeyShared },
      slots,
      // Who has the slots has asked for pages.
      awaitSlot: (slot) => client.behindOthers(slot, this.#call),
      seconds: this.#lookBack?.seconds,
      onCounted: (slice, rows) => this.#expect(shares.counted(slice, rows)),
    });
  }

  /** The platform is told of more rows than a page. */
  #expect(rows: number | undefined): void {
    if (rows !== undefined && rows > PAGE_ROWS) void this.#output.estimate(rows).catch(() => {});
  }

  /** Delivers what comes of a slice. @returns the slices to read in its place. */
  async #read({ reader, shares, slice, isWanted }: SliceRead): Promise<readonly Slice[]> {
    const read = async () => {
      for await (const step of reader.read(slice)) {
        if ("instead" in step) {
          this.#reach(slice, undefined);
          shares.cut(slice, step.instead);
          return step.instead;
        }
        shares.met(step.rows.length);
        if (step.reached === "done") shares.done(slice);
        this.#watch.share(shares.share);
        const rows = isWanted === undefined ? step.rows : step.rows.filter((row) => isWanted(row, slice));
        const written = this.#write(rows);
        // A STATE that another slice writes meanwhile comes behind these rows, and may tell of them.
        if (step.reached !== undefined) this.#reach(slice, step.reached);
        await written;
        await this.#output.checkpoint(() => this.#underWay(), step.reached !== undefined);
      }
      return [];
    };
    return (await this.#refusals.tolerate(slice.partition, read)) ?? [];
  }

  async #write(rows: readonly Row[]): Promise<void> {
    this.#report.note(rows);
    this.#progress.wrote(rows.length);
    this.#watch.rows(rows.length);
    await this.#output.records(rows);
  }

  #reach({ partition, window, from }: Slice, position: Position | undefined): void {
    if (window === undefined) this.#progress.reach(partition.key, position);
    else if (position !== "done") this.#progress.reachIn(partition.key, window, position);
    // Of a window that an earlier read had begun, some is read again beside it.
    else this.#progress.finish(partition.key, window, from === undefined ? [] : this.#again);
  }

  async #lastState(): Promise<void> {
    const { declaration, syncMode, syncId } = this.#request;
    const isOfJob = syncMode === "full_refresh" && syncId !== undefined;
    const state = { ...this.#progress.complete(this.#upTo), ...this.#counted(), ...(isOfJob && { syncId }) };
    // Without a cursor there is something to keep for another attempt at the same job only: whoever gives every state
    // back, and tells of no jobs, would never see the stream read again.
    const isKept = declaration.cursor !== undefined || (isOfJob && isResumable(declaration));
    await this.#output.state(isKept ? this.#format(state) : NO_CURSOR_STATE);
  }
}

/** What reading a slice needs. */
interface SliceRead {
  readonly reader: SliceReader;
  readonly shares: Shares;
  readonly slice: Slice;
  readonly isWanted: IsWanted | undefined;
}
