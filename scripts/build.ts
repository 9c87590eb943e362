/** `npm run build`: the program as one file, started by an executable that first looks which Node runs it. */
import { chmod, cp, rm } from "node:fs/promises";
import { build } from "esbuild";

const DIST = "dist";

await rm(DIST, { recursive: true, force: true });
await build({
  entryPoints: ["src/main.ts"],
  outfile: `${DIST}/main.js`,
  bundle: true,
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
