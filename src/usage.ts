/** What yargs says against a command line, in the words of docs/errors.md. cli.ts calls it. Pure. */
import { didYouMean, nearest } from "./text/nearest.ts";

/** What was typed, and the options that the command has. */
export interface Typed {
  readonly args: readonly string[];
  readonly options: readonly string[];
}

type Words = (named: string, typed: Typed) => string;

const WORDS: readonly (readonly [sentence: RegExp, words: Words])[] = [
  [/^Missing required arguments?: (.+)$/, missing],
  [
    /^Not enough arguments following: (.+)$/,
    (named) => `Nothing stands behind the option --${named}; write its value there`,
  ],
  [/^Unknown arguments?: (.+)$/, unknown],
  [/^Unknown commands?: (.+)$/, (named) => `There is no such command here: ${named}`],
  [/^Did you mean (.+)\?$/, (named) => `There is no such command; did you mean '${named}'?`],
];

/** @returns the sentence as it is where there are no other words for it. */
export function inOwnWords(sentence: string, typed: Typed): string {
  for (const [pattern, words] of WORDS) {
    const [, named] = pattern.exec(sentence) ?? [];
    if (named !== undefined) return words(named, typed);
  }
  return sentence;
}

function missing(named: string, { args, options }: Typed): string {
  const typed = args.filter((arg) => arg.startsWith("-")).map((arg) => arg.replace(/=.*$/s, ""));
  const near = nearest(
    named,
    typed.filter((name) => !options.map(asTyped).includes(name)),
  );
  return `An option is missing: --${named}; add it${near === undefined ? "" : ` (you have '${near}')`}`;
}

function unknown(named: string, { options }: Typed): string {
  const names = named.split(", ").map((name) => `${name}${remarkOn(name, options)}`);
  return `There is no such option of this command: ${names.join("; ")}`;
}

/** What was probably meant by an option that does not exist. */
function remarkOn(name: string, options: readonly string[]): string {
  const negated = options.find((option) => name === `no-${option}`);
  return negated === undefined ? didYouMean(name, options.map(asTyped)) : ` (leave '--${negated}' out instead)`;
}

function asTyped(option: string): string {
  return `--${option}`;
}
