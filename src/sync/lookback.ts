/**
 * Events that Mailjet recorded late, found by counting. The state keeps how many rows were read in each span of the
 * look-back. Events never change: a span that holds as many rows now has none that came late, and is not read again.
 * A count proves this only by being the number of rows that were really read: a wrong one costs rows that come twice,
 * and loses none. Spans meet at quiet seconds: where nothing lies, it makes no difference whether the API includes the
 * bounds of what it counts.
 */
import type { Interval } from "../airbyte/intervals.ts";
import type { CountedSpan } from "../airbyte/state.ts";
import type { Instant } from "../time/instant.ts";
import { WHOLE } from "./partitions.ts";
import type { Requester, Slice } from "./requester.ts";
import { SecondCounts } from "./secondCounts.ts";

/** A span of the look-back is at most so many times as long as it is old: events that come late are mostly of late. */
const LENGTH_BY_AGE = 3;
/** Shorter spans, in seconds, are not worth a count of their own. */
const SHORTEST_S = 60;
/** The first span may begin so many seconds before the look-back: at a second where nothing lies. */
const MARGIN_S = 3_600;

/** How many rows there are in a window now. */
export type Count = (window: Interval) => Promise<number>;

/** The look-back of one read: what of it need not be read again, and what it holds afterwards. */
export class LookBack {
  /** Rows of this read are noted here. */
  readonly seconds: SecondCounts;
  readonly #from: Instant;
  readonly #upTo: Instant;
  readonly #given: readonly CountedSpan[];
  #kept: readonly CountedSpan[] = [];
  #read: readonly Interval[] = [];

  /**
   * @param from where the look-back of the next read begins.
   * @param upTo the last second of which this read reads all that is there.
   * @param given what the read before has counted, oldest first.
   */
  constructor(from: Instant, upTo: Instant, given: readonly CountedSpan[]) {
    this.#from = from;
    this.#upTo = upTo;
    this.#given = given;
    this.seconds = new SecondCounts({ start: from - MARGIN_S, end: upTo + 1 });
  }

  /** The spans in which nothing came late. Asks for one count where that is all of them. */
  async unchanged(source: Pick<Requester, "count">): Promise<readonly CountedSpan[]> {
    this.#kept = await unchanged(this.#given, (window) => source.count({ partition: WHOLE, window }));
    return this.#kept;
  }

  /** These slices are read, from their beginning to their end. */
  reads(slices: readonly Slice[]): void {
    const start = this.#from - MARGIN_S;
    this.#read = slices
      .flatMap(({ window, from }) => (window === undefined || from !== undefined ? [] : [window]))
      .map((window) => ({ start: Math.max(window.start, start), end: Math.min(window.end, this.#upTo + 1) }))
      .filter((window) => window.start < window.end);
  }

  /** When all is read: the spans that the next read has to count. */
  counted(): readonly CountedSpan[] {
    const pieces = this.#read.flatMap((window) => this.#pieces(window));
    const spans = [...this.#kept, ...pieces].sort((one, other) => one.start - other.start);
    return this.#joined(spans).filter(({ end }) => end > this.#from);
  }

  /** A window that was read as spans, which meet each other and what was not read at quiet seconds. */
  #pieces(window: Interval): CountedSpan[] {
    const { seconds } = this;
    const start = this.#kept.some(({ end }) => end === window.start) ? window.start : this.#quietStart(window);
    if (start === undefined) return [];
    const isKept = this.#kept.some((span) => span.start === window.end);
    const end = isKept ? window.end : seconds.lastQuiet({ start: start + 1, end: window.end });
    const whole = byAge({ start, end: end ?? start }, seconds, this.#upTo);
    if (isKept || window.end <= this.#upTo) return whole;
    // The present second is not over: what lies there and just before it is a span of its own.
    const last = { start: end ?? start, end: window.end };
    return [...whole, { ...last, rows: seconds.in(last) }];
  }

  /** As late as may be, but before the look-back begins, where that can be. */
  #quietStart({ start, end }: Interval): Instant | undefined {
    const middle = Math.min(Math.max(start, this.#from), end - 1) + 1;
    return this.seconds.lastQuiet({ start: start + 1, end: middle }) ?? this.seconds.firstQuiet({ start: middle, end });
  }

  /** Neighbours as one where they are short for their age, or where something may lie at the border; behind the last hole. */
  #joined(spans: readonly CountedSpan[]): CountedSpan[] {
    let whole: CountedSpan[] = [];
    for (const span of spans) {
      const before = whole.at(-1);
      if (before?.end !== span.start) whole = [span];
      else if (this.#isBorder(before, span)) whole.push(span);
      else whole[whole.length - 1] = { start: before.start, end: span.end, rows: before.rows + span.rows };
    }
    return whole;
  }

  #isBorder(before: Interval, { start, end }: Interval): boolean {
    // The last span given ends where the present was then.
    const isQuiet = start !== this.#given.at(-1)?.end && this.seconds.isQuiet(start);
    const longest = Math.max(SHORTEST_S, LENGTH_BY_AGE * (this.#upTo - end));
    return isQuiet && (end > this.#upTo || end - before.start > longest);
  }
}

/**
 * Those of the spans, oldest first, that hold as many rows as were counted before.
 * @param isChanged whether it is known that not all of them do.
 */
export async function unchanged(
  spans: readonly CountedSpan[],
  count: Count,
  isChanged = false,
): Promise<readonly CountedSpan[]> {
  const [first, last] = [spans.at(0), spans.at(-1)];
  const rows = spans.reduce((sum, span) => sum + span.rows, 0);
  // A resource that does not count says that there are none.
  if (first === undefined || last === undefined || rows === 0) return [];
  const counted = isChanged ? undefined : await count({ start: first.start, end: last.end });
  if (counted === rows) return spans;
  if (counted === 0 || spans.length === 1) return [];
  // What comes late is mostly of late.
  const older = spans.slice(0, -1);
  const same = await unchanged(older, count);
  return [...same, ...(await unchanged([last], count, same === older))];
}

/** A window as spans that are the longer, the older they are. */
export function byAge(window: Interval, seconds: SecondCounts, now: Instant): CountedSpan[] {
  const spans: CountedSpan[] = [];
  for (let { start } = window; start < window.end; ) {
    const end = quietEnd({ start, end: window.end }, seconds, now);
    spans.push({ start, end, rows: seconds.in({ start, end }) });
    start = end;
  }
  return spans;
}

function quietEnd({ start, end }: Interval, seconds: SecondCounts, now: Instant): Instant {
  const longest = Math.floor((start + LENGTH_BY_AGE * now) / (1 + LENGTH_BY_AGE));
  if (longest - start < SHORTEST_S || longest >= end) return end;
  const before = seconds.lastQuiet({ start: start + 1, end: longest + 1 });
  return before ?? seconds.firstQuiet({ start: longest + 1, end }) ?? end;
}
