/** Every sentence of an error that stands in the source has a row on the page of errors, with its cause and its cure. */
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";

/** What is said and is no error: by file, or by file and some of the words. A stale entry is a mistake. */
const NO_ERRORS: readonly (readonly [file: RegExp, has?: string])[] = [
  // What a read says of itself: docs/watching.md.
  [/^(?:display|progress)\//],
  [/\b(?:beginning|place)\.ts$/],
  [/\bread\.ts$/, " of Mailjet"],
  [/\bread\.ts$/, "Stopped; no STATE was written yet"],
  [/\bwaits\.ts$/],
  [/\bclient\.ts$/, "no answer"],
  // Warnings: nothing ends by them.
  [/\bunknownState\.ts$/],
  [/\bstateFile\.ts$/, "The state names what is no stream"],
  [/\bstateFile\.ts$/, "The state has"],
  [/\bstateText\.ts$/, "The last line of the state was cut off"],
  [/\bstateText\.ts$/, "The state holds messages of a read"],
  [/\bstateText\.ts$/, "is empty: all is read"],
  [/\binputFiles\.ts$/, "Behind --state stands no path"],
  [/\bchoice\.ts$/, "The state names none of the streams"],
  [/\bchoice\.ts$/, "The catalog asks for stream"],
  [/\b(?:noCampaigns|unknownOptions)\.ts$/],
  [/\buselessIds\.ts$/, "left out by"],
  [/\bdates\.ts$/, "which is in the future: nothing is read until then"],
  [/\b(?:rowReport|streamRead)\.ts$/],
  [/\bpresent\.ts$/],
  // The help of the command line.
  [/^cli\.ts$/, "$0"],
  [/^cli\.ts$/, "Print"],
  [/^cli\.ts$/, "Try the"],
  [/^cli\.ts$/, "Log each"],
  [/^cli\.ts$/, "All streams"],
  [/^cli\.ts$/, "… and later"],
  [/^cli\.ts$/, "Configuration:"],
  [/^cli\.ts$/, "Which streams"],
  [/^cli\.ts$/, "Only these"],
  [/^cli\.ts$/, "What an earlier"],
  [/^cli\.ts$/, "source-mailjet: the messages of a read"],
  // Words that the program uses for itself, or looks for in others' words.
  [/^streams\//],
  [/\b(?:partitions|sweep|wanted)\.ts$/],
  [/\b(?:client|outcomes)\.ts$/, "slow down"],
  [/\bjson\.ts$/, "Unexpected end of JSON"],
  // What a value or a character is called in a sentence that is on the page.
  [/\b(?:shown|unseen)\.ts$/],
  [/\buselessIds\.ts$/, "contact list"],
];

/** A call that makes an error: its words count in each file. */
const MADE = /(?:configError|new \w+Error)\(\s*(?:"[a-z]+_error",\s*)?(?:"[^"]*"|`[^`]*`)/g;
const TEXT = /"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g;
/** A value that is put into a template, without another template in it; and one whose first template is plain. */
const VALUE = /\$\{([^{}`]*)\}/g;
const TEMPLATE_IN_VALUE = /(\$\{[^{}`]*)`([^`$]*)`/g;
/** What stands for a value. */
const PUT_IN = "…";

interface Words {
  readonly file: string;
  readonly text: string;
}

describe("docs/errors.md", () => {
  const page = readFileSync("docs/errors.md", "utf8");
  const rows = [...page.matchAll(/^\| (`.*`) \|(.*)\|(.*)\|$/gm)].map(([, error = "", cause = "", cure = ""]) => ({
    error,
    cause: cause.trim(),
    cure: cure.trim(),
  }));
  const named = `${rows.map(({ error }) => error).join("\n")}\n${page.replace(/^\|.*$/gm, "")}`;
  const all = sources().flatMap(({ file, text }) => textsIn(text).map((words) => ({ file, text: words })));
  const made = sources().flatMap(({ file, text }) =>
    [...text.matchAll(MADE)].flatMap(([call]) => textsIn(call)).map((words) => ({ file, text: words })),
  );
  const errors = [...made, ...all.filter((words) => !isNoError(words))].filter(({ text }) => parts(text).length > 0);

  it("is held against the errors in the source", () => {
    expect(errors.length).to.be.greaterThan(120);
  });

  for (const [file, has] of NO_ERRORS)
    it(`may leave out what stands in ${file}${has === undefined ? "" : `: "${has}"`}, which is still there`, () => {
      expect(all.some((words) => file.test(words.file) && words.text.includes(has ?? ""))).to.equal(true);
    });

  for (const { error, cause, cure } of rows)
    it(`says cause and cure of ${error}`, () => {
      expect(cause).to.match(/^.+\.$/);
      expect(cure).to.match(/^.+\.$/);
    });

  for (const text of new Set(errors.map((words) => words.text)))
    it(`has "${text.trim()}", or NO_ERRORS says what that is`, () => {
      for (const part of parts(text)) expect(lowerCase(named)).to.include(lowerCase(part));
    });
});

function isNoError({ file, text }: Words): boolean {
  return NO_ERRORS.some(([files, has]) => files.test(file) && text.includes(has ?? ""));
}

/** A cause may begin a sentence, and has a capital letter then. */
function lowerCase(text: string): string {
  return text.toLowerCase();
}

/** What stands between the values that are put in, where it is two words or more. */
function parts(text: string): string[] {
  const fixed = text.split(PUT_IN).flatMap((part) => part.split("\\n"));
  return fixed
    .map((part) => part.replace(/^[;:,.'\s(]+|['\s(]+$/g, ""))
    .filter((part) => /[a-z]+ [a-z]{2,}/i.test(part));
}

/** The texts of some code, without comments, those inside the values of templates too. */
function textsIn(source: string): string[] {
  let code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const inside: string[] = [];
  for (let before = ""; before !== code; ) {
    before = code;
    code = code
      .replace(VALUE, (_, value: string) => {
        inside.push(...plainTexts(value));
        return PUT_IN;
      })
      .replace(TEMPLATE_IN_VALUE, (_, start: string, template: string) => {
        inside.push(template);
        return `${start}""`;
      });
  }
  return [...inside, ...plainTexts(code)];
}

function plainTexts(code: string): string[] {
  return [...code.matchAll(TEXT)].map(([, plain, template]) => (plain ?? template ?? "").replaceAll("$1", PUT_IN));
}

function sources(): Words[] {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  const own = files.filter((file) => file.endsWith(".ts") && !file.startsWith("generated"));
  return own.map((file) => ({ file, text: readFileSync(`src/${file}`, "utf8") }));
}
