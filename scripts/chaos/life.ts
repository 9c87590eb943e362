/** What goes on in an account while it is read: rows come, change, go, and change their place. */
import type { Account, RowIn } from "../../sandbox/account.ts";
import {
  addBounce,
  addCampaign,
  addClick,
  addContact,
  addMessage,
  addOpen,
  removeContact,
  touchContact,
  touchStatistics,
} from "../../sandbox/changes.ts";
import { recordPrinter } from "../../sandbox/print.ts";
import type { Random } from "../../sandbox/random.ts";
import { type ResourceName, resources } from "../../sandbox/resources.ts";
import type { Row, Table } from "../../sandbox/table.ts";

export const STATISTICS = ["campaignstatistics", "contactstatistics", "liststatistics"] as const;
const EVENTS = ["openinformation", "clickstatistics", "bouncestatistics"] as const;

/** What has rows that come, change or go. */
export const LIVELY = [...EVENTS, ...STATISTICS, "campaign", "contact", "contactslist", "message"] as const;

const MOST_LATE_S = 6 * 86_400;

export class Life {
  /** Every version of a row that there has been, by resource, as it must arrive. */
  readonly versions = new Map<ResourceName, Set<string>>();
  /** How much has happened. */
  happened = 0;
  readonly #account: Account;
  readonly #random: Random;
  readonly #isLate: boolean;

  /** @param isLate events are recorded days after they happened; then none goes, since the two might make up for each other. */
  constructor(account: Account, random: Random, isLate: boolean) {
    this.#account = account;
    this.#random = random;
    this.#isLate = isLate;
  }

  /** Lets one thing happen, now. */
  happen(now: Date): void {
    this.#random.pick(this.#actions)(now);
    this.happened++;
  }

  readonly #actions: readonly ((now: Date) => void)[] = [
    (now) => this.#saw("openinformation", addOpen(this.#account, this.#eventTime(now))),
    (now) => this.#saw("clickstatistics", addClick(this.#account, this.#eventTime(now))),
    (now) => this.#saw("bouncestatistics", addBounce(this.#account, this.#eventTime(now))),
    (now) => this.#saw("message", addMessage(this.#account, now)),
    (now) => this.#saw("contact", addContact(this.#account, now)),
    (now) => this.#touch(now),
    (now) => this.#touchFigures(now),
    () => this.#removeContact(),
    () => this.#remove(this.#random.pick(this.#isLate ? ["message"] : [...EVENTS, "message"])),
    () => this.#move(this.#random.pick(EVENTS)),
    () => this.#changeStatus(),
    (now) => {
      if (this.#random.chance(0.1)) this.#saw("campaign", addCampaign(this.#account, now));
    },
  ];

  /** Now, or up to six days ago. */
  #eventTime(now: Date): Date {
    const isLate = this.#isLate && this.#random.chance(0.5);
    return isLate ? new Date(now.getTime() - this.#random.between(1, MOST_LATE_S) * 1_000) : now;
  }

  #removeContact(): void {
    removeContact(this.#account, this.#any("contact").ID);
    for (const list of this.#account.contactslist) this.#saw("contactslist", list);
  }

  #touch(now: Date): void {
    const contact = this.#any("contact");
    touchContact(this.#account, contact.ID, now, { Name: `Touched ${this.happened}` });
    this.#saw("contact", contact);
  }

  #touchFigures(now: Date): void {
    const name = this.#random.pick(STATISTICS);
    const row = this.#any(name);
    touchStatistics(this.#account, name, row, now);
    this.#saw(name, row);
  }

  #changeStatus(): void {
    const message = this.#any("message");
    this.#account.message.change(message, { Status: this.#random.pick(["opened", "clicked", "spam"]) });
    this.#saw("message", message);
  }

  #remove(name: ResourceName): void {
    const row = this.#any(name);
    const table: Table<Row> = this.#account[name];
    table.remove((candidate) => candidate === row);
  }

  /** The same row at another place among its like. */
  #move(name: ResourceName): void {
    const row = this.#any(name);
    const table: Table<Row> = this.#account[name];
    table.remove((candidate) => candidate === row);
    table.add(row);
  }

  #any<Name extends ResourceName>(name: Name): RowIn<Name> {
    const rows: Iterable<RowIn<Name>> = this.#account[name];
    return this.#random.pick(Array.from(rows));
  }

  #saw(name: ResourceName, row: Row): void {
    const seen = this.versions.get(name) ?? new Set();
    seen.add(recordPrinter(resources[name])(row));
    this.versions.set(name, seen);
  }
}
