/**
 * `npm run terminal-picture`: reads a sandbox with a rate limit in a real terminal, and draws what is seen in the middle
 * of the read as docs/pictures/terminal.png. Needs `script` (util-linux) and Chromium.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXECUTABLE } from "../sandbox/platform.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, startSandbox } from "../sandbox/sandbox.ts";
import { pictureOf, withPage } from "./browser.ts";
import { inTerminal } from "./terminal.ts";

const PICTURE = "docs/pictures/terminal.png";
const STREAMS =
  "open_events,click_events,messages,contacts,sent_campaigns,contacts_list,segmentation,senders,templates";
const SIZE = { contacts: 24_000, messages: 30_000, opens: 40_000, clicks: 9_000, campaigns: 60 };

const folder = await mkdtemp(join(tmpdir(), "source-mailjet-picture-"));
const sandbox = await startSandbox({
  size: SIZE,
  latencyMs: 120,
  rateLimit: 14,
  retryAfter: "4",
  forbidden: ["sender"],
});
try {
  const config = join(folder, "config.json");
  await writeFile(config, JSON.stringify({ api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET }));
  let seen: string | undefined;
  const command = `${process.execPath} ${EXECUTABLE} read --config ${config} --streams ${STREAMS} > ${folder}/out.jsonl`;
  await inTerminal(command, {
    columns: 126,
    lines: 24,
    env: { MAILJET_API_URL: sandbox.url },
    onScreen: ({ text, html }) => {
      // Some are done, one failed, some run with a known share, and some wait for the rate limit.
      if (text.includes("✓") && text.includes("✗ senders") && /\d %.*waits until/.test(text)) seen ??= html;
    },
  });
  if (seen === undefined) throw new Error("The read never showed what the picture is to show");
  const inner = seen.slice(seen.indexOf("<pre>"), seen.lastIndexOf("</pre>") + "</pre>".length);
  const style = "pre{margin:0;padding:16px;background:#000;color:#fff;display:inline-block;font:15px monospace}";
  await withPage(`<style>${style}</style>${withoutBlankEnd(inner)}`, (page) => pictureOf(page, "pre", PICTURE), {
    width: 1_200,
  });
  console.log(`Wrote ${PICTURE}`);
} finally {
  await sandbox.close();
  await rm(folder, { recursive: true });
}

/** Rows of the terminal below the last one that says something are left out. */
function withoutBlankEnd(html: string): string {
  return html.replace(/(?:<div><span>(?:\s|&nbsp;)*<\/span><\/div>)+(?=(?:<\/div>)*\s*<\/pre>)/, "");
}
