/**
 * `npm run diagram`: pictures of the diagrams of `docs/entities.md`, for `docs/pictures/`. Needs Chromium, and fetches the
 * program that draws. Look at them before they are committed.
 */
import { writeFile } from "node:fs/promises";
import { loadSchema } from "../src/config/files.ts";
import { streams } from "../src/streams/table.ts";
import { pictureOf, withPage } from "./browser.ts";
import { DRAWN, drawnFrom } from "./diagram/drawn.ts";
import { mermaidScript } from "./diagram/mermaid.ts";
import { diagramsOf } from "./generate/entities.ts";
import { relations } from "./generate/relations.ts";

const WIDTH = 1_800;
const SETTINGS = {
  startOnLoad: false,
  theme: "neutral",
  fontFamily: "Liberation Sans, Arial, sans-serif",
  er: { useMaxWidth: false },
  // A line does not run through the words on it.
  themeCSS: ".labelBkg, .edgeLabel, .edgeLabel p { background-color: #fff !important; opacity: 1 !important; }",
};

const script = await mermaidScript();
const schemas = new Map([...streams.keys()].map((name) => [name, loadSchema(name)]));
const diagrams = diagramsOf({ streams, schemas, relations });
for (const { picture, text } of diagrams) {
  await withPage(
    pageOf(text),
    async (page) => {
      await page.addScriptTag({ content: script });
      await page.evaluate(`mermaid.initialize(${JSON.stringify(SETTINGS)}); mermaid.run()`);
      await pictureOf(page, "pre", `docs/${picture}`);
    },
    { width: WIDTH },
  );
  console.log(`docs/${picture}`);
}
await writeFile(DRAWN, `${JSON.stringify(drawnFrom(diagrams), null, 2)}\n`);

function pageOf(text: string): string {
  return `<!doctype html><meta charset="utf-8"><style>body { margin: 0 } pre { display: inline-block; margin: 0; padding: 12px; background: #fff }</style><pre class="mermaid">${text}</pre>`;
}
