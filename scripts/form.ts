/**
 * `npm run form`: pictures of the form that platforms make of `spec.json`, for `docs/pictures/`: empty, filled in, with
 * mistakes. Needs Chromium, and says so. Look at them before they are committed.
 */
import { mkdir } from "node:fs/promises";
import { loadSpec } from "../src/config/files.ts";
import { pictureOf, withPage } from "./browser.ts";
import { formPage } from "./form/markup.ts";

const FILLED = {
  api_key: "0123456789abcdef0123456789abcdef",
  api_secret: "fedcba9876543210fedcba9876543210",
  region: "eu",
  filter: { filter_type: "campaigns_and_event_dates", campaigns: [7_654_321, 7_654_322] },
  starred: "starred",
  include_deleted_campaigns: true,
  counter_resolution: "Day",
  counter_timing: "Event",
  start_date: "2026-01-01",
  end_date: "2026-06-30T12:00:00Z",
  updated_since: "2026-03-01",
  reports: ["campaign_statistics", "click_events", "contacts"],
  lookback_days: 30,
  max_concurrency: 8,
};

const MISTAKES = {
  ...FILLED,
  api_secret: undefined,
  filter: { filter_type: "campaigns_and_event_dates", campaigns: [] },
  segment_status: [],
  start_date: "01/31/2026",
  lookback_days: 91,
  max_concurrency: 0,
};

const STATES = { empty: {}, filled: { formData: FILLED }, mistakes: { formData: MISTAKES } } as const;

await mkdir("docs/pictures", { recursive: true });
for (const [state, filled] of Object.entries(STATES)) {
  const path = `docs/pictures/form-${state}.png` as const;
  await withPage(formPage(loadSpec(), filled), (page) => pictureOf(page, "form", path), { width: 800 });
  console.log(path);
}
