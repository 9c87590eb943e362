/** What campaigns are made with: templates, senders and workflows. */
import type { RowIn } from "../account.ts";
import type { Random } from "../random.ts";
import { SECONDS_PER_DAY } from "../time.ts";
import { maybeDate, wireDate } from "./wire.ts";

const AGE_SECONDS = 700 * SECONDS_PER_DAY;
const TEMPLATE_NAMES = ["Welcome", 'The "big" one', "Newsletter \\ plain", "Rappel d'été", "新着"];

export function templates(random: Random, now: number): RowIn<"template">[] {
  return Array.from({ length: 14 }, (_, index) => ({
    Author: random.pick(["", "Anna", "José"]),
    Categories: random.pick([[], ["newsletter"], ["basic", "été"]]),
    Copyright: "",
    CreatedAt: wireDate(random, now - random.between(SECONDS_PER_DAY, AGE_SECONDS)),
    Description: random.pick(["", 'For "spring"', "Two\nlines"]),
    EditMode: 1 + (index % 4),
    ID: 1_201 + index * 7,
    IsStarred: random.chance(0.2),
    IsTextPartGenerationEnabled: random.chance(0.5),
    LastUpdatedAt: maybeDate(random, 0.6, now - random.between(0, SECONDS_PER_DAY)),
    Locale: random.pick(["en_US", "fr_FR"]),
    LocaleList: random.pick([["en_US"], ["en_US", "fr_FR"], []]),
    Name: `${random.pick(TEMPLATE_NAMES)} ${index + 1}`,
    OwnerId: 21_000 + (index % 2),
    OwnerType: index % 3 === 2 ? "user" : "apikey",
    Presets: random.pick(["", '{ "h1" : { "fontSize" : "2.50" } }']),
    Previews: random.pick([[], [11, 12], [7]]),
    Purposes: random.pick([["marketing"], ["transactional", "automation"], []]),
  }));
}

/** The first three are those that campaigns are from. */
const SENDER_STATES = ["Active", "Active", "Active", "Inactive", "Deleted"] as const;

export function senders(random: Random, now: number): RowIn<"sender">[] {
  return SENDER_STATES.map((Status, index) => ({
    CreatedAt: wireDate(random, now - AGE_SECONDS - index * 60),
    DNSID: 610_001 + index,
    Email: `news${index + 1}@example.com`,
    EmailType: random.pick(["transactional", "bulk", "unknown"]),
    Filename: "",
    ID: 5_001 + index,
    IsDefaultSender: index === 0,
    Name: index === 1 ? 'Example "News"' : "Example",
    Status,
  }));
}

/** Campaigns are of the first four. */
const WORKFLOW_NAMES = ["Welcome", "Birthday", "Win-back", 'Old "offer"', "Draft of a flow"];
const DELETED_WORKFLOW = 3;

export function workflows(random: Random, now: number): RowIn<"workflow">[] {
  return WORKFLOW_NAMES.map((Name, index) => ({
    CreatedAt: wireDate(random, now - random.between(SECONDS_PER_DAY, AGE_SECONDS)),
    ID: 801 + index,
    IsDeleted: index === DELETED_WORKFLOW,
    ModifiedAt: maybeDate(random, 0.6, now - random.between(0, SECONDS_PER_DAY)),
    Name,
    Status: index === WORKFLOW_NAMES.length - 1 ? "draft" : random.pick(["published", "paused"]),
  }));
}
