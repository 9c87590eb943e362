/** A read the way Airbyte's platform starts it: by a shell, stdout and stderr into named pipes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, type ReadStream } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Engine, start } from "./engine.ts";

/** Where the folders of a read are inside the container. */
export const FILES = "/files";
const PIPES = "/pipes";

/** As the platform writes it, which runs it by `sh`. */
const SCRIPT = [
  'eval "$AIRBYTE_ENTRYPOINT $READ" > /pipes/stdout 2> /pipes/stderr & child=$!',
  'trap "kill -TERM $child" TERM',
  "wait $child; code=$?",
  // A trapped signal ends the first wait at once.
  'if kill -0 "$child" 2> /dev/null; then wait $child; code=$?; fi',
  "echo $code > /pipes/exitCode",
].join("\n");

export interface PipedRead {
  /** Nothing is read until somebody does. */
  readonly stdout: ReadStream;
  readonly stderr: Promise<string>;
  /** The connector's own exit code. */
  readonly exitCode: Promise<number>;
}

/**
 * @param args of the read, e.g. `--config /files/config.json`.
 * @param folder of this machine, for the pipes; made anew.
 */
export async function readByPipes(
  engine: Engine,
  args: readonly string[],
  { files, folder, name }: { readonly files: string; readonly folder: string; readonly name: string },
): Promise<PipedRead> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await once(spawn("mkfifo", ["-m", "666", join(folder, "stdout"), join(folder, "stderr")]), "close");
  await once(spawn("chmod", ["777", folder]), "close");
  const child = start(engine, ["-c", SCRIPT], {
    entrypoint: "sh",
    name,
    mounts: { [FILES]: files, [PIPES]: folder },
    env: { READ: args.join(" ") },
  });
  const closed = once(child, "close");
  // The engine says why where a container does not start; the connector says nothing here.
  child.stdout.resume();
  child.stderr.pipe(process.stderr, { end: false });
  return {
    stdout: createReadStream(join(folder, "stdout"), { encoding: "utf8" }),
    stderr: textOf(createReadStream(join(folder, "stderr"), { encoding: "utf8" })),
    exitCode: closed.then(async () => Number(await readFile(join(folder, "exitCode"), "utf8"))),
  };
}

async function textOf(stream: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}
