/** A read the way Airbyte's platform starts it: by a shell, stdout and stderr into named pipes. Used by the checks. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants, createReadStream, type ReadStream } from "node:fs";
import { chmod, mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { start } from "./engine.ts";
import { FILES, type Setting } from "./setting.ts";

const PIPES = "/pipes";
const INTO_PIPES = `> ${PIPES}/stdout 2> ${PIPES}/stderr`;
/** The most memory that the container held: where the second version of cgroups says it, and the first. */
const NOTE_PEAK = `cat /sys/fs/cgroup/memory.peak /sys/fs/cgroup/memory/memory.max_usage_in_bytes > ${PIPES}/peak 2> /dev/null`;

/**
 * Who gets a signal that is sent to the container: `shell`, which is started by the platform's own words and passes none
 * on; the connector as a `child` of the shell; the connector as the container's `first` process.
 */
export type Receiver = "shell" | "child" | "first";

const SCRIPTS: Readonly<Record<Receiver, (command: string) => string[]>> = {
  shell: (command) => [`eval "${command}" ${INTO_PIPES}`, "code=$?", NOTE_PEAK, "exit $code"],
  child: (command) => [
    // Without `exec` the child would be one more shell, and the connector a child of that.
    `eval "exec ${command}" ${INTO_PIPES} & child=$!`,
    `stop() { tr '\\0' ' ' < /proc/$child/cmdline > ${PIPES}/signalled; since=$(date +%s%3N); kill -TERM $child; }`,
    "trap stop TERM",
    // The signal ends the first wait, the second one waits for the connector's end. The shell would tell of that.
    `{ wait $child; code=$?; if kill -0 $child; then wait $child; code=$?; fi; } 2> /dev/null`,
    `if [ -n "$since" ]; then echo $(( $(date +%s%3N) - since )) > ${PIPES}/tookMs; fi`,
    "exit $code",
  ],
  first: (command) => [`eval "exec ${command}" ${INTO_PIPES}`],
};

export interface PipedRead {
  readonly container: string;
  /** Nothing is read until somebody does. */
  readonly stdout: ReadStream;
  readonly stderr: Promise<string>;
  /** The connector's own. */
  readonly exitCode: Promise<number>;
  /** What the shell wrote down: `peak`, or as to a child `signalled` and `tookMs`. Empty where it did not. */
  readonly note: (name: "peak" | "signalled" | "tookMs") => Promise<string>;
}

/** @param what names the read: no two have the same name. */
export async function readByPipes(
  { engine, files }: Setting,
  args: readonly string[],
  { receiver = "shell", what }: { readonly receiver?: Receiver; readonly what: string },
): Promise<PipedRead> {
  const folder = join(files, what);
  await mkdir(folder);
  await chmod(folder, 0o777);
  const pipes = [join(folder, "stdout"), join(folder, "stderr")] as const;
  await once(spawn("mkfifo", ["-m", "666", ...pipes]), "close");
  const container = `source-mailjet-${process.pid}-${what}`;
  const script = SCRIPTS[receiver](["$AIRBYTE_ENTRYPOINT", ...args].join(" ")).join("\n");
  const options = { entrypoint: "sh", name: container, mounts: { [FILES]: files, [PIPES]: folder } };
  const child = start(engine, ["-c", script], options);
  // The engine says why where a container does not start; the connector says nothing here.
  child.stdout.resume();
  child.stderr.pipe(process.stderr, { end: false });
  const exitCode = once(child, "close").then(([code]) => Number(code));
  void exitCode.then(() => Promise.all(pipes.map(release)));
  return {
    container,
    stdout: createReadStream(pipes[0], { encoding: "utf8" }),
    stderr: textOf(createReadStream(pipes[1], { encoding: "utf8" })),
    exitCode,
    note: async (name) => (await readFile(join(folder, name), "utf8").catch(() => "")).trim(),
  };
}

/** Whoever still waits for a container that never opened its pipe finds it at its end. */
async function release(pipe: string): Promise<void> {
  try {
    await (await open(pipe, constants.O_WRONLY | constants.O_NONBLOCK)).close();
  } catch {
    // Nobody waits.
  }
}

async function textOf(stream: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}
