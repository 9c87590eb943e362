/** Which counter menus go together: the combinations that the API refuses [documented]. Pure. */

export const COUNTER_MENUS = ["counter_resolution", "counter_timing", "counter_source"] as const;
type Menu = (typeof COUNTER_MENUS)[number];
/** What was chosen; undefined where that is no choice. */
type Counters = { readonly [Name in Menu]?: string | undefined };

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

/** What is wrong with the combination: a sentence for each field that is to be changed, which names another too. */
export function refusedCounters(counters: Counters): string[] {
  const broken = RULES.filter(({ one, value, other, allowed }) => {
    const chosen = counters[other];
    return counters[one] === value && chosen !== undefined && !allowed.includes(chosen);
  });
  const byField = new Map(broken.toReversed().map((rule) => [rule.other, rule]));
  return [...byField.values()].map(
    ({ one, value, other, allowed }) =>
      `Mailjet has no counters for '${one}' "${value}" with '${other}' "${counters[other]}"; ` +
      `set '${other}' to "${allowed.join('" or "')}", or choose another '${one}'`,
  );
}
