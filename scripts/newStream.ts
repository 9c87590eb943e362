/**
 * `npm run new-stream NAME [RESOURCE]`: writes the beginnings of a stream (its declaration, schema, sandbox rows, row in
 * the README), and says what is left to fill in.
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { isResourceName } from "../sandbox/resources.ts";
import { streams } from "../src/streams/table.ts";
import { withReadmeRow } from "./newStream/readme.ts";
import { readmeStub, refusal, resourceFor, schemaStub, withDeclaration, withSandboxRows } from "./newStream/stubs.ts";

const STANDALONE = "sandbox/resources/standalone.ts";

const [name, resource = resourceFor(name ?? ""), ...others] = process.argv.slice(2);
if (name === undefined || others.length > 0) end("Usage: npm run new-stream NAME [RESOURCE]");
const wrong = refusal(name, resource, [...streams.keys()]);
if (wrong !== undefined) end(wrong);
if (existsSync(`schemas/${name}.json`))
  end(`There is a schemas/${name}.json already: take it away, or take another name`);

await writeFile(`schemas/${name}.json`, schemaStub(name), { flag: "wx" });
await change("src/streams/table.ts", (text) => withDeclaration(text, name, resource));
await change("README.md", (text) => withReadmeRow(text, readmeStub(name), streams.size + 1));
if (!isResourceName(resource)) await change(STANDALONE, (text) => withSandboxRows(text, name, resource));
console.log(`Fill in:
  schemas/${name}.json: what one row is, and each column
  ${isResourceName(resource) ? "sandbox/streams.ts: that its rows are those of" : `${STANDALONE}: the columns and some rows of`} '${resource}'
  src/streams/table.ts: the key, and how it is read (src/streams/declaration.ts says what can stand there)
  README.md: its row in the table of streams
Then: npm run generate && npm run test:stream ${name}`);

async function change(path: string, changed: (text: string) => string): Promise<void> {
  await writeFile(path, changed(await readFile(path, "utf8")));
}

function end(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
