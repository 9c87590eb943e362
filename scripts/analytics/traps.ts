/** What an account seldom has and a query is easily wrong about: added by scripts/pyairbyte.ts before the first load. */
import {
  addBounce,
  addCampaign,
  addClick,
  addContact,
  addMessage,
  addOpen,
  removeContact,
} from "../../sandbox/changes.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";

const DAY_MS = 86_400_000;
/** Mailjet's word for a failed delivery that it does not say more about. */
const BOUNCE = "bounce";
const USER_UNKNOWN = 1;
const NO_STATE = 0;
const FAR = 1_000_000n;
const NO_DATE = "";
/** Half a day before the check, so that one is asleep by then and the other is not. */
const NEARLY_ASLEEP_DAYS = [89, 90];

/** All of it happened yesterday, but for what says otherwise. */
export function setTraps({ account, now }: Sandbox): void {
  const yesterday = new Date(now().getTime() - DAY_MS);
  const bouncing = addCampaign(account, yesterday, { Subject: "All bounce" }).ID;
  const opened = addCampaign(account, yesterday, { Subject: "Statuses and events differ" }).ID;
  const message = (CampaignID: number, Status: string, ContactAlt = "anna@example.com") =>
    addMessage(account, yesterday, { CampaignID, Status, ContactAlt }).ID;

  // One that bounced twice, for two reasons, and whose status does not say so; letters of both sizes in the domain.
  const twice = message(bouncing, "sent", "Anna@Mail.EXAMPLE.org");
  addBounce(account, yesterday, { ID: twice, StateID: USER_UNKNOWN, IsStatePermanent: true });
  addBounce(account, yesterday, { ID: twice });
  // The same reason twice counts once; one has no reason, and no address is known.
  const again = message(bouncing, BOUNCE, "bob@mail.example.org");
  addBounce(account, yesterday, { ID: again });
  addBounce(account, now(), { ID: again });
  addBounce(account, yesterday, { ID: message(bouncing, "softbounced", ""), StateID: NO_STATE });
  message(bouncing, BOUNCE);
  message(bouncing, "unknown");

  // The status knows of more than the events do, or of less.
  addOpen(account, yesterday, { MessageID: message(opened, "clicked") });
  message(opened, "opened");
  message(opened, "unsub");
  const alive = message(opened, "softbounced");
  addBounce(account, yesterday, { ID: alive });
  addOpen(account, now(), { MessageID: alive });
  for (let times = 0; times < 5; times++) addClick(account, now(), { MessageID: message(opened, "sent") });

  eventsOfNoMessage({ account, yesterday });
  contacts({ account, yesterday });
}

type Place = Pick<Sandbox, "account"> & { readonly yesterday: Date };

/** Of a message that cannot be read any more; its ID is far from those that later messages get. */
function eventsOfNoMessage({ account, yesterday }: Place): void {
  const gone = addMessage(account, yesterday).ID + FAR;
  addMessage(account, yesterday, { ID: gone });
  addOpen(account, yesterday, { MessageID: gone });
  addClick(account, yesterday, { MessageID: gone });
  addBounce(account, yesterday, { ID: gone, StateID: USER_UNKNOWN });
  account.message.remove(({ ID }) => ID === gone);
}

/** One who got mail and never opened any, one who got none, two about to fall asleep, one who is gone; places without dates. */
function contacts({ account, yesterday }: Place): void {
  addContact(account, yesterday, { DeliveredCount: 1 });
  addContact(account, yesterday);
  for (const days of NEARLY_ASLEEP_DAYS) {
    const seen = new Date(yesterday.getTime() - (days - 1) * DAY_MS);
    addOpen(account, seen, { ContactID: addContact(account, seen, { DeliveredCount: 1 }).ID });
  }
  const gone = addContact(account, yesterday, { DeliveredCount: 1 }).ID;
  addOpen(account, yesterday, { ContactID: gone });
  removeContact(account, gone);
  const [place] = account.listrecipient;
  if (place === undefined) return;
  let { ID } = place;
  for (const { ID: other } of account.listrecipient) ID = Math.max(ID, other);
  const lost = { ...place, IsActive: false, IsUnsubscribed: true };
  account.listrecipient.add({ ...lost, ID: ID + 1, SubscribedAt: NO_DATE, UnsubscribedAt: place.SubscribedAt });
  account.listrecipient.add({ ...lost, ID: ID + 2, UnsubscribedAt: NO_DATE });
}
