import { expect } from "chai";
import fc from "fast-check";
import { merge } from "../../src/airbyte/intervals.ts";
import { parseState } from "../../src/airbyte/parseState.ts";
import { formatState, type Position, type StreamState } from "../../src/airbyte/state.ts";
import { anInstant, anInterval } from "../support/arbitraries.ts";

const windows = fc.array(anInterval, { maxLength: 5 }).map(merge);

const aListPosition = fc.record({ id: fc.bigInt().map(String), passed: fc.nat() }, { noNullPrototype: true });
const aPosition: fc.Arbitrary<Position> = fc.oneof(aListPosition, fc.constant("done" as const));
const begun = fc.array(
  fc.tuple(anInterval, aListPosition).map(([window, after]) => ({ ...window, after })),
  { minLength: 1, maxLength: 3 },
);
const aPartition = fc.constantFrom("", "CampaignID=7", "ContactsList=8", "__proto__");

const aReading = fc.record(
  {
    syncMode: fc.constantFrom("incremental" as const, "full_refresh" as const),
    asOf: anInstant,
    records: fc.nat(),
    finished: fc.array(fc.tuple(aPartition, windows), { maxLength: 4 }).map((entries) => new Map(entries)),
    positions: fc.array(fc.tuple(aPartition, aPosition), { maxLength: 4 }).map((entries) => new Map(entries)),
    open: fc.array(fc.tuple(aPartition, begun), { minLength: 1, maxLength: 2 }).map((entries) => new Map(entries)),
  },
  { requiredKeys: ["syncMode", "asOf", "records", "finished", "positions"] },
);
const aReadingOfMany = fc
  .tuple(aReading, fc.option(fc.nat().map((id) => `CampaignID=${id}`)))
  .map(([reading, through]) => (through === null ? reading : { ...reading, through }));

/** What was counted stands beside the cursor only. */
const aState: fc.Arbitrary<StreamState> = fc
  .record(
    {
      cursor: anInstant,
      counted: fc.record(
        {
          asOf: anInstant,
          asked: fc.string(),
          spans: fc.array(fc.tuple(anInterval, fc.nat()).map(([window, rows]) => ({ ...window, rows }))),
        },
        { noNullPrototype: true },
      ),
      isRefreshed: fc.constant(true as const),
      syncId: fc.nat(),
      reading: aReadingOfMany,
    },
    { requiredKeys: [] },
  )
  .filter(({ cursor, counted }) => cursor !== undefined || counted === undefined);

const A_DAY = { start: "2026-01-30T00:00:00Z", end: "2026-01-31T00:00:00Z" };

const parse = (state: unknown) => parseState("open_events", "OpenedAt", state);

