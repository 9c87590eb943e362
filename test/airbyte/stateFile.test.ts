import { expect } from "chai";
import { parseStateFile as parse } from "../../src/airbyte/stateFile.ts";

const blob = { OpenedAt: "2026-01-31T10:00:00Z" };
const descriptor = { stream_descriptor: { name: "open_events", namespace: null }, stream_state: blob };
const stream = { type: "STREAM", stream: descriptor, global: null, data: null };

const KNOWN = ["open_events", "click_events", "contacts"];
const parseStateFile = (content: unknown) => parse(content, KNOWN).states;
const ignoredIn = (content: unknown) => parse(content, KNOWN).ignored;

describe("parseStateFile()", () => {
  const forms: Readonly<Record<string, unknown>> = {
    "a list of states": [stream],
    "a list of STATE messages": [{ type: "STATE", state: { ...stream, sourceStats: { recordCount: 3 } } }],
    "a list of states without their type": [{ stream: descriptor }],
    "a GLOBAL state": [{ type: "GLOBAL", global: { shared_state: null, stream_states: [descriptor] } }],
    "a LEGACY state": [{ type: "LEGACY", data: { open_events: blob } }],
    "a single state": stream,
    "a single STATE message": { type: "STATE", state: stream },
    "the bare form, typed by hand": { open_events: blob },
    "a state with every key there is, null": { id: null, ...stream, sourceStats: null, destinationStats: null },
    "a GLOBAL state with nulls in it": [
      { type: "GLOBAL", stream: null, data: null, global: { shared_state: null, stream_states: [null, descriptor] } },
    ],
    "a LEGACY state with nulls in it": [{ type: "LEGACY", stream: null, global: null, data: { open_events: blob } }],
    "a state without its type, among nulls": [{ type: null, stream: descriptor, global: null, data: null }],
    "the plain form in a list": [{ open_events: blob }],
    "a stream beside an empty message": { type: null, state: null, data: null, open_events: blob },
    "Singer's bookmarks": { bookmarks: { open_events: blob }, currently_syncing: null },
    "Singer's STATE message": { type: "STATE", value: { bookmarks: { open_events: blob } } },
    "bookmarks of Meltano's kit": {
      bookmarks: { open_events: { replication_key: "OpenedAt", replication_key_value: blob.OpenedAt } },
    },
  };
  for (const [form, content] of Object.entries(forms)) {
    it(`takes ${form}`, () => {
      expect([...parseStateFile(content)]).to.deep.equal([["open_events", blob]]);
    });
  }

  it("takes null, [] and {} as a fresh start", () => {
    for (const content of [undefined, null, [], {}]) expect(parseStateFile(content)).to.be.empty;
  });

  it("takes a message in which all is null for a fresh start", () => {
    const empty = [
      { type: "LEGACY", data: null },
      { type: "GLOBAL", global: null, stream: null, data: null },
      { type: "GLOBAL", global: { shared_state: null, stream_states: null } },
      { type: "STREAM", stream: null },
      { type: "STATE", state: { type: "LEGACY", data: null } },
      { type: "LEGACY", data: {} },
      { bookmarks: {} },
      { bookmarks: null },
    ];
    for (const content of empty) {
      expect(parseStateFile(content), JSON.stringify(content)).to.be.empty;
      expect(parseStateFile([content]), JSON.stringify(content)).to.be.empty;
    }
  });

  it("says of what it ignores that it does", () => {
    expect(ignoredIn([stream])).to.be.empty;
    expect(ignoredIn([null, stream])).to.deep.equal([
      "The state has nothing in entry 1: it is null, and is passed over",
    ]);
    const global = { type: "GLOBAL", global: { shared_state: { a: 1 }, stream_states: [descriptor] } };
    expect(ignoredIn(global)[0]).to.match(/'shared_state'.*ignored/);
    const renamed = { stream: { ...descriptor, stream_descriptor: { name: "open_event" } } };
    expect(() => ignoredIn([renamed])).to.throw(
      "it names no stream: 'open_event' is none, did you mean 'open_events'?",
    );
    expect(ignoredIn([renamed, stream])[0]).to.match(/'open_event', did you mean 'open_events'\?/);
    expect(ignoredIn({ data: { openinformation: blob, contacts: {} } })[0]).to.include("'openinformation'");
  });

  it("refuses a cursor without its stream, however it is wrapped: everything would be read anew, unseen", () => {
    const alone = [
      blob,
      [blob],
      { state: blob },
      { data: blob },
      [{ type: "LEGACY", data: blob }],
      { bookmarks: blob },
    ];
    for (const content of [...alone, { value: { bookmarks: blob } }, { nonsense: 1 }, [stream, blob]])
      expect(() => parseStateFile(content), JSON.stringify(content)).to.throw(
        /names no stream: '(OpenedAt|nonsense)' is none; write it as \{ "open_events": \{ "OpenedAt"/,
      );
  });

  it("refuses a stream's name that is misspelt, also beside one that is not", () => {
    for (const content of [{ open_event: blob }, { openEvents: blob, contacts: {} }])
      expect(() => parseStateFile(content)).to.throw(/is none, did you mean 'open_events'\?; write it as/);
  });

  it("takes the last of two states of a stream", () => {
    const older = { stream: { ...descriptor, stream_state: { OpenedAt: "2025-01-01T00:00:00Z" } } };
    expect(parseStateFile([older, stream]).get("open_events")).to.deep.equal(blob);
  });

  it("keeps a null state for what it is", () => {
    const empty = { stream: { ...descriptor, stream_state: null } };
    expect([...parseStateFile([empty])]).to.deep.equal([["open_events", null]]);
  });

  const nonsense: readonly (readonly [unknown, RegExp])[] = [
    [7, /it is a value, not a list or an object/],
    ["[]", /it is a text, not a list or an object/],
    [[stream, 42], /entry 2 is not an object/],
    [[{ type: "STREAM" }], /entry 1 has neither 'stream' nor 'global' nor 'data'/],
    [[{ stream: {} }], /entry 1 does not name its stream/],
    [
      [{ stream: { stream_descriptor: { name: "contacts" }, state: blob } }],
      /entry 1 has 'state' where 'stream_state' is/,
    ],
    [
      { stream: { stream_descriptor: { name: "contacts" }, OpenedAt: "x" } },
      /has 'OpenedAt' where 'stream_state' is to/,
    ],
    [{ ...stream, contacts: blob }, /it is a message and names stream 'contacts' beside it/],
    [[{ global: {} }], /entry 1 has no list 'stream_states'/],
    [{ type: "GLOBAL", global: { stream_states: [{}] } }, /it does not name its stream/],
  ];
  for (const [content, words] of nonsense) {
    it(`refuses ${JSON.stringify(content)} and says why`, () => {
      expect(() => parseStateFile(content))
        .to.throw(words)
        .that.includes({ failureType: "config_error" });
    });
  }
});
