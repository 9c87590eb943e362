/** Pictures of HTML, taken by a headless Chromium: for the scripts that draw what the docs show. */
import { access } from "node:fs/promises";
import { launch, type Page } from "puppeteer-core";

/** Where Linux and macOS keep it. `CHROMIUM` names another one. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Opens a page with this HTML, hands it to `use`, and closes the browser, whatever happens.
 * @throws {Error} where no browser is found: it says what to install.
 */
export async function withPage<T>(
  html: string,
  use: (page: Page) => Promise<T>,
  { width = 900, height = 800 } = {},
): Promise<T> {
  const browser = await launch({
    executablePath: await browserPath(),
    // Containers have no sandbox for it. It shows our own HTML only.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"],
  });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width, height });
    await page.setContent(html, { waitUntil: "load" });
    return await use(page);
  } finally {
    await browser.close();
  }
}

/**
 * Writes a PNG of the first element that the selector finds.
 * @throws {Error} where there is none.
 */
export async function pictureOf(page: Page, selector: string, path: `${string}.png`): Promise<void> {
  const element = await page.$(selector);
  if (element === null) throw new Error(`The page has no element '${selector}'`);
  await element.screenshot({ path });
}

async function browserPath(): Promise<string> {
  const named = process.env.CHROMIUM;
  for (const path of named === undefined ? PLACES : [named]) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  const where = named === undefined ? "" : ` at CHROMIUM=${named}`;
  throw new Error(`No Chromium${where}: install it ('apt-get install chromium'), or set CHROMIUM to its path`);
}
