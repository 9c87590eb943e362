/**
 * `npm run test:container`: the image as a platform runs it: by a shell into named pipes, from a read-only file system,
 * in a folder that is not its own, as uid 1000 without any capability, in 256 MB; stopped in the middle, and with a reader
 * that reads no more. A line each says what was seen. Options: `--engine docker` (or what takes its words),
 * `--option WORD` for each that this machine needs in every `run`, and `--image NAME` where the image is built already.
 */
import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import yargs from "yargs";
import { configure, runConnector } from "../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, startSandbox } from "../sandbox/sandbox.ts";
import { loadCatalog } from "../src/config/files.ts";
import { CHECKS } from "./container/checks.ts";

const OWN_IMAGE = "source-mailjet:dev";
/** Long enough that a read can be stopped in its middle. */
const LATENCY_MS = 20;

const { engine, option, image } = await yargs(process.argv.slice(2))
  .strict()
  .options({
    engine: { type: "string", default: "docker" },
    option: { type: "string", array: true, default: [] },
    image: { type: "string" },
  })
  .parse();
if (image === undefined) build(engine);

const files = await mkdtemp(join(tmpdir(), "source-mailjet-container-"));
const sandbox = await startSandbox({ clock: "frozen", latencyMs: LATENCY_MS });
const problems: string[] = [];
try {
  const config = { api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET };
  await keep("config.json", config);
  await keep("catalog.json", configure(loadCatalog()));
  const args = ["--config", join(files, "config.json"), "--catalog", join(files, "catalog.json")];
  const { lines } = await runConnector(["read", ...args], { env: { MAILJET_API_URL: sandbox.url } });
  const setting = {
    engine: { program: engine, options: option, image: image ?? OWN_IMAGE, apiUrl: sandbox.url },
    files,
    outside: lines,
    keep,
  };
  for (const [what, check] of Object.entries(CHECKS)) {
    const found = await check(setting);
    console.log(`${what.padEnd(60)}${found.problems.length === 0 ? "" : "WRONG: "}${found.seen}`);
    problems.push(...found.problems.map((words) => `${what}: ${words}`));
  }
} finally {
  await sandbox.close();
  await rm(files, { recursive: true });
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function build(program: string): void {
  const { status } = spawnSync(program, ["build", "--quiet", "--tag", OWN_IMAGE, "."], { stdio: "inherit" });
  if (status !== 0) throw new Error(`The image cannot be built by '${program}'`);
}

/** A file that the container's user can read. */
async function keep(name: string, content: unknown): Promise<void> {
  await chmod(files, 0o755);
  await writeFile(join(files, name), JSON.stringify(content), { mode: 0o644 });
}
