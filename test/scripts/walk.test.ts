/** What a walk-through says to do. */
import { expect } from "chai";
import { changed, stepsOf } from "../../scripts/walk/document.ts";
import { wrongRows } from "../support/wrongRows.ts";

const DOCUMENT = `# A walk

\`\`\`sh
npm run one
npm run two
\`\`\`

Then:

\`\`\`diff src/a.ts
 same
-old
+new
+newer
\`\`\`

\`\`\`json b.json
{ "b": 1 }
\`\`\`

\`\`\`sh fails
npm test
\`\`\`

\`\`\`text
1 row lost
\`\`\`
`;

describe("the steps of a walk-through", () => {
  it("are its blocks, in order", () => {
    expect(stepsOf(DOCUMENT)).to.deep.equal([
      { kind: "commands", commands: ["npm run one", "npm run two"], fails: false },
      { kind: "change", path: "src/a.ts", from: "same\nold\n", to: "same\nnew\nnewer\n" },
      { kind: "file", path: "b.json", text: '{ "b": 1 }\n' },
      { kind: "commands", commands: ["npm test"], fails: true },
      { kind: "output", lines: ["1 row lost"] },
    ]);
  });

  it("are refused where a block says neither what it is nor of which file", () => {
    expect(() => stepsOf("```ts\nconst a = 1;\n```\n")).to.throw("A block of 'ts' does not say which file it is of");
  });

  it("change lines that stand in the file once, and are refused otherwise", () => {
    const step = { kind: "change", path: "a", from: "same\nold\n", to: "same\nnew\n" } as const;
    expect(changed("before\nsame\nold\nafter\n", step)).to.equal("before\nsame\nnew\nafter\n");
    expect(() => changed("before\n", step)).to.throw("a has these lines 0 times");
    expect(() => changed("same\nold\nsame\nold\n", step)).to.throw("a has these lines 2 times");
  });
});

describe("what is said of wrong rows", () => {
  it("names the stream and the rows that were lost, altered or came again", () => {
    expect(wrongRows("dns", ["a", "b"], ["b", "a"])).to.equal("");
    expect(wrongRows("dns", ["a", "a", "x"], ["a", "b"])).to.equal(
      [
        "dns: 1 of 2 rows lost\n  b",
        "dns: 1 rows that the account does not have\n  x",
        "dns: 1 rows came again\n  a",
      ].join("\n"),
    );
  });
});
