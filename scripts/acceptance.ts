/**
 * `npm run test:acceptance`: Airbyte's own suite for connectors, and each of its rules as a test with a name, against the
 * sandbox. Where a Docker engine runs, the suite runs the image; elsewhere, the built executable.
 */
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXECUTABLE } from "../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, startSandbox } from "../sandbox/sandbox.ts";
import { EVERYTHING } from "../sandbox/streams.ts";
import { OFFLINE, python, run } from "./python/venv.ts";

const IMAGE = "source-mailjet:dev";
const STAND_IN = fileURLToPath(new URL("../python/acceptance/bin", import.meta.url));
/** What the tests look at, beside the configuration. */
const FILES = ["metadata.yaml", "acceptance-test-config.yml", "integration_tests", "spec.json", "Dockerfile", "docs"];

const interpreter = await python();
const folder = await mkdtemp(join(tmpdir(), "source-mailjet-acceptance-"));
const root = join(folder, "source-mailjet");
// A clock ahead of the machine's would have the reads end in the future.
const sandbox = await startSandbox();
try {
  await mkdir(join(root, "secrets"), { recursive: true });
  for (const file of FILES) await cp(file, join(root, file), { recursive: true });
  const config = { api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET, ...EVERYTHING };
  await writeFile(join(root, "secrets", "config.json"), JSON.stringify(config));
  await run(
    interpreter,
    ["-m", "pytest", "python/acceptance", "-q", "-p", "no:cacheprovider", "--tb=short", "-rs", ...suiteOptions()],
    environmentOfTests(),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await sandbox.close();
  await rm(folder, { recursive: true });
}

function suiteOptions(): string[] {
  return [`--connector-image=${IMAGE}`, "--read-from-streams=all"];
}

function environmentOfTests(): Record<string, string> {
  const engine = dockerEngine();
  return {
    ...OFFLINE,
    PATH: `${STAND_IN}:${process.env.PATH}`,
    PYTHONDONTWRITEBYTECODE: "1",
    MAILJET_API_URL: sandbox.url,
    CONNECTOR_EXECUTABLE: EXECUTABLE,
    CONNECTOR_ROOT: root,
    ...(engine !== undefined && { DOCKER_ENGINE: engine }),
  };
}

/** The `docker` whose engine runs, with the image built by it; undefined where there is none. */
function dockerEngine(): string | undefined {
  if (spawnSync("docker", ["info"], { stdio: "ignore" }).status !== 0) {
    console.log("No Docker engine runs: the suite takes the built executable for the image.");
    return undefined;
  }
  const built = spawnSync("docker", ["build", "--quiet", "--tag", IMAGE, "."], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("The image cannot be built");
  return spawnSync("sh", ["-c", "command -v docker"], { encoding: "utf8" }).stdout.trim();
}
