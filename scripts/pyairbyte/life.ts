/** What happens in the account between the first load and the second: some of each kind that a second read must bring. */
import { addBounce, addClick, addContact, addOpen, touchContact, touchStatistics } from "../../sandbox/changes.ts";
import { happen } from "../../sandbox/happenings.ts";
import { Random } from "../../sandbox/random.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";

const DAY_S = 86_400;
const NEW_ROWS = 300;
/** Messages whose status changes; those of the last hours are within the look-back of a day. */
const CHANGED = 20;
const RECENT_S = 0.4 * DAY_S;

/** Half a day passes. */
export function liveOn(sandbox: Sandbox): void {
  const { account } = sandbox;
  const changedSince = sandbox.now().getTime() / 1_000 - RECENT_S;
  sandbox.advance(DAY_S / 2);
  const now = sandbox.now();
  const before = (seconds: number) => new Date(now.getTime() - 1_000 * seconds);
  happen(account, NEW_ROWS, now, new Random(7));
  // Recorded now, days after they happened.
  addOpen(account, before(5 * DAY_S));
  addClick(account, before(4 * DAY_S));
  addBounce(account, before(6 * DAY_S));
  addContact(account, before(60), { Name: "Ängström 東京 🎈" });
  const [contact] = account.contact;
  if (contact !== undefined) touchContact(account, contact.ID, before(120), { Name: 'O\'Brien "quoted"' });
  const recent = Array.from(account.message).filter(({ ArrivedAt }) => Date.parse(ArrivedAt) / 1_000 > changedSince);
  for (const message of recent.slice(0, CHANGED)) account.message.change(message, { Status: "opened", StateID: 0 });
  const [campaign] = account.campaignstatistics;
  const [person] = account.contactstatistics;
  const [list] = account.liststatistics;
  if (campaign !== undefined) touchStatistics(account, "campaignstatistics", campaign, before(60));
  if (person !== undefined) touchStatistics(account, "contactstatistics", person, before(60));
  if (list !== undefined) touchStatistics(account, "liststatistics", list, before(60));
}
