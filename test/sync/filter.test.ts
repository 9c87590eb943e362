import { expect } from "chai";
import type { Row } from "../../src/mailjet/row.ts";
import { among, changedSince, chosen, once, type RowFilter, undropped } from "../../src/sync/filter.ts";
import { row } from "../support/rows.ts";
import { declaration, settings } from "../support/settings.ts";

const passing = (filter: RowFilter | undefined) => (one: Row) => filter?.passes(one) ?? true;
const JANUARY = Date.UTC(2026, 0, 1) / 1_000;

describe("changedSince()", () => {
  const passes = passing(changedSince(declaration("contacts"), JANUARY));
  const contact = (dates: Readonly<Record<string, string>>) => row(1, { LastUpdateAt: "null", ...dates });

  it("passes a row of which any date is recent, one second and the same included", () => {
    for (const column of ["CreatedAt", "LastUpdateAt", "LastActivityAt", "UnsubscribedAt"]) {
      expect(passes(contact({ [column]: '"2026-01-01T00:00:00Z"' })), column).to.equal(true);
      expect(passes(contact({ [column]: '"2025-12-31T23:59:59Z"' })), column).to.equal(false);
    }
  });

  it("passes a new contact that was never updated", () => {
    expect(passes(contact({ CreatedAt: '"2026-05-01T00:00:00Z"', LastActivityAt: "null" }))).to.equal(true);
  });

  it("passes a row without any date, or with dates it cannot read: better twice than never", () => {
    expect(passes(contact({}))).to.equal(true);
    expect(passes(contact({ CreatedAt: '"soon"', LastUpdateAt: "7" }))).to.equal(true);
  });

  it("passes everything where nothing was read before, and in streams that have a time filter", () => {
    expect(changedSince(declaration("contacts"), 0)).to.equal(undefined);
    expect(changedSince(declaration("messages"), JANUARY)).to.equal(undefined);
  });
});

describe("chosen()", () => {
  const passes = (status: string, segment_status?: readonly string[]) =>
    passing(chosen(declaration("segmentation"), settings(segment_status && { segment_status })))(
      row(1, { Status: status }),
    );

  it("passes the statuses of the menu that were chosen", () => {
    expect(passes('"used"')).to.equal(true);
    expect(passes('"deleted"')).to.equal(false);
    expect(passes('"deleted"', ["deleted"])).to.equal(true);
    expect(passes('"used"', ["deleted"])).to.equal(false);
  });

  it("passes a status that the menu does not offer", () => {
    for (const status of ['"archived"', "null", '""']) expect(passes(status, ["used"])).to.equal(true);
  });

  it("passes everything in streams without such a menu", () => {
    expect(chosen(declaration("contacts"), settings())).to.equal(undefined);
  });
});

describe("once()", () => {
  it("passes each row once", () => {
    const { passes } = once({ primaryKey: ["ID"], isKeyShared: false });
    expect([1, 2, 1, 3, 2].map((id) => passes(row(id)))).to.deep.equal([true, true, false, true, false]);
  });
});

describe("undropped()", () => {
  const overview = (IDType: string, Status: string) => row(1, { IDType: JSON.stringify(IDType), Status });

  it("leaves out A/B tests, drafts and archived campaigns unless they are wanted", () => {
    const passes = passing(undropped(declaration("campaign_overview")));
    expect(passes(overview("Campaign", "2"))).to.equal(true);
    expect(passes(overview("NL", "1")), "programmed").to.equal(true);
    expect(passes(overview("NL", "0"))).to.equal(false);
    expect(passes(overview("Campaign", "-1"))).to.equal(false);
    expect(passes(overview("AX", "3"))).to.equal(false);
    expect(passes(overview("Campaign", "0")), "not known to be a draft").to.equal(true);
  });

  it("leaves out nothing where they are", () => {
    const all = declaration("campaign_overview", { include_archived_drafts_and_ab_tests: true });
    expect(undropped(all)).to.equal(undefined);
  });
});

describe("among()", () => {
  it("passes rows of the chosen campaigns only", () => {
    const { passes } = among("CampaignID", new Set(["7"]));
    expect(passes(row(1, { CampaignID: "7" }))).to.equal(true);
    expect(passes(row(1, { CampaignID: "77" }))).to.equal(false);
  });
});
