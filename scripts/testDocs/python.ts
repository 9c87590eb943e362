/** Blocks of Python are held against the language; they need a platform or an image to run. */
import { spawnSync } from "node:child_process";
import type { Block } from "./blocks.ts";

/** @returns in words which blocks are no Python. */
export function pythonMistakes(blocks: readonly Block[]): string[] {
  const own = blocks.filter(({ language }) => language === "python");
  return own.flatMap(({ page, line, text }) => {
    const { status, stderr } = spawnSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], {
      input: text,
      encoding: "utf8",
    });
    return status === 0 ? [] : [`${page}:${line}: ${stderr}`];
  });
}
