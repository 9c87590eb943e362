/** Holds the answers of the queries in docs/analytics.md against the account's truth. */
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { answerOf, runPython, type Setting } from "./load.ts";
import type { Target } from "./target.ts";
import { TRUTH } from "./truth.ts";

const PAGE = "docs/analytics.md";
const SHOWN = 3;

type Rows = readonly (readonly (string | null)[])[];

/** Prints how many rows each query gave. @returns in words what differs. */
export async function wrongAnswers(setting: Setting, target: Target, sandbox: Sandbox): Promise<string[]> {
  const job = { target, page: PAGE, now: sandbox.now().toISOString() };
  const answers = answerOf<Record<string, Rows>>(await runPython(setting, "analytics.py", job));
  const problems = Object.keys(answers).flatMap((name) => (name in TRUTH ? [] : [`${name}: nobody knows the truth`]));
  for (const [name, truth] of Object.entries(TRUTH)) {
    const [had, wanted] = [answers[name] ?? [], truth(sandbox.account, sandbox.now())];
    const missing = without(wanted, had);
    const wrong = without(had, wanted);
    const isRight = missing.length === 0 && wrong.length === 0 && wanted.length > 0;
    console.log(
      `${target.kind.padEnd(10)}${name.padEnd(50)}${String(had.length).padStart(6)} rows ${isRight ? "right" : "WRONG"}`,
    );
    if (!isRight) problems.push(`${name}, ${target.kind}: missing ${shown(missing)}, wrong ${shown(wrong)}`);
  }
  return problems;
}

function without(rows: Rows, others: Rows): string[] {
  const known = new Set(others.map((row) => JSON.stringify(row)));
  return rows.map((row) => JSON.stringify(row)).filter((row) => !known.has(row));
}

function shown(rows: readonly string[]): string {
  return `${rows.length} (${rows.slice(0, SHOWN).join(" ")})`;
}
