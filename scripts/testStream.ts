/** `npm run test:stream NAME`: the tests that concern one stream, and nothing else. */
import { spawnSync } from "node:child_process";
import { streams } from "../src/streams/table.ts";

const FILES = ["test/process/tables.test.ts", "test/streams/catalog.test.ts", "test/package.test.ts"];

const [name = ""] = process.argv.slice(2);
if (streams.has(name)) {
  const settings = ["--no-config", "--require", "test/support/complete.ts", "--timeout", "60000"];
  const args = ["node_modules/mocha/bin/mocha.js", ...settings, "--grep", `\\b${name}\\b`];
  const { status } = spawnSync(process.execPath, [...args, ...FILES], {
    env: { ...process.env, TEST_STREAM: name },
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} else {
  console.error(`There is no stream '${name}'. Usage: npm run test:stream NAME`);
  process.exitCode = 1;
}
