/** All eight reports from the sandbox, by the built executable over real sockets: every row once, every digit. */
import { expect } from "chai";
import { expectedRows } from "../../sandbox/expected.ts";
import { messages } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { differences, read } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";

/** More of each than a page holds, and more events in one second. */
const SIZE = { contacts: 1_200, messages: 2_400, opens: 2_600, clicks: 1_300, burst: 1_100 };

/** With every menu that leaves something out set to leave nothing out, the reports are the whole tables. */
const EVERYTHING = {
  include_deleted_lists: true,
  include_deleted_campaigns: true,
  segment_status: ["used", "unused", "deleted"],
};

const RESOURCES = {
  bounce_events: "bouncestatistics",
  click_events: "clickstatistics",
  contacts: "contact",
  contacts_list: "contactslist",
  messages: "message",
  open_events: "openinformation",
  segmentation: "contactfilter",
  sent_campaigns: "campaign",
} as const;

const names = Object.keys(RESOURCES) as (keyof typeof RESOURCES)[];

describe("read, of all eight reports", () => {
  for (const from of ["inclusive", "exclusive"] as const) {
    for (const to of ["inclusive", "exclusive"] as const) {
      describe(`with bounds ${from} below and ${to} above`, () => {
        let sandbox: Sandbox;
        before(async () => {
          sandbox = await testSandbox({ size: SIZE, bounds: { from, to } });
        });
        after(() => sandbox.close());

        it("delivers every row of the account exactly once, digit for digit", async () => {
          const { rows, code, lines } = await read(sandbox, { config: EVERYTHING, streams: names });
          expect(code).to.equal(0);
          for (const name of names) {
            const expected = expectedRows(sandbox.account, RESOURCES[name]);
            expect(expected, `${name} has rows`).to.not.be.empty;
            expect(differences(rows.get(name), expected), name).to.deep.equal({});
          }
          const total = [...rows.values()].reduce((sum, { length }) => sum + length, 0);
          expect(total).to.be.above(7_500);
          expect(messages(lines, "STATE").length).to.be.at.least(names.length);
        });
      });
    }
  }
});
