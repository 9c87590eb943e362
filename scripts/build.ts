/**
 * `npm run build`: the program and its few dependencies as one file, so that what Node keeps of compiled code keeps all
 * of it. The executable that starts it first looks which Node runs it.
 */
import { chmod, cp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const DIST = "dist";

await rm(DIST, { recursive: true, force: true });
await build({
  entryPoints: ["src/main.ts"],
  // As deep as the sources of what finds the data beside it. What a command needs runs when it is asked for.
  outfile: `${DIST}/lib/main.cjs`,
  bundle: true,
  platform: "node",
  target: "node24",
  format: "cjs",
  logLevel: "warning",
  define: { "import.meta.url": "ADDRESS" },
  banner: { js: 'const ADDRESS = require("node:url").pathToFileURL(__filename).href;' },
  // The help is plain letters: the library that measures them takes as long to start as the rest of the program.
  alias: { "string-width": fileURLToPath(new URL("./build/plainWidth.ts", import.meta.url)) },
});
await cp("scripts/source-mailjet.cjs", `${DIST}/source-mailjet.cjs`);
await chmod(`${DIST}/source-mailjet.cjs`, 0o755);
