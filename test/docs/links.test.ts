/** Links, anchors and commands of the docs lead somewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";

const PAGES = ["README.md", "CONTRIBUTING.md", "examples/README.md", ...pagesBelow("docs")].filter((path) =>
  existsSync(path),
);

/** Those of other programs than ours. */
const OPTIONS_OF_DOCKER = ["--rm", "--tag", "--read-only", "--cap-drop"];
/** Scripts that no one calls by name, or that `npm run static` calls. */
const PARTS = ["pretest", "lint", "types"];

describe("the docs", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const programs = ["src", "scripts", "sandbox"].flatMap(sourcesBelow).join("\n");

  it("docs/development.md names every npm script", () => {
    const page = readFileSync("docs/development.md", "utf8");
    const named = Object.keys(scripts).filter((name) => name !== "test" && !PARTS.includes(name));
    expect(named.filter((name) => !page.includes(`npm run ${name}`))).to.deep.equal([]);
  });

  for (const path of PAGES) {
    it(`${path}: its links lead to files and headings`, () => {
      expect(linksOf(path).filter((link) => !leadsSomewhere(path, link))).to.deep.equal([]);
    });

    it(`${path}: its npm commands exist`, () => {
      const named = [...readFileSync(path, "utf8").matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name]) => name);
      expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ""))).to.deep.equal([]);
    });

    it(`${path}: its options exist`, () => {
      const inline = [...withoutCode(readFileSync(path, "utf8")).matchAll(/`[^`]+`/g)].join(" ");
      const options = [...inline.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => option);
      const unknown = options.filter((option) => !OPTIONS_OF_DOCKER.includes(option) && !isTaken(programs, option));
      expect(unknown).to.deep.equal([]);
    });

    it(`${path}: its links to other places are whole, and safe`, () => {
      const outside = [...withoutCode(readFileSync(path, "utf8")).matchAll(/\]\(([a-z]+:[^)]*)\)/g)];
      const wrong = outside.filter(([, link = ""]) => !(URL.canParse(link) && /^https:\/\/\S+$/.test(link)));
      expect(wrong).to.deep.equal([]);
    });
  }
});

/** By its own name, or as a property that a library makes an option of. */
function isTaken(programs: string, option: string): boolean {
  const name = option.slice(2);
  return [option, `"${name}":`, ` ${name}: {`, `.option("${name}"`, `.${name}(`].some((form) =>
    programs.includes(form),
  );
}

function sourcesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".ts")).map((file) => readFileSync(join(folder, file), "utf8"));
}

function pagesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".md")).map((file) => join(folder, file));
}

function linksOf(path: string): string[] {
  const text = withoutCode(readFileSync(path, "utf8"));
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? "");
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

function leadsSomewhere(path: string, link: string): boolean {
  const [file = "", anchor] = link.split("#");
  const target = file === "" ? path : join(dirname(path), file);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

/** As a code host makes them of headings, and those that are written out. */
function anchorsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const headings = [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ""));
  const written = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name]) => name ?? "");
  return [...headings, ...written];
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

function withoutCode(text: string): string {
  return text.replace(/^```.*?^```/gms, "");
}
