/**
 * `npm run test:walk`: goes through CONTRIBUTING.md as a newcomer would, in a copy of the repository: runs its commands,
 * makes its changes, and holds what is printed against what it says is printed.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { changed, type Step, stepsOf } from "./walk/document.ts";
import { copyTo } from "./workingCopy.ts";

const DOCUMENT = "CONTRIBUTING.md";
/** A walk with less in it has lost its steps. */
const FEWEST = { commands: 4, output: 2, change: 3, file: 1 };

const steps = stepsOf(await readFile(DOCUMENT, "utf8"));
for (const [kind, fewest] of Object.entries(FEWEST)) {
  const { length } = steps.filter((step) => step.kind === kind);
  if (length < fewest) throw new Error(`${DOCUMENT} has ${length} blocks of the kind '${kind}', not ${fewest} or more`);
}
const folder = await mkdtemp(join(tmpdir(), "source-mailjet-walk-"));
try {
  await copyTo(folder);
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  const began = Date.now();
  let printed = "";
  for (const step of steps) printed = await take(step, printed);
  console.log(`The walk through ${DOCUMENT} is right: ${steps.length} steps, ${seconds(began)} s`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}

/** Takes one step. Returns what the last commands printed. */
async function take(step: Step, printed: string): Promise<string> {
  if (step.kind === "commands") return run(step);
  if (step.kind === "output") {
    const lacking = step.lines.filter((line) => !printed.includes(line.trim()));
    if (lacking.length > 0)
      throw new Error(`This was to be printed:\n${lacking.join("\n")}\n\nand this was:\n${printed}`);
    return printed;
  }
  const path = join(folder, step.path);
  await writeFile(path, step.kind === "file" ? step.text : changed(await readFile(path, "utf8"), step));
  console.log(`changed ${step.path}`);
  return printed;
}

function run({ commands, fails }: Extract<Step, { readonly kind: "commands" }>): string {
  let printed = "";
  for (const [index, command] of commands.entries()) {
    const began = Date.now();
    const { status, stdout, stderr } = spawnSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" });
    printed += stdout + stderr;
    const mayFail = fails && index === commands.length - 1;
    if ((status !== 0) !== mayFail) throw new Error(`'${command}' ended with exit code ${status}:\n${stdout}${stderr}`);
    console.log(`${mayFail ? "failed as it should" : "ran"} ${command} (${seconds(began)} s)`);
  }
  return printed;
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1_000).toFixed(1);
}
