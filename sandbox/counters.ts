/** Counts over slices of time, computed from the account: the rows of `statcounters`, which is no table. */
import type { Account } from "./account.ts";
import { type CounterRow, type Counts, nothing } from "./counterRow.ts";
import { API_KEY_ID, type Counted, SLICE_SECONDS, SOURCES, slicesOf } from "./counting.ts";
import { dateText } from "./time.ts";

export interface CounterChoice extends Counted {
  /** Of a campaign, list or sender; the key itself has `API_KEY_ID`. */
  readonly id?: number;
}

/** Unix seconds, both included: slices that start between them. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Whether slices in which nothing was counted come as rows of zeros, or not at all. */
export type EmptySlices = "left out" | "listed";

/**
 * The rows of the choice, by time. None of a source that is not there; at Lifetime one, also where it counts nothing.
 * @param within which slices; all by default, the empty ones from the first that counts something to the last.
 */
export function counterRows(
  account: Account,
  choice: CounterChoice,
  within?: Period,
  emptySlices: EmptySlices = "left out",
): CounterRow[] {
  const id = choice.source === "APIKey" ? API_KEY_ID : choice.id;
  if (id === undefined || !SOURCES[choice.source].isThere(account, id)) return [];
  const slices = slicesOf(account, choice).get(id) ?? new Map<number, Counts>();
  const row = (Timeslice: string, counts: Counts) => ({ ...counts, APIKeyID: API_KEY_ID, SourceID: id, Timeslice });
  if (choice.resolution === "Lifetime") return [row("", slices.get(0) ?? nothing())];
  const seconds = SLICE_SECONDS[choice.resolution];
  const known = [...slices.keys()].sort((a, b) => a - b);
  const first = within === undefined ? (known[0] ?? 0) : Math.ceil(within.from / seconds);
  const last = within === undefined ? (known.at(-1) ?? -1) : Math.floor(within.to / seconds);
  const wanted =
    emptySlices === "left out"
      ? known.filter((slice) => slice >= first && slice <= last)
      : Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return wanted.map((slice) => row(sliceText(slice, seconds), slices.get(slice) ?? nothing()));
}

/** Some lack the `Z`, as dates of the API do; always the same ones. */
function sliceText(slice: number, seconds: number): string {
  const text = dateText(slice * seconds);
  return slice % 25 === 7 ? text.slice(0, -1) : text;
}
