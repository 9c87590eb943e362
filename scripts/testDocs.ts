/**
 * `npm run test:docs`: runs every block of commands in the docs as it stands, page by page, in a fresh copy of the
 * repository. `scripts/testDocs/exceptions.ts` says which are not run, and why. The README's own blocks install and build.
 * Readers of the other pages have done that; they have a key, here the sandbox's. Needs Python 3 and port 8025.
 */
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, startSandbox } from "../sandbox/sandbox.ts";
import { type Block, blocksOfDocs } from "./testDocs/blocks.ts";
import { NOT_RUN, PRINTS } from "./testDocs/exceptions.ts";
import { blocksToRun, lackingIn, problemsOf } from "./testDocs/judge.ts";
import { pythonMistakes } from "./testDocs/python.ts";
import { runPage } from "./testDocs/shell.ts";
import { copyTo } from "./workingCopy.ts";

/** Where the README's sandbox listens. */
const PORT = 8025;
const TOLD = 3_000;

const blocks = blocksOfDocs();
const problems = problemsOf(blocks, NOT_RUN, PRINTS, await readFile(".ci/run", "utf8"));
problems.push(...pythonMistakes(blocks));
await beFree(PORT);
for (const [page, toRun] of blocksToRun(blocks, NOT_RUN)) await tryPage(page, toRun);
for (const named of NOT_RUN)
  console.log(
    `not run: ${named.page}: '${named.begins}': ${"cannot" in named ? named.cannot : `'${named.isRunBy}' does`}`,
  );
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

async function tryPage(page: string, toRun: readonly Block[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "source-mailjet-docs-"));
  const began = Date.now();
  await using sandbox = page === "README.md" ? undefined : await readyFor(folder);
  try {
    await copyTo(folder);
    const { printed, code } = await runPage(toRun, folder, sandbox?.env ?? {});
    const lacking = toRun.flatMap((block, index) => lackingIn(block, printed[index] ?? "", PRINTS));
    problems.push(...lacking.map((words) => `${page}: ${words}`));
    if (code !== 0) problems.push(`${page}: exit code ${code}, after:\n${printed.at(-1)?.slice(-TOLD)}`);
    const blocksRun = `${toRun.length} ${toRun.length === 1 ? "block" : "blocks"}`;
    console.log(`ran ${page}: ${blocksRun}, ${((Date.now() - began) / 1_000).toFixed(0)} s`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What who reads other pages than the README has done before: installed, built, and written down a key. */
async function readyFor(folder: string): Promise<AsyncDisposable & { readonly env: Record<string, string> }> {
  const sandbox = await startSandbox();
  for (const name of ["node_modules", "dist"]) await symlink(resolve(name), join(folder, name));
  const config = JSON.stringify({ api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET });
  await writeFile(join(folder, "config.json"), config);
  return { env: { MAILJET_API_URL: sandbox.url }, [Symbol.asyncDispose]: () => sandbox.close() };
}

/** @throws {Error} where something listens there: the README's sandbox could not. */
async function beFree(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((free, taken) =>
    server
      .once("error", () => taken(new Error(`Port ${port} is taken: end what listens there, and try again`)))
      .listen(port, "127.0.0.1", free),
  );
  await new Promise((closed) => server.close(closed));
}
