/** What a call of `statcounters` asks for, and what it may not. */
import { ApiError } from "./apiError.ts";
import { type CounterChoice, counterRows, type Period } from "./counters.ts";
import { type Counted, type CounterResolution, SLICE_SECONDS, SOURCES, TIMINGS } from "./counting.ts";
import { invalid, missing, type Params, param, timeParam } from "./parameters.ts";
import type { Scope } from "./select.ts";
import type { Entry, Row } from "./table.ts";

/** A longer period is refused. Every slice touched is counted: the strictest reading. */
const MAX_SLICES = 100;

interface Refusal {
  readonly isRefused: (choice: Counted, params: Params) => boolean;
  readonly because: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    isRefused: ({ resolution, timing }) => resolution === "Lifetime" && timing === "Event",
    because: "The Lifetime resolution is not available with the Event timing",
  },
  {
    isRefused: ({ source, resolution, timing }) =>
      source === "List" && (timing !== "Message" || resolution !== "Lifetime"),
    because: "The List source is available with the Message timing and the Lifetime resolution only",
  },
  {
    isRefused: ({ source, timing }) => source === "Sender" && timing === "Event",
    because: "The Sender source is not available with the Event timing",
  },
  {
    isRefused: ({ resolution }, params) =>
      resolution === "Lifetime" && (param(params, "FromTS") ?? param(params, "ToTS")) !== undefined,
    because: "FromTS and ToTS are not available with the Lifetime resolution",
  },
];

/** @throws {ApiError} when a parameter is missing, or the combination is refused. */
export function counterEntries(scope: Scope, params: Params): readonly Entry<Row>[] {
  const counted: Counted = {
    source: wordParam(params, "CounterSource", SOURCE_WORDS),
    timing: wordParam(params, "CounterTiming", TIMING_WORDS),
    resolution: wordParam(params, "CounterResolution", RESOLUTION_WORDS),
  };
  const refusal = REFUSALS.find(({ isRefused }) => isRefused(counted, params));
  if (refusal !== undefined) throw new ApiError(400, refusal.because);
  const choice = counted.source === "APIKey" ? counted : { ...counted, id: sourceId(params) };
  const within = counted.resolution === "Lifetime" ? undefined : period(scope, counted.resolution, params);
  return entries(scope, choice, within);
}

function entries({ account, emptySlices }: Scope, choice: CounterChoice, within: Period | undefined): Entry<Row>[] {
  return counterRows(account, choice, within, emptySlices).map((row, index) => ({ row, at: 0, rank: index }));
}

const SOURCE_WORDS = wordsOf(SOURCES);
const TIMING_WORDS = wordsOf(TIMINGS);
const RESOLUTION_WORDS = wordsOf(SLICE_SECONDS);

function wordsOf<T extends object>(object: T): readonly (string & keyof T)[] {
  return Object.keys(object).filter((name): name is string & keyof T => Object.hasOwn(object, name));
}

function wordParam<Word extends string>(params: Params, name: string, words: readonly Word[]): Word {
  const text = param(params, name);
  if (text === undefined) throw missing(name);
  const word = words.find((known) => known.toLowerCase() === text.toLowerCase());
  if (word === undefined) throw invalid(name, text);
  return word;
}

function sourceId(params: Params): number {
  const text = param(params, "SourceID");
  if (text === undefined) throw missing("SourceID");
  if (!/^\d{1,15}$/.test(text)) throw invalid("SourceID", text);
  return Number(text);
}

/** Whole seconds, both included. Without `FromTS`: as many slices as one call can have, up to `ToTS`. */
function period({ now, bounds }: Scope, resolution: CounterResolution, params: Params): Period {
  const seconds = SLICE_SECONDS[resolution];
  const to = timeParam(params, "ToTS");
  const until = to ?? now.getTime() / 1000;
  const from = timeParam(params, "FromTS");
  const earliest = (Math.floor(until / seconds) - MAX_SLICES + 1) * seconds;
  const touched = Math.floor(until / seconds) - Math.floor((from ?? earliest) / seconds) + 1;
  if (touched > MAX_SLICES) throw new ApiError(400, `The period has ${touched} slices: ${MAX_SLICES} at most`);
  return {
    from: from === undefined ? earliest : bounds.from === "exclusive" ? Math.floor(from) + 1 : Math.ceil(from),
    to: to !== undefined && bounds.to === "exclusive" ? Math.ceil(until) - 1 : Math.floor(until),
  };
}
