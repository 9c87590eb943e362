/** What yargs says against a command line, in the words of docs/errors.md. cli.ts calls it. Pure. */

const WORDS: readonly (readonly [sentence: RegExp, words: string])[] = [
  [/^Missing required arguments?: (.+)$/, "An option is missing: --$1; add it"],
  [/^Not enough arguments following: (.+)$/, "Nothing stands behind the option --$1; write its value there"],
  [/^Unknown arguments?: (.+)$/, "There is no such option of this command: $1"],
  [/^Unknown commands?: (.+)$/, "There is no such command here: $1"],
  [/^Did you mean (.+)\?$/, "There is no such command; did you mean '$1'?"],
];

/** @returns the sentence as it is where there are no other words for it. */
export function inOwnWords(sentence: string): string {
  return WORDS.reduce((words, [pattern, own]) => words.replace(pattern, own), sentence);
}
