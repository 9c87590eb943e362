import { expect } from "chai";
import { parseStateText } from "../../src/airbyte/stateText.ts";

const parse = (text: string) => parseStateText(text, "in 'state.json'");
const state = (name: string) => ({ type: "STATE", state: { type: "STREAM", stream: { stream_descriptor: { name } } } });
const [a, b] = [state("a"), state("b")].map((message) => JSON.stringify(message));
const RECORD = '{"type":"RECORD","record":{"stream":"a","data":{"Text":"\u2028\\n"},"emitted_at":1}}';

describe("parseStateText()", () => {
  it("takes JSON, with blanks and line ends around it", () => {
    expect(parse('\r\n [ { "a" : 1 } ]\r\n').content).to.deep.equal([{ a: 1 }]);
    expect(parse("null").content).to.equal(null);
  });

  it("takes nothing for nothing, and says so: a shell may have emptied the file", () => {
    const ignored = ["The state in 'state.json' is empty: all is read"];
    for (const text of ["", " \n\r\n"]) expect(parse(text)).to.deep.equal({ content: undefined, ignored });
  });

  it("takes messages one a line, of which the states count", () => {
    const lines = [
      RECORD,
      a,
      '{"type":"LOG","log":{"level":"INFO","message":"x"}}',
      '{"type": "TRACE"}',
      "",
      b,
      RECORD,
    ];
    for (const end of ["\n", "\r\n"])
      expect(parse(lines.join(end))).to.deep.equal({ content: [state("a"), state("b")], ignored: [] });
    expect(parse(`${a}`).content).to.deep.equal(state("a"));
    expect(parse(`[${a}]\n[${b}]`).content).to.deep.equal([state("a"), state("b")]);
  });

  it("says so where a read ended before its first state", () => {
    for (const text of [RECORD, `${RECORD}\n${RECORD}\n`, `${RECORD}\n{"type": "TRACE"}`]) {
      const { content, ignored } = parse(text);
      expect(content).to.deep.equal([]);
      expect(ignored).to.deep.equal(["The state holds messages of a read, and no STATE among them: all is read"]);
    }
  });

  it("keeps what is no message of a read, for whoever refuses it", () => {
    expect(parse('{"type":"CATALOG","catalog":{}}').content).to.deep.equal({ type: "CATALOG", catalog: {} });
    expect(parse(`${a}\n{"type":"SPEC"}`).content).to.deep.equal([state("a"), { type: "SPEC" }]);
  });

  it("passes over a last line that was cut off, and says so", () => {
    for (const cut of [b?.slice(0, 40), RECORD.slice(0, 50)])
      expect(parse(`${a}\n${RECORD}\n${cut}`).content).to.deep.equal([state("a")]);
    expect(parse(`${a}\n${b?.slice(0, 40)}`).ignored[0]).to.match(/last line .* cut off/);
  });

  it("refuses anything else by the line, and quotes nothing of it", () => {
    for (const [text, words] of [
      ["[{", /in 'state.json' .*: it is not valid JSON/],
      [`${a}\nsecret-thing\n${b}`, /line 2 is not valid JSON/],
      ["{ 'open_events': 1 }", /it is not valid JSON: look at line 1, column 3;/],
      ['{\n  "open_events": {},\n}', /it is not valid JSON: look at line 3, column 1;/],
      ['{ "open_events": {', /it is not valid JSON/],
    ] as const) {
      expect(() => parse(text))
        .to.throw(words)
        .that.has.property("message")
        .that.does.not.include("secret-thing");
    }
  });
});
