/** The campaigns sent to a contact list within the dates: for streams that the API does not filter by list. */
import type { Settings } from "./config.ts";
import { Feed, type Slice } from "./feed.ts";
import { loadSchema } from "./files.ts";
import type { Client } from "./mailjet/client.ts";
import { identify } from "./mailjet/memory.ts";
import { paneParams } from "./panes.ts";
import { runAll, type Slots } from "./pool.ts";
import { each } from "./select.ts";
import { rowShape } from "./shape.ts";
import { SliceReader } from "./slices.ts";
import { CAMPAIGNS, campaigns } from "./streams.ts";
import { rangeOf, readUpTo } from "./windows.ts";

export interface CampaignLookup {
  readonly client: Client;
  readonly settings: Settings;
  readonly slots: Slots;
  /** The API's time when the run began. */
  readonly now: number;
}

/** The IDs of the lists' campaigns, filtered by the panes, each once, lowest first. */
export async function lookUpCampaigns(lookup: CampaignLookup, lists: readonly string[]): Promise<string[]> {
  const { client, settings, slots, now } = lookup;
  const { list } = campaigns.narrow;
  const feed = new Feed(client, campaigns, paneParams(campaigns, settings), rowShape(loadSchema(CAMPAIGNS), campaigns));
  const ids = new Set<bigint>();
  const reader = new SliceReader({
    feed,
    identity: identify(campaigns.primaryKey),
    ahead: 0,
    destination: {
      take: (row) => row.columns.get("ID"),
      deliver: async (texts) => {
        for (const text of texts) ids.add(BigInt(text));
      },
    },
  });
  const upTo = readUpTo(now, { start: settings.start_date, end: settings.end_date, lookbackDays: 0 });
  const window = rangeOf(settings.start_date ?? 0, upTo);
  const slices: Slice[] = each(list, lists).map((partition) => ({ partition, window }));
  await runAll(slices, settings.max_concurrency, (slice) => slots.use(() => reader.read(slice)));
  return [...ids].sort((a, b) => (a < b ? -1 : 1)).map(String);
}
