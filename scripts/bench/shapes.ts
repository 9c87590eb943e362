/** What the bench reads: accounts whose rows lie in time as they do at users', and how a bare loop would read them. */
import type { Account } from "../../sandbox/account.ts";
import type { AccountSize } from "../../sandbox/generate/size.ts";
import { dateText } from "../../sandbox/time.ts";

export interface Shape {
  readonly size: Partial<AccountSize>;
  /** Changes the account that was generated. `now` in unix seconds. */
  readonly arrange?: (account: Account, now: number) => void;
  /** The streams that the connector reads; undefined: all. */
  readonly streams?: readonly string[];
  /** The resource and parameters by which a bare loop gets the same rows, page by page; undefined: by the same calls. */
  readonly bare?: { readonly resource: "message" | "openinformation" | "contact"; readonly query: string };
}

const ROWS = 80_500;
const NONE = { opens: 0, clicks: 0, bounces: 0 };
const MESSAGES = {
  streams: ["messages"],
  bare: { resource: "message", query: "FromTS=1&Sort=ID&ShowSubject=true&ShowContactAlt=true&ShowCustomID=true" },
} as const;

export const SHAPES: Readonly<Record<string, Shape>> = {
  "messages in bursts": { size: { ...NONE, messages: ROWS, campaigns: 40, contacts: 3_000 }, ...MESSAGES },
  "messages spread evenly": {
    size: { ...NONE, messages: ROWS, campaigns: 40, contacts: 3_000 },
    arrange: spreadEvenly,
    ...MESSAGES,
  },
  "opens in no order": {
    size: { ...NONE, opens: ROWS, messages: 20_000, campaigns: 40, contacts: 3_000 },
    streams: ["open_events"],
    bare: { resource: "openinformation", query: "FromTS=1&EventFromTs=1" },
  },
  contacts: {
    size: { ...NONE, contacts: ROWS, messages: 1_000, campaigns: 10 },
    streams: ["contacts"],
    bare: { resource: "contact", query: "Sort=ID" },
  },
  "all streams": {
    size: {
      messages: 25_000,
      opens: 30_000,
      clicks: 9_000,
      bounces: 2_000,
      contacts: 8_000,
      campaigns: 120,
      burst: 1_200,
    },
  },
};

const YEAR_S = 365 * 86_400;

function spreadEvenly({ message }: Account, now: number): void {
  const { size } = message;
  message.changeEach((_, index) => ({ ArrivedAt: dateText(now - Math.floor((YEAR_S * (size - index)) / size)) }));
}
