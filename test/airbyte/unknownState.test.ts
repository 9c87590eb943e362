import { expect } from "chai";
import { unknownIn } from "../../src/airbyte/unknownState.ts";

const unknown = (state: unknown, cursor: string | undefined = "OpenedAt") => unknownIn("open_events", cursor, state);

describe("unknownIn()", () => {
  it("has nothing to say of this connector's states, of nulls, and of markers of other engines", () => {
    const known = { OpenedAt: "2026-01-31T10:00:00Z", reading: null, menus: "", sync_id: 7, other: null };
    for (const state of [undefined, null, {}, known, { __ab_no_cursor_state_message: true }])
      expect(unknown(state)).to.equal(undefined);
  });

  it("names what is of no use, and what was meant", () => {
    expect(unknown({ openedat: "2026-01-31T10:00:00Z" })).to.match(
      /'openedat', did you mean 'OpenedAt'\?; so .*beginning/,
    );
    expect(unknown({ state_type: "date-range", slices: [] })).to.match(/'state_type', 'slices'; so the stream is read/);
    expect(unknown({ OpenedAt: null, use_global_cursor: false, states: [] })).to.match(
      /'use_global_cursor', 'states'; so/,
    );
    expect(unknown({ OpenedAt: "2026-01-31T10:00:00Z", slices: [] })).to.match(/ignored: 'slices'$/);
    expect(unknownIn("contacts_list", undefined, { CreatedAt: "2026-01-31T10:00:00Z" })).to.include("'CreatedAt'");
  });
});
