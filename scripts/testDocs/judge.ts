/** Which blocks of commands are run, and what is wrong with the lists of exceptions. Pure. */
import type { Block } from "./blocks.ts";
import type { Named, NotRun, Prints } from "./exceptions.ts";

/** Blocks of these languages are commands of a shell. */
const SHELL = ["sh", "bash", "console", "shell"];

/** What a block of another language is held against, and by which command of `.ci/run`. */
export const HELD_BY: Readonly<Record<string, string>> = {
  json: "npm ci && npm test",
  mermaid: "npm ci && npm test",
  python: "npm run test:docs",
  sql: "npm run test:pyairbyte",
  cron: "npm run test:examples",
  diff: "npm run test:walk",
  text: "npm run test:walk",
  drawing: "npm ci && npm test",
};

export function commandsOf(blocks: readonly Block[]): Block[] {
  return blocks.filter(({ language }) => SHELL.includes(language));
}

/** The blocks that are run, by page. */
export function blocksToRun(blocks: readonly Block[], notRun: readonly NotRun[]): ReadonlyMap<string, Block[]> {
  const wanted = commandsOf(blocks).filter((block) => !notRun.some((named) => isNamed(block, named)));
  return Map.groupBy(wanted, ({ page }) => page);
}

/**
 * @param ci the commands of `.ci/run`, one a line.
 * @returns in words what is stale or unknown.
 */
export function problemsOf(
  blocks: readonly Block[],
  notRun: readonly NotRun[],
  prints: readonly Prints[],
  ci: string,
): string[] {
  const commands = commandsOf(blocks);
  const lines = ci.split("\n").map((line) => line.replace(/^(?:[A-Z]+=\S+ )+/, "").trim());
  const stale = [...notRun, ...prints].flatMap((named) => {
    const { length } = commands.filter((block) => isNamed(block, named));
    return length === 1 ? [] : [`${named.page} has ${length} blocks of commands that begin with '${named.begins}'`];
  });
  const others = blocks.filter((block) => !commands.includes(block));
  const unknown = others.filter(({ language }) => HELD_BY[language] === undefined);
  const runners = [
    ...notRun.flatMap((named) => ("isRunBy" in named ? [named.isRunBy] : [])),
    ...others.flatMap(({ language }) => HELD_BY[language] ?? []),
  ];
  return [
    ...stale,
    ...unknown.map(({ page, line, language }) => `${page}:${line}: nothing checks a block of '${language}'`),
    ...[...new Set(runners)].filter((one) => !lines.includes(one)).map((one) => `.ci/run does not run '${one}'`),
  ];
}

/** What a block was to print and did not, in words. */
export function lackingIn(block: Block, printed: string, prints: readonly Prints[]): string[] {
  return prints
    .filter((named) => isNamed(block, named))
    .flatMap(({ pattern, times }) => {
      const { length } = printed.match(pattern) ?? [];
      return length === times ? [] : [`${pattern} fits ${length ?? 0} times in place of ${times}`];
    });
}

function isNamed({ page, text }: Block, named: Named): boolean {
  return page === named.page && text.startsWith(named.begins);
}
