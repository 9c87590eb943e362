/** The beginnings of a new stream: what is put into which file. Pure. */

/**
 * A sentence that says why no stream can have this name, or none of this resource; undefined where it can.
 * @param taken the names of the streams that there are.
 */
export function refusal(name: string, resource: string, taken: readonly string[]): string | undefined {
  if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name)) {
    return `'${name}' is no name for a stream: use lower case, digits and single underscores, e.g. campaign_drafts`;
  }
  if (taken.includes(name)) return `There is a stream '${name}' already`;
  if (!/^[a-z][a-z0-9]*(?:[/-][a-z0-9]+)*$/.test(resource)) {
    return `'${resource}' is no resource: give the path below /v3/REST/ in lower case, e.g. campaigndraft`;
  }
  return undefined;
}

/** The resource that a stream is read from where none is named: Mailjet's have no underscores. */
export function resourceFor(name: string): string {
  return name.replaceAll("_", "");
}

/** `src/streams/table.ts` with a declaration of the stream, in the order of names. */
export function withDeclaration(table: string, name: string, resource: string): string {
  const entry = `  ${name}: { resource: "${resource}", primaryKey: ["ID"], sort: "ID" },\n`;
  return withEntry(table, "const table = {\n", name, entry);
}

/** `sandbox/resources/standalone.ts` with the resource, still without a row. */
export function withSandboxRows(standalone: string, name: string, resource: string): string {
  const key = /^\w+$/.test(resource) ? resource : JSON.stringify(resource);
  const entry = `  ${key}: wholeList({
    stream: "${name}",
    columns: { ID: "number" },
    rows: [],
  }),
`;
  return withEntry(standalone, "export const standalone = {\n", resource, entry);
}

/** `schemas/<name>.json` with one column. */
export function schemaStub(name: string): string {
  const title = name.replace(/(?:^|_)(\w)/g, (_, letter: string) => ` ${letter.toUpperCase()}`).trim();
  return `{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "title": "${title}",
  "description": "TODO: what one row is.",
  "type": "object",
  "additionalProperties": true,
  "properties": {
    "ID": {
      "type": ["null", "integer"],
      "description": "TODO: what the column is."
    }
  }
}
`;
}

/** The stream's row in the README's table. */
export function readmeStub(name: string): string {
  return `| [${name}](docs/streams/${name}.md) | TODO | full refresh |`;
}

/** Puts an entry before the first one whose name is greater; the object's entries are indented by two blanks. */
function withEntry(text: string, head: string, name: string, entry: string): string {
  const begin = text.indexOf(head) + head.length;
  const end = text.indexOf("\n}", begin) + 1;
  if (begin < head.length || end === 0) throw new Error(`There is no '${head.trim()}' to add '${name}' to`);
  const next = [...text.slice(begin, end).matchAll(/^ {2}"?([\w/-]+)"?: /gm)].find(([, key = ""]) => key > name);
  const at = next === undefined ? end : begin + next.index;
  return text.slice(0, at) + entry + text.slice(at);
}
