/** The fenced blocks of the docs. Pure, but for what reads the pages. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Block {
  readonly page: string;
  /** The line on which the block begins. */
  readonly line: number;
  /** What stands behind the fence: the first word is the language. */
  readonly language: string;
  readonly text: string;
}

/** Every page that a reader is shown. */
export function pages(): string[] {
  const below = readdirSync("docs", { recursive: true, encoding: "utf8" });
  const docs = below.filter((file) => file.endsWith(".md")).sort();
  return ["README.md", "CONTRIBUTING.md", "examples/README.md", ...docs.map((file) => join("docs", file))];
}

export function blocksOfDocs(): Block[] {
  return pages().flatMap((page) => blocksOf(page, readFileSync(page, "utf8")));
}

/** The blocks of one page, in order. */
export function blocksOf(page: string, text: string): Block[] {
  return [...text.matchAll(/^```(.*)\n((?:.*\n)*?)```$/gm)].map(({ index, 1: words = "", 2: inside = "" }) => ({
    page,
    line: text.slice(0, index).split("\n").length,
    language: words.trim().split(/\s+/)[0] ?? "",
    text: inside,
  }));
}
