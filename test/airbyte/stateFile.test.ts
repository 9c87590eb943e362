import { expect } from "chai";
import { parseStateFile } from "../../src/airbyte/stateFile.ts";

const blob = { OpenedAt: "2026-01-31T10:00:00Z" };
const descriptor = { stream_descriptor: { name: "open_events", namespace: null }, stream_state: blob };
const stream = { type: "STREAM", stream: descriptor, global: null, data: null };

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
  };
  for (const [form, content] of Object.entries(forms)) {
    it(`takes ${form}`, () => {
      expect([...parseStateFile(content)]).to.deep.equal([["open_events", blob]]);
    });
  }

  it("takes null, [] and {} as a fresh start", () => {
    for (const content of [undefined, null, [], {}]) expect(parseStateFile(content)).to.be.empty;
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
    [7, /neither a list nor an object/],
    ["[]", /neither a list nor an object/],
    [[null], /entry 1 is not an object/],
    [[stream, 42], /entry 2 is not an object/],
    [[{ type: "STREAM" }], /entry 1 has neither 'stream' nor 'global' nor 'data'/],
    [[{ stream: {} }], /entry 1 does not name its stream/],
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
