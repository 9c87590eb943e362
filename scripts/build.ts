/**
 * `npm run build`: the program and its few dependencies as a few files. The executable that starts them first looks
 * which Node runs it.
 */
import { chmod, cp, rm } from "node:fs/promises";
import { build } from "esbuild";

const DIST = "dist";

await rm(DIST, { recursive: true, force: true });
await build({
  entryPoints: ["src/main.ts"],
  // As deep as the sources of what finds the data beside it. A command is loaded when it is asked for.
  outdir: `${DIST}/lib`,
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node24",
  format: "esm",
  logLevel: "warning",
  // Some dependencies are CommonJS and ask for Node's own modules by require().
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module";const require = requireFrom(import.meta.url);',
  },
});
await cp("scripts/source-mailjet.cjs", `${DIST}/source-mailjet.cjs`);
await chmod(`${DIST}/source-mailjet.cjs`, 0o755);
