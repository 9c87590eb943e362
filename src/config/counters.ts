/** Which counter menus go together: the combinations that the API refuses [documented]. Pure. */
import type { Configuration } from "../generated/config.ts";

type Counters = Required<Pick<Configuration, "counter_resolution" | "counter_timing" | "counter_source">>;
type Menu = keyof Counters;

/** `one` set to `value` allows `other` only these values. */
interface Rule {
  readonly one: Menu;
  readonly value: string;
  readonly other: Menu;
  readonly allowed: readonly string[];
}

const RULES: readonly Rule[] = [
  { one: "counter_resolution", value: "Lifetime", other: "counter_timing", allowed: ["Message"] },
  { one: "counter_source", value: "List", other: "counter_timing", allowed: ["Message"] },
  { one: "counter_source", value: "List", other: "counter_resolution", allowed: ["Lifetime"] },
  { one: "counter_source", value: "Sender", other: "counter_timing", allowed: ["Message"] },
];

/** What is wrong with the combination, naming both fields; undefined where the API takes it. */
export function refusedCounters(counters: Counters): string | undefined {
  const broken = RULES.find(
    (rule) => counters[rule.one] === rule.value && !rule.allowed.includes(counters[rule.other]),
  );
  if (broken === undefined) return undefined;
  const { one, value, other, allowed } = broken;
  return (
    `Mailjet has no counters for '${one}' "${value}" with '${other}' "${counters[other]}"; ` +
    `set '${other}' to "${allowed.join('" or "')}", or choose another '${one}'`
  );
}