describe("the state of a stream", () => {
  it("comes back from JSON as it went", () => {
    fc.assert(
      fc.property(aState, (state) => {
        expect(parse(JSON.parse(JSON.stringify(formatState("OpenedAt", state))))).to.deep.equal(state);
      }),
    );
  });

  it("is only its cursor once all is read", () => {
    expect(formatState("OpenedAt", { cursor: 1_769_853_600 })).to.deep.equal({ OpenedAt: "2026-01-31T10:00:00Z" });
  });

  it("reads as nothing when it is absent, null, empty, or another engine's marker", () => {
    const nothing = [undefined, null, {}, { OpenedAt: null, reading: null }, { __ab_no_cursor_state_message: true }];
    for (const state of nothing) expect(parse(state), JSON.stringify(state)).to.deep.equal({});
  });

  it("refuses what is nearly the cursor, and what is no object: all would be read anew", () => {
    for (const key of ["openedAt", "opened_at", "OpenedAT", "OpendAt"])
      expect(() => parse({ [key]: "2026-01-31T10:00:00Z" })).to.throw(`it has '${key}', did you mean 'OpenedAt'?`);
    expect(() => parse("2026-01-31T10:00:00Z")).to.throw(
      'not an object such as { "OpenedAt": "2026-01-31T10:00:00Z" }',
    );
    expect(parse({ OpenedAt: null, openedAt: null, _openedAt: 1 })).to.deep.equal({});
  });

  it("refuses what is meant as the cursor under another name", () => {
    for (const [key, value] of [
      ["ClickedAt", "2026-01-31T10:00:00Z"],
      ["cursor", "2026-01-31"],
      ["cursor", 1_769_853_600],
      ["stream_state", { OpenedAt: "2026-01-31T10:00:00Z" }],
    ] as const)
      expect(() => parse({ [key]: value })).to.throw(`it has '${key}', and the cursor of this stream is 'OpenedAt'`);
    expect(() => parse({ _OpenedAt: "2026-01-31" })).to.throw("it has '_OpenedAt', did you mean 'OpenedAt'?");
    expect(parse({ state_type: "date-range", slices: [], __at: "2026-01-31" })).to.deep.equal({});
    expect(parseState("contacts_list", undefined, { CreatedAt: "2026-01-31" })).to.deep.equal({});
  });

  it("ignores keys it does not know", () => {
    const typed = { OpenedAt: "2026-01-31T10:00:00Z", note: "by hand", history: {} };
    expect(parse(typed)).to.deep.equal({ cursor: 1_769_853_600 });
  });

  it("ignores nulls and unknown keys below 'reading'", () => {
    const reading = { sync_mode: "incremental", as_of: "2026-01-31T10:00:00Z", windows: null, partitions: null, x: 1 };
    expect(parse({ reading }).reading).to.deep.equal({
      syncMode: "incremental",
      asOf: 1_769_853_600,
      records: 0,
      finished: new Map(),
      positions: new Map(),
    });
  });

  const asOf = "2026-01-31T10:00:00Z";
  const reading = (fields: object) => ({ reading: { sync_mode: "incremental", as_of: asOf, ...fields } });
  const nonsense: readonly (readonly [unknown, RegExp])[] = [
    ["2026-01-31T10:00:00Z", /not an object/],
    [[], /not an object/],
    [{ OpenedAt: 1_769_853_600 }, /'OpenedAt' is 1769853600, not a date-time/],
    [{ OpenedAt: "31 January" }, /'OpenedAt' is "31 January"/],
    [{ OpenedAt: "2026-02-30T00:00:00Z" }, /2026-02-30/],
    [{ reading: [] }, /'reading' is not an object/],
    [{ counted: 7 }, /'counted' is not an object/],
    [{ counted: { windows: [] } }, /'counted.as_of' is missing/],
    [{ counted: { as_of: A_DAY.end } }, /'OpenedAt' is missing beside 'counted'/],
    [
      { counted: { as_of: "2026-01-31T10:00:00Z", windows: [{ ...A_DAY, rows: -1 }] } },
      /the 'rows' of a window of 'counted.windows' are -1/,
    ],
    [{ reading: {} }, /'reading.sync_mode' is missing/],
    [{ reading: { sync_mode: "incremental" } }, /'reading.as_of' is missing/],
    [reading({ windows: {} }), /'reading.windows' is not a list/],
    [reading({ windows: [{}] }), /lacks its start or end/],
    [reading({ windows: [{ start: asOf, end: "2026-01-01T00:00:00Z" }] }), /ends before it starts/],
    [reading({ partitions: [{ windows: [] }] }), /has no 'partition'/],
    [reading({ partitions: [7] }), /has no 'partition'/],
    [reading({ after: 7 }), /'reading.after' is 7, not an 'id' in digits and a number 'passed'/],
    [reading({ after: { id: 7, passed: 7 } }), /'reading.after'/],
    [reading({ after: { id: "7", passed: -1 } }), /'reading.after'/],
    [reading({ after: { row: "7", passed: 1 } }), /'reading.after'/],
    [reading({ begun: 7 }), /'reading.begun' is not a list/],
    [reading({ begun: [{ start: asOf, end: asOf }] }), /a window of 'reading.begun' lacks its 'after'/],
  ];
  for (const [state, words] of nonsense) {
    it(`is refused as a config_error that says why: ${JSON.stringify(state)}`, () => {
      expect(() => parse(state))
        .to.throw(words)
        .that.includes({ failureType: "config_error" })
        .and.has.property("message")
        .that.matches(/^Reading the state of stream 'open_events' failed: .*reset the stream$/);
    });
  }
});
