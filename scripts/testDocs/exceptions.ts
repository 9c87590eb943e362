/** What is known of single blocks of the docs: data. An entry that fits no block, or two, is a mistake. */
import { streams } from "../../src/streams/table.ts";

/** A block by its page and by the words that it begins with. */
export interface Named {
  readonly page: string;
  readonly begins: string;
}

/** A block of commands that is not run, and why. */
export type NotRun = Named & ({ readonly cannot: string } | { readonly isRunBy: string });

export const NOT_RUN: readonly NotRun[] = [
  { page: "README.md", begins: "npm ci && npm test", isRunBy: "npm ci && npm test" },
  {
    page: "README.md",
    begins: "docker build",
    cannot: "it needs a Docker engine: npm run test:container runs the image",
  },
  { page: "CONTRIBUTING.md", begins: "npm run new-stream dns", isRunBy: "npm run test:walk" },
  { page: "CONTRIBUTING.md", begins: "npm run generate && npm run test:stream dns", isRunBy: "npm run test:walk" },
  { page: "CONTRIBUTING.md", begins: "npm run test:stream dns", isRunBy: "npm run test:walk" },
  { page: "CONTRIBUTING.md", begins: "npm run new-stream domain_statistics", isRunBy: "npm run test:walk" },
  {
    page: "CONTRIBUTING.md",
    begins: "npm run generate && npm run test:stream domain_statistics",
    isRunBy: "npm run test:walk",
  },
  { page: "CONTRIBUTING.md", begins: "npm test", isRunBy: "npm run test:walk" },
];

/** What the commands of a block must print: the pattern, so many times. */
export type Prints = Named & { readonly pattern: RegExp; readonly times: number };

export const PRINTS: readonly Prints[] = [
  // The demo has a row for each stream.
  {
    page: "README.md",
    begins: "npm ci && npm run demo",
    pattern: /^[a-z_]+ +\d+ +\d+ +\d+ +\S/gm,
    times: streams.size,
  },
  // A line for each table in DuckDB, and the campaigns of the query.
  { page: "README.md", begins: "npm ci && npm run build", pattern: /^ +[1-9]\d* [a-z_]+$/gm, times: streams.size },
  { page: "README.md", begins: "npm ci && npm run build", pattern: /^│ +\d+ │ +\d+ │$/gm, times: 5 },
];
