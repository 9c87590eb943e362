/**
 * The program that draws diagrams, in the one version that is named here. It is fetched when it is needed, and is no
 * dependency: with the hundred packages that it brings, `npm ci` would take half as long again for everybody.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PACKAGE = "mermaid@12.3.0";
/** Of the package's archive, as npm tells it. */
const INTEGRITY = "sha512-4113TdXeLAsMruJ79OpFL5O8+LTFXhQqZ260rF3tgUmiNAtRm4Uume04I+65PRN6yZ69J4f8rVYWW8zRk65UYw==";
/** All of it in one file, for a page. */
const SCRIPT = "package/dist/mermaid.min.js";

const run = promisify(execFile);

/**
 * The script that a page loads to have `mermaid`.
 * @throws {Error} where it cannot be fetched, or is not what it was.
 */
export async function mermaidScript(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "source-mailjet-mermaid-"));
  try {
    const { stdout } = await run("npm", ["pack", PACKAGE, "--silent", "--pack-destination", folder]);
    const archive = join(folder, stdout.trim());
    const digest = createHash("sha512")
      .update(await readFile(archive))
      .digest("base64");
    if (`sha512-${digest}` !== INTEGRITY) throw new Error(`${PACKAGE} is not what it was: its digest is ${digest}`);
    await run("tar", ["-xzf", archive, "-C", folder, SCRIPT]);
    return await readFile(join(folder, SCRIPT), "utf8");
  } finally {
    await rm(folder, { recursive: true });
  }
}
