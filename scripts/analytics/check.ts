/** Holds the answers of the queries in docs/analytics.md against the account's truth. Called by scripts/pyairbyte.ts. */
import { spawn } from "node:child_process";
import type { Account } from "../../sandbox/account.ts";
import { environment } from "../../sandbox/platform.ts";
import { endOf } from "../endOf.ts";
import type { Target } from "../pyairbyte/target.ts";
import { type Row, TRUTH } from "./truth.ts";

const PROGRAM = "python/analytics.py";
const PAGE = "docs/analytics.md";
const SHOWN = 3;

export interface AnalyticsOptions {
  readonly account: Account;
  /** Takes the place of CURRENT_TIMESTAMP in the queries. */
  readonly now: Date;
  /** The interpreter. */
  readonly python: string;
  /** Where all streams of the account were loaded to. */
  readonly target: Target;
}

interface Answer {
  readonly question: string;
  readonly rows: readonly Row[];
}

/**
 * Prints by question how many rows agree.
 * @throws {Error} that names the rows which differ, and questions that only the page or only the truth knows.
 */
export async function checkAnalytics({ account, now, python, target }: AnalyticsOptions): Promise<void> {
  const answers = new Map((await ask(python, target, now)).map(({ question, rows }) => [question, rows]));
  const problems = Array.from(answers.keys())
    .filter((question) => !(question in TRUTH))
    .map((question) => `${question}: nobody knows the truth`);
  for (const [question, truth] of Object.entries(TRUTH)) {
    const wanted = truth(account, now);
    const had = answers.get(question) ?? [];
    const missing = without(wanted, had);
    const wrong = without(had, wanted);
    console.log(
      `${target.kind.padEnd(10)}${question.padEnd(50)}${wanted.length - missing.length} of ${wanted.length} rows agree`,
    );
    if (wanted.length === 0) problems.push(`${question}: the account has no row to compare`);
    if (missing.length + wrong.length > 0)
      problems.push(`${question}: missing ${shown(missing)}, wrong ${shown(wrong)}`);
  }
  if (problems.length > 0) throw new Error(`Queries of ${PAGE}, ${target.kind}:\n${problems.join("\n")}`);
}

async function ask(python: string, target: Target, now: Date): Promise<Answer[]> {
  const database = target.kind === "duckdb" ? target.path : target.url;
  const env = environment({ PYTHONDONTWRITEBYTECODE: "1" });
  const args = [PROGRAM, database, target.schema, PAGE, now.toISOString()];
  const { code, stdout, stderr } = await endOf(spawn(python, args, { env, stdio: ["ignore", "pipe", "pipe"] }));
  if (code !== 0) throw new Error(`${PROGRAM} ended with ${code}:\n${stderr}`);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line): Answer => JSON.parse(line));
}

/** The rows that the others lack; a row that is there twice must be there twice. */
function without(rows: readonly Row[], others: readonly Row[]): string[] {
  const left = new Map<string, number>();
  for (const other of others.map((row) => JSON.stringify(row))) left.set(other, (left.get(other) ?? 0) + 1);
  return rows
    .map((row) => JSON.stringify(row))
    .filter((row) => {
      const times = left.get(row) ?? 0;
      left.set(row, times - 1);
      return times <= 0;
    });
}

function shown(rows: readonly string[]): string {
  return `${rows.length} (${rows.slice(0, SHOWN).join(" ")})`;
}
