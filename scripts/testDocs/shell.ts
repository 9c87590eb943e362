/** Runs the blocks of one page as its reader would: in order, in one shell, in one folder. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Block } from "./blocks.ts";

export interface PageRun {
  /** What each block printed; of those behind a failure nothing. */
  readonly printed: readonly string[];
  readonly code: number | null;
}

/** What the shell of this script knows by npm and by its own settings, and a reader's does not. */
const NOT_A_READERS =
  /^(?:npm_(?:package|lifecycle|command|execpath|node|config_local)|MAILJET_|SOURCE_MAILJET|INIT_CWD|NODE$)/;

/** A command that fails ends the page, also one in a pipe. What a page leaves running is ended. */
export async function runPage(
  blocks: readonly Block[],
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<PageRun> {
  const mark = randomUUID();
  const script = blocks.map(({ text }) => `${text}echo ${mark}\n`).join("");
  const child = spawn("bash", ["-e", "-o", "pipefail", "-c", `exec 2>&1\n${script}`], {
    cwd: folder,
    env: { ...readersEnvironment(), ...env },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  // What was left in the background may hold stdout open, so it is not waited for.
  const code = await new Promise<number | null>((resolve, reject) => child.once("exit", resolve).once("error", reject));
  endGroup(child.pid);
  return { printed: output.split(`${mark}\n`), code };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid);
  } catch {
    // All of it has ended.
  }
}

function readersEnvironment(): Record<string, string | undefined> {
  const path = (process.env.PATH ?? "").split(":").filter((folder) => !folder.includes("node_modules"));
  const kept = Object.entries(process.env).filter(([name]) => !NOT_A_READERS.test(name));
  return { ...Object.fromEntries(kept), PATH: path.join(":") };
}
