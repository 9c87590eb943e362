/** The Python clients' own environment: made once, of the versions that `python/requirements.txt` locks. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { environment } from "../../sandbox/platform.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const VENV = `${ROOT}.venv`;
const REQUIREMENTS = `${ROOT}python/requirements.txt`;
/** Says which versions the environment holds; written last. */
const MADE_OF = `${VENV}/made-of`;
/** What `python/requirements.txt` was locked for. */
const BASE = "python3.11";

/** The clients neither ask the network what connectors there are, nor tell it that they run. */
export const OFFLINE = { AIRBYTE_OFFLINE_MODE: "1", DO_NOT_TRACK: "1", AIRBYTE_NO_UV: "1" } as const;

/**
 * The interpreter of the environment, which is made anew where the locked versions have changed. Takes minutes then.
 * @returns its absolute path.
 * @throws {Error} where there is no Python 3.11, or a package cannot be had.
 */
export async function python(): Promise<string> {
  const locked = createHash("sha256")
    .update(await readFile(REQUIREMENTS))
    .digest("hex");
  const interpreter = `${VENV}/bin/python`;
  if ((await readFile(MADE_OF, "utf8").catch(() => "")) === locked) return interpreter;
  console.log("Making the Python environment in .venv/, which takes some minutes once …");
  await rm(VENV, { recursive: true, force: true });
  await run(BASE, ["-m", "venv", VENV]).catch((error: Error) => {
    throw new Error(`Python 3.11 with venv is needed, as '${BASE}' on the PATH: ${error.message}`);
  });
  await run(interpreter, ["-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", REQUIREMENTS]);
  await writeFile(MADE_OF, locked);
  return interpreter;
}

/** Runs a program whose words are the user's to see. @throws {Error} when it fails. */
export async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn(program, args, { cwd: ROOT, env: environment(env), stdio: ["ignore", "inherit", "inherit"] });
  const [code, signal] = await once(child, "close");
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code ?? signal}`);
}
