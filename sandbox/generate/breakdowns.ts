/** Figures of each campaign, by country, link, user agent and mailbox provider. */
import type { RowIn } from "../account.ts";
import { Decimal } from "../json.ts";
import type { Random } from "../random.ts";
import type { Sending } from "./campaigns.ts";
import { COUNTRIES, PAGES, PLATFORM_AGENTS, PROVIDERS } from "./texts.ts";

/** More than a page of links: those of one campaign. */
const MANY_LINKS = 1_200;
const MAX_ROWS = 5;

export function geoStatistics(random: Random, campaigns: readonly Sending[]): RowIn<"geostatistics">[] {
  return campaigns.flatMap(({ row }) =>
    some(random, COUNTRIES).map((Country) => {
      const OpenedCount = random.between(0, 300);
      return { CampaignID: row.ID, ClickedCount: random.between(0, OpenedCount), Country, OpenedCount };
    }),
  );
}

export function userAgentStatistics(random: Random, campaigns: readonly Sending[]): RowIn<"useragentstatistics">[] {
  return campaigns.flatMap(({ row }) =>
    some(random, PLATFORM_AGENTS).map((agent) => {
      const Count = random.between(1, 400);
      return { CampaignID: row.ID, Count, DistinctCount: random.between(1, Count), ...agent };
    }),
  );
}

/** The second campaign has more links than a page holds. Links of the third have no ID. */
export function topLinks(random: Random, campaigns: readonly Sending[]): RowIn<"toplinkclicked">[] {
  return campaigns.flatMap(({ row }, campaign) =>
    linksOf(random, campaign).map((page, index) => ({
      CampaignID: row.ID,
      ClickedCount: random.between(0, 90),
      LinkId: campaign % 40 === 2 ? -1 : 1 + index,
      Url: `https://www.example.com/${page}`,
    })),
  );
}

function linksOf(random: Random, campaign: number): readonly string[] {
  if (campaign === 1) return Array.from({ length: MANY_LINKS }, (_, index) => `article/${index}`);
  return campaign === 2 ? PAGES.slice(0, 3) : some(random, PAGES);
}

/** By the link's position in the mail; now and then the same URL is there twice. */
export function linkClicks(random: Random, campaigns: readonly Sending[]): RowIn<"statistics/link-click">[] {
  return campaigns.flatMap(({ row }) => {
    const pages = some(random, PAGES);
    const [first] = pages;
    const positions = first !== undefined && random.chance(0.3) ? [...pages, first] : pages;
    return positions.map((page, index) => {
      const ClickedEventsCount = random.between(0, 200);
      return {
        CampaignID: row.ID,
        ClickedEventsCount,
        ClickedMessagesCount: random.between(0, ClickedEventsCount),
        PositionIndex: index + 1,
        URL: `https://www.example.com/${page}`,
      };
    });
  });
}

export function providerStatistics(random: Random, campaigns: readonly Sending[]): RowIn<"statistics/recipient-esp">[] {
  return campaigns.flatMap(({ row }) =>
    some(random, PROVIDERS).map((ESPName) => {
      const AttemptedMessagesCount = random.between(1, 900);
      const atMost = (share: number) => random.between(0, Math.floor(AttemptedMessagesCount * share));
      return {
        CampaignID: row.ID,
        AttemptedMessagesCount,
        ClickThroughRate: rate(random),
        ClickedMessagesCount: atMost(0.2),
        DeferredMessagesCount: atMost(0.05),
        DeferredRate: rate(random),
        DeliveredMessagesCount: atMost(1),
        ESPName,
        HardBouncedMessagesCount: atMost(0.03),
        HardBouncedRate: rate(random),
        OpenRate: rate(random),
        OpenedMessagesCount: atMost(0.6),
        SoftBouncedMessagesCount: atMost(0.03),
        SoftBouncedRate: rate(random),
        SpamReportsCount: atMost(0.01),
        SpamReportsRate: rate(random),
        UnsubscribedMessagesCount: atMost(0.01),
        UnsubscribedRate: rate(random),
      };
    }),
  );
}

/** Percent. Some would lose a digit if they were parsed and printed again. */
function rate(random: Random): Decimal {
  return new Decimal(random.chance(0.3) ? random.pick(["0.0", "1.50", "100.0"]) : (random.float() * 100).toFixed(4));
}

/** A few of the choices in their order, or none. */
function some<T>(random: Random, choices: readonly T[]): readonly T[] {
  const first = random.between(0, choices.length - 1);
  return choices.slice(first, first + random.between(0, MAX_ROWS));
}
