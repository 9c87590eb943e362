/** What a run of the chaos test will be like: drawn by its seed. */

import type { Random } from "../../sandbox/random.ts";
import type { SandboxOptions } from "../../sandbox/sandbox.ts";
import type { End } from "../../sandbox/select.ts";
import { mixedFaults } from "../../sandbox/settings.ts";
import { RESOURCES } from "../../sandbox/streams.ts";
import { streams } from "../../src/streams/table.ts";
import { LIVELY } from "./life.ts";
import type { Counters } from "./verdict.ts";

export interface Plan {
  readonly sandbox: SandboxOptions;
  readonly config: object;
  /** Events are recorded late, and read with the look-back that a configuration has by default. */
  readonly isLate: boolean;
  readonly streams: readonly string[];
  readonly counters: Counters;
  readonly syncMode: "incremental" | "full_refresh";
  /** How often the connector is killed, each time within so many milliseconds of its start. */
  readonly kills: number;
  readonly killWithinMs: number;
  /** How long the reader of stdout pauses after each 500 lines. */
  readonly readerPauseMs: number;
}

/** So many streams more than those of every run: twelve runs, one after another, read every stream of the catalog. */
const OTHER_STREAMS = 4;

const COUNTERS: readonly Counters[] = [
  { source: "APIKey", timing: "Event", resolution: "Hour" },
  { source: "APIKey", timing: "Message", resolution: "Day" },
  { source: "Campaign", timing: "Event", resolution: "Day" },
  { source: "Campaign", timing: "Message", resolution: "Day" },
  { source: "Campaign", timing: "Message", resolution: "Lifetime" },
  { source: "List", timing: "Message", resolution: "Lifetime" },
  { source: "Sender", timing: "Message", resolution: "Day" },
];

const COUNTS = ["right", "right", "only apart", "nothing", "everything", "refused"] as const;
const RIGHT_COUNTS = ["right", "only apart"] as const;

const ENDS: readonly End[] = ["inclusive", "exclusive"];

/** @param run the number of the run: the streams that not every run reads come in turn. */
export function planOf(random: Random, run: number): Plan {
  const order = random.pick(["stable", "stable", "shuffled"] as const);
  const faultRate = random.pick([0, 0.02, 0.06, 0.12]);
  // Without a right count, what comes in a new order with each call is refused: not what is tried here.
  const counts = order === "shuffled" ? random.pick(RIGHT_COUNTS) : random.pick(COUNTS);
  const rateLimit = random.chance(0.25) ? 60 : undefined;
  const isLate = random.chance(0.5);
  const counters = random.pick(COUNTERS);
  return {
    sandbox: {
      // More rows of one second than a page holds are refused in a new order on each call, and may be where no count is
      // right: not what is tried here.
      size: sizeOf(random, order === "shuffled" || !RIGHT_COUNTS.some((right) => right === counts) ? 700 : 1_400),
      order,
      sort: random.pick(["ignored", "ignored", "refused", "honoured"] as const),
      counts,
      bounds: { from: random.pick(ENDS), to: random.pick(ENDS) },
      latencyMs: random.between(0, 40),
      faults: [...mixedFaults(faultRate), { kind: "slow-first-byte", delayMs: 300, probability: faultRate / 10 }],
      ...(rateLimit !== undefined && { rateLimit }),
    },
    streams: streamsOf(run),
    counters,
    config: {
      counter_source: counters.source,
      counter_timing: counters.timing,
      counter_resolution: counters.resolution,
      include_archived_drafts_and_ab_tests: true,
      include_deleted_campaigns: true,
      include_deleted_lists: true,
      segment_status: ["used", "unused", "deleted"],
      ...(!isLate && { lookback_days: 0 }),
      max_concurrency: random.between(1, 8),
    },
    isLate,
    syncMode: random.pick(["incremental", "incremental", "full_refresh"] as const),
    kills: random.between(1, 6),
    killWithinMs: random.between(200, 1_500),
    readerPauseMs: random.pick([0, 0, 5]),
  };
}

/** Of the catalog: those whose rows change while they are read, and some of the others, in turn. */
function streamsOf(run: number): string[] {
  const names = [...streams.keys()];
  const lively: readonly string[] = LIVELY;
  const always = names.filter((name) => lively.includes(RESOURCES[name] ?? ""));
  const others = names.filter((name) => !always.includes(name));
  const turn = Array.from(
    { length: OTHER_STREAMS },
    (_, index) => others[(run * OTHER_STREAMS + index) % others.length],
  );
  return [...new Set([...always, ...turn])].filter((name) => name !== undefined);
}

function sizeOf(random: Random, burst: number) {
  return {
    campaigns: random.between(20, 200),
    contacts: random.between(500, 6_000),
    messages: random.between(1_500, 8_000),
    opens: random.between(2_000, 16_000),
    clicks: random.between(1_500, 5_000),
    bounces: random.between(100, 1_500),
    burst: random.between(0, burst),
  };
}
