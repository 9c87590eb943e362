/** The entries that a list holds more than once. Pure. */
import { shown } from "../text/shown.ts";

/** What is wrong with each of them, in words; the list's name goes before. */
export function repeatedEntries(list: readonly unknown[]): string[] {
  const times = new Map<unknown, number>();
  for (const entry of list) times.set(entry, (times.get(entry) ?? 0) + 1);
  return [...times].flatMap(([entry, count]) => {
    if (count === 1) return [];
    return [`${shown(entry)} is there ${count === 2 ? "twice; delete one" : `${count} times; keep one of them`}`];
  });
}
