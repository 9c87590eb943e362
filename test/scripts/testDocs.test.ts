/** What of the docs is run, and what the lists of exceptions may say. */
import { expect } from "chai";
import { type Block, blocksOf } from "../../scripts/testDocs/blocks.ts";
import type { NotRun, Prints } from "../../scripts/testDocs/exceptions.ts";
import { blocksToRun, lackingIn, problemsOf } from "../../scripts/testDocs/judge.ts";
import { runPage } from "../../scripts/testDocs/shell.ts";

const PAGE = `# A page

\`\`\`sh
one
\`\`\`

\`\`\`json
{}
\`\`\`

\`\`\`sh
two --with words
three
\`\`\`
`;
const CI = "npm ci && npm test\nCI=1 npm run other\n";
const blocks = blocksOf("a.md", PAGE);
const entry = (begins: string, isRunBy = "npm run other"): NotRun => ({ page: "a.md", begins, isRunBy });

describe("blocksOf()", () => {
  it("finds fenced blocks with their lines, languages and words", () => {
    expect(blocks).to.deep.equal([
      { page: "a.md", line: 3, language: "sh", text: "one\n" },
      { page: "a.md", line: 7, language: "json", text: "{}\n" },
      { page: "a.md", line: 11, language: "sh", text: "two --with words\nthree\n" },
    ]);
  });
});

describe("blocksToRun()", () => {
  it("are all blocks of commands that no exception names", () => {
    const texts = (notRun: readonly NotRun[]) =>
      blocksToRun(blocks, notRun)
        .get("a.md")
        ?.map(({ text }) => text);
    expect(texts([])).to.deep.equal(["one\n", "two --with words\nthree\n"]);
    expect(texts([entry("two")])).to.deep.equal(["one\n"]);
    expect(texts([{ ...entry("one"), page: "b.md" }])).to.have.length(2);
  });
});

describe("problemsOf()", () => {
  const problems = (notRun: readonly NotRun[], prints: readonly Prints[] = [], of: readonly Block[] = blocks) =>
    problemsOf(of, notRun, prints, CI);

  it("has none where each exception fits one block, and what runs it is in .ci/run", () => {
    expect(problems([entry("one")])).to.deep.equal([]);
  });

  it("names an exception that fits no block", () => {
    expect(problems([entry("four")])).to.deep.equal(["a.md has 0 blocks of commands that begin with 'four'"]);
    expect(problems([], [{ page: "b.md", begins: "one", pattern: /x/g, times: 1 }])).to.have.length(1);
  });

  it("names an exception that fits two blocks", () => {
    expect(problems([entry("")])).to.deep.equal(["a.md has 2 blocks of commands that begin with ''"]);
  });

  it("names a command that .ci/run does not have", () => {
    expect(problems([entry("one", "npm run gone")])).to.deep.equal([".ci/run does not run 'npm run gone'"]);
  });

  it("names a block of a language that nothing checks", () => {
    const ruby = blocksOf("a.md", "```ruby\nputs 1\n```\n");
    expect(problems([], [], ruby)).to.deep.equal(["a.md:1: nothing checks a block of 'ruby'"]);
  });
});

describe("lackingIn()", () => {
  const prints: Prints[] = [{ page: "a.md", begins: "one", pattern: /^row$/gm, times: 2 }];
  const [one, , two] = blocks;

  it("counts what a block was to print", () => {
    if (one === undefined || two === undefined) throw new Error("there are no blocks");
    expect(lackingIn(one, "row\nrow\n", prints)).to.deep.equal([]);
    expect(lackingIn(one, "row\n", prints)).to.deep.equal(["/^row$/gm fits 1 times in place of 2"]);
    expect(lackingIn(one, "", prints)).to.deep.equal(["/^row$/gm fits 0 times in place of 2"]);
    expect(lackingIn(two, "", prints)).to.deep.equal([]);
  });
});

describe("runPage()", () => {
  const run = (...texts: string[]) =>
    runPage(
      texts.map((text, line) => ({ page: "a.md", line, language: "sh", text: `${text}\n` })),
      ".",
      {},
    );

  it("runs blocks in one shell, and tells what each printed", async () => {
    expect(await run("export A=1", "echo $A")).to.deep.equal({ printed: ["", "1\n", ""], code: 0 });
  });

  it("stops at the first command that fails, also in a pipe", async () => {
    expect(await run("false | cat", "echo no")).to.deep.equal({ printed: [""], code: 1 });
  });

  it("does not wait for what is left in the background", async () => {
    expect(await run("sleep 1000 &")).to.have.property("code", 0);
  });
});
