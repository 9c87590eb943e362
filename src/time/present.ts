/** What time it is, by two clocks that may both be wrong: Mailjet's and the machine's. Pure. */
import { formatInstant, type Instant } from "./instant.ts";

export interface Present {
  /** Both clocks have come this far: no state says that more was read. */
  readonly now: Instant;
  /** The clock that is ahead says this: rows are read up to here. */
  readonly until: Instant;
}

/** No account is older than Mailjet, and no clock that shows an earlier time is right. */
export const LAUNCH: Instant = Date.UTC(2010, 0, 1) / 1_000;

/** Clocks that differ by more are told of, in seconds. */
const DIFFERENCE_TOLERATED_S = 300;

/**
 * A clock that runs ahead would have a state say that rows were read which were not there yet. So the state follows the
 * earlier one, and what lies between the two is read now, and again.
 * @param machineDate seconds since 1970; so is `apiDate`, by the `Date` header, undefined where it was missing.
 */
export function presentOf(machineDate: number, apiDate: number | undefined): Present {
  const clocks = [machineDate, apiDate ?? machineDate].map(Math.floor);
  const plausible = clocks.filter((time) => time >= LAUNCH);
  const used = plausible.length === 0 ? clocks : plausible;
  return { now: Math.min(...used), until: Math.max(...used) };
}

/** A sentence for the user where the clocks do not agree; undefined where they do. */
export function disagreement(machineDate: number, apiDate: number | undefined): string | undefined {
  if (apiDate === undefined) return undefined;
  const difference = Math.round(apiDate - machineDate);
  if (Math.abs(difference) <= DIFFERENCE_TOLERATED_S) return undefined;
  const [machine, api] = [machineDate, apiDate].map((time) => formatInstant(Math.floor(time)));
  return (
    `The clocks differ by ${duration(Math.abs(difference))}: it is ${machine} on this machine, and ${api} at Mailjet; ` +
    "no row is lost by it, but some may come twice: set the machine's clock right"
  );
}

const UNITS = [
  [86_400, "days"],
  [3_600, "hours"],
  [60, "minutes"],
] as const;

function duration(seconds: number): string {
  const [size, name] = UNITS.find(([unit]) => seconds >= 2 * unit) ?? [1, "seconds"];
  return `${Math.floor(seconds / size)} ${name}`;
}
