/** A container engine by its command line: `docker`, or one that takes the same words. Used by scripts/container.ts. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { environment } from "../../sandbox/platform.ts";
import { type Ended, endOf } from "../endOf.ts";

export interface Engine {
  /** E.g. `docker`. */
  readonly program: string;
  /** Words that this machine needs beside those of `RESTRICTIONS`, e.g. `--ulimit=nproc=1024`. */
  readonly options: readonly string[];
  readonly image: string;
  /** Where the image finds the sandbox. */
  readonly apiUrl: string;
}

export interface RunOptions {
  /** Takes the place of the image's own. */
  readonly entrypoint?: string;
  readonly name?: string;
  /** Folders of this machine, by where they are inside. */
  readonly mounts?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export const MEMORY_MB = 256;
/** Where a platform starts the connector: a folder that the image does not have. */
export const WORKING_FOLDER = "/source";

/** What a platform with narrow rules grants: no more than this is needed. */
const RESTRICTIONS = [
  "--rm",
  "--network=host",
  "--read-only",
  "--cap-drop=ALL",
  "--security-opt=no-new-privileges",
  "--user=1000",
  `--memory=${MEMORY_MB}m`,
  `--tmpfs=${WORKING_FOLDER}`,
  `--workdir=${WORKING_FOLDER}`,
];

/** Starts a command in a new container, as restricted as it can be. */
export function start(
  { program, options, image, apiUrl }: Engine,
  command: readonly string[],
  { entrypoint, name, mounts = {}, env = {} }: RunOptions = {},
): ChildProcessByStdio<null, Readable, Readable> {
  const given = [
    ...(entrypoint === undefined ? [] : [`--entrypoint=${entrypoint}`]),
    ...(name === undefined ? [] : [`--name=${name}`]),
    ...Object.entries(mounts).map(([inside, outside]) => `--volume=${outside}:${inside}`),
    ...Object.entries({ MAILJET_API_URL: apiUrl, ...env }).map(([key, value]) => `--env=${key}=${value}`),
  ];
  return spawn(program, ["run", ...RESTRICTIONS, ...options, ...given, image, ...command], {
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export async function run(engine: Engine, command: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return endOf(start(engine, command, options));
}

/** Sends a signal to a container's first process. */
export async function kill({ program }: Engine, name: string, signal: NodeJS.Signals): Promise<void> {
  await once(spawn(program, ["kill", `--signal=${signal}`, name], { stdio: "ignore" }), "close");
}

/** What the image says of itself. */
export async function configOf({ program, image }: Engine): Promise<ImageConfig> {
  const args = ["image", "inspect", "--format={{json .Config}}", image];
  const { code, stdout, stderr } = await endOf(spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] }));
  if (code !== 0) throw new Error(`${program} does not know the image '${image}': ${stderr}`);
  return JSON.parse(stdout) as ImageConfig;
}

export interface ImageConfig {
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
}
