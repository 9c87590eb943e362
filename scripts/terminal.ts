/** Runs a command of the shell in a real terminal of its own, by `script` of util-linux, and keeps what it shows. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import addon from "@xterm/addon-serialize";
import xterm from "@xterm/headless";

export interface TerminalOptions {
  readonly columns: number;
  readonly lines: number;
  /** Beside that of this process; undefined: taken away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called when something was written there. */
  readonly onScreen?: (screen: Screen) => void;
}

export interface Screen {
  /** The lines that are seen, without blank ends. */
  readonly text: string;
  /** The same with its colours. */
  readonly html: string;
  /** Types a key, e.g. Ctrl-C as "\u0003". */
  readonly type: (keys: string) => void;
  /** Makes the window smaller or larger. */
  readonly resize: (columns: number, lines: number) => void;
}

export interface Shown {
  readonly text: string;
  /** All that was written to the terminal, with its control sequences. */
  readonly raw: string;
  readonly code: number;
}

/** @throws {Error} where there is no `script`: it says what to install. */
export async function inTerminal(command: string, options: TerminalOptions): Promise<Shown> {
  const { columns: cols, lines: rows, env = {}, onScreen } = options;
  const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true });
  const serialize = new addon.SerializeAddon();
  terminal.loadAddon(serialize);
  const sized = `stty rows ${rows} cols ${cols}; ${command}`;
  const child = spawn("script", ["-qefc", sized, "/dev/null"], {
    env: { ...process.env, SHELL: "/bin/sh", TERM: "xterm-256color", NO_COLOR: undefined, ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  child.once("error", () => {});
  let raw = "";
  const type = (keys: string) => void child.stdin.write(keys);
  const resize = (columns: number, lines: number) => {
    terminal.resize(columns, lines);
    const shell = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim();
    execFileSync("stty", ["-F", `/proc/${shell}/fd/0`, "rows", String(lines), "cols", String(columns)]);
  };
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    raw += chunk;
    await new Promise<void>((resolve) => terminal.write(chunk, resolve));
    const html = serialize.serializeAsHTML({ includeGlobalBackground: true });
    onScreen?.({ text: textOf(terminal), html, type, resize });
  }
  const [code] = await ended.catch(() => {
    throw new Error("There is no 'script': install util-linux ('apt-get install bsdutils')");
  });
  return { text: textOf(terminal), raw, code };
}

function textOf(terminal: InstanceType<typeof xterm.Terminal>): string {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: terminal.rows }, (_, row) => active.getLine(active.baseY + row));
  return lines
    .map((line) => line?.translateToString(true) ?? "")
    .join("\n")
    .trimEnd();
}
