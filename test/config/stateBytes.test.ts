import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { parseStateFile } from "../../src/airbyte/stateFile.ts";
import { parseStateText } from "../../src/airbyte/stateText.ts";
import { stateBytes } from "../../src/config/stateBytes.ts";

const NAMES = ["messages", "open_events", "contacts"];

const stateOf = (name: string, at: number) => {
  const stream = { stream_descriptor: { name }, stream_state: { at } };
  return JSON.stringify({ type: "STATE", state: { type: "STREAM", stream, sourceStats: { recordCount: 1 } } });
};
const recordOf = (chars: number) =>
  JSON.stringify({ type: "RECORD", record: { stream: "messages", data: { Text: "é".repeat(chars) }, emitted_at: 1 } });
const LOG = '{"type":"LOG","log":{"level":"INFO","message":"x"}}';

describe("stateBytes()", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "source-mailjet-test-"));
  });
  after(() => rm(folder, { recursive: true }));

  const written = async (content: string) => {
    const path = join(folder, "out.jsonl");
    await writeFile(path, content);
    return path;
  };

  it("keeps whatever is no output of a read as it is", async () => {
    for (const text of ["", "[]", '{\n "messages": {}\n}\n', "\n\n", "\uFEFFnull"])
      expect(stateBytes(await written(text)).toString()).to.equal(text);
  });

  it("keeps of an output the last state of each stream, and the numbers of its lines", async () => {
    const [old, late] = [1, 2].map((at) => stateOf("messages", at));
    const other = stateOf("contacts", 1);
    const lines = [LOG, recordOf(1), recordOf(2), old, other, recordOf(3), late, recordOf(1)];
    const left = [LOG, recordOf(1), "", "", other, "", late];
    expect(stateBytes(await written(lines.map((line) => `${line}\n`).join(""))).toString()).to.equal(
      left.map((line) => `${line}\n`).join(""),
    );
  });

  it("lets a state that was cut off replace none", async () => {
    const [old, late] = [1, 2].map((at) => stateOf("messages", at));
    for (const end of ["", "\n"]) {
      const cut = `${old}\n${late?.slice(0, -9)}${end}`;
      expect(stateBytes(await written(cut)).toString()).to.equal(cut);
      const { content, ignored } = parseStateText(stateBytes(await written(cut)).toString(), "");
      expect([...parseStateFile(content, NAMES).states]).to.deep.equal([["messages", { at: 1 }]]);
      expect(ignored).to.have.length(1);
    }
  });

  it("says what the whole output says, wherever it is cut off, in lines longer than what is read at once", async () => {
    const line = fc.oneof(
      { arbitrary: fc.tuple(fc.constantFrom(...NAMES), fc.nat()).map(([name, at]) => stateOf(name, at)), weight: 2 },
      { arbitrary: fc.constantFrom(1, 1_000, 600_000).map(recordOf), weight: 2 },
      { arbitrary: fc.constantFrom(LOG, ""), weight: 1 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.nat({ max: 200 }), async (lines, cut) => {
        const whole = [LOG, ...lines].map((text) => `${text}\n`).join("");
        const output = whole.slice(0, Math.max(LOG.length, whole.length - cut));
        const states = (text: string) => {
          const { content, ignored } = parseStateText(text, "");
          return [[...parseStateFile(content, NAMES).states].sort(), ignored];
        };
        const path = await written(output);
        expect(states(stateBytes(path).toString())).to.deep.equal(states(output));
      }),
      { numRuns: 60 },
    );
  });
});
