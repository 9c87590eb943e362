/** Links, anchors and commands of the docs lead somewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";

const PAGES = ["README.md", "CONTRIBUTING.md", "examples/README.md", ...pagesBelow("docs")].filter((path) =>
  existsSync(path),
);

describe("the docs", () => {
  for (const path of PAGES) {
    it(`${path}: its links lead to files and headings`, () => {
      expect(linksOf(path).filter((link) => !leadsSomewhere(path, link))).to.deep.equal([]);
    });

    it(`${path}: its npm commands exist`, () => {
      const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
      const named = [...readFileSync(path, "utf8").matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name]) => name);
      expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ""))).to.deep.equal([]);
    });
  }
});

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
