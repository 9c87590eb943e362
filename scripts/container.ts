/**
 * `node scripts/container.ts CHECKER`: proves the image. CHECKER builds the Dockerfile of the folder it is given and
 * runs the image, like `CHECKER . -v HOST:/DIR -- spec`. The image's spec must be `spec.json`, and its read of the
 * sandbox must deliver the very rows that the executable delivers outside.
 */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { configure, messages, recordsByStream, runConnector } from "../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, startSandbox } from "../sandbox/sandbox.ts";
import { loadCatalog, loadSpec } from "../src/config/files.ts";

const [checker] = process.argv.slice(2);
if (checker === undefined) throw new Error("Name the program that builds and runs the image");

const folder = await mkdtemp(join(tmpdir(), "source-mailjet-container-"));
const sandbox = await startSandbox({ clock: "frozen" });
try {
  await proveSpec(checker);
  await proveRead(checker);
} finally {
  await sandbox.close();
  await rm(folder, { recursive: true });
}

async function proveSpec(program: string): Promise<void> {
  const [message] = messages(await lines(program, [".", "--", "spec"]), "SPEC");
  if (!isDeepStrictEqual(message?.spec, loadSpec())) throw new Error("The image prints another spec than spec.json");
  console.log("The image prints the spec");
}

async function proveRead(program: string): Promise<void> {
  const files = join(folder, "files");
  await mkdir(files);
  const config = { api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET };
  await writeFile(join(files, "config.json"), JSON.stringify(config));
  await writeFile(join(files, "catalog.json"), JSON.stringify(configure(loadCatalog())));
  const args = (at: string) => ["read", "--config", join(at, "config.json"), "--catalog", join(at, "catalog.json")];
  const outside = await runConnector(args(files), { env: { MAILJET_API_URL: sandbox.url } });
  const inside = await lines(program, [".", "-v", `${resolve(files)}:/files`, "--", ...args("/files")]);
  const [wanted, had] = [sorted(outside.lines), sorted(inside)];
  if (!isDeepStrictEqual(had, wanted)) throw new Error("The image delivers other rows than the executable outside");
  const count = [...had.values()].reduce((sum, rows) => sum + rows.length, 0);
  console.log(`The image delivers the same ${count} rows of ${had.size} streams`);
}

function sorted(output: readonly string[]): Map<string, string[]> {
  const streams = [...recordsByStream(output)].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(streams.map(([stream, rows]) => [stream, rows.sort()]));
}

/** The messages on stdout. What the checker says itself goes to stderr and is shown. */
async function lines(program: string, args: readonly string[]): Promise<string[]> {
  const env = { ...process.env, MAILJET_API_URL: sandbox.url };
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | null>((done, fail) => child.once("error", fail).once("close", done));
  let output = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) output += chunk;
  const code = await ended;
  if (code !== 0) throw new Error(`'${args.join(" ")}' ended with exit code ${code}`);
  return output.split("\n").filter((line) => line.startsWith("{"));
}
