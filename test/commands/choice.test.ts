import { expect } from "chai";
import { chosenStreams, doubtsAbout, streamNames } from "../../src/commands/choice.ts";
import { streams } from "../../src/streams/table.ts";
import { settings } from "../support/settings.ts";

describe("chosenStreams()", () => {
  const byDefault = settings({});

  it("takes all streams without a catalog, incremental where they have a cursor", () => {
    const wanted = [...streams].map(([name, { cursor }]) => ({
      name,
      syncMode: cursor === undefined ? "full_refresh" : "incremental",
    }));
    expect(chosenStreams({ catalog: undefined, names: undefined }, byDefault)).to.deep.equal(wanted);
  });

  it("takes those that are offered, as the menus make them", () => {
    const chosen = settings({ reports: ["stat_counters", "senders"], counter_resolution: "Day" });
    expect(chosenStreams({ catalog: undefined, names: undefined }, chosen)).to.deep.equal([
      { name: "senders", syncMode: "full_refresh" },
      { name: "stat_counters", syncMode: "incremental" },
    ]);
  });

  it("takes the streams that are named, offered or not, in their order", () => {
    const names = ["senders", "messages"];
    expect(chosenStreams({ catalog: undefined, names }, settings({ reports: ["contacts"] }))).to.deep.equal([
      { name: "senders", syncMode: "full_refresh" },
      { name: "messages", syncMode: "incremental" },
    ]);
  });

  it("takes those of a catalog that are named, as the catalog has them", () => {
    const catalog = {
      streams: [
        { stream: { name: "messages" }, sync_mode: "full_refresh" },
        { stream: { name: "contacts" }, sync_mode: "incremental" },
        { name: "open_events" },
        { stream: { name: "templates" } },
      ],
    };
    expect(chosenStreams({ catalog, names: ["messages"] }, byDefault)).to.deep.equal([
      { name: "messages", syncMode: "full_refresh" },
    ]);
    expect(chosenStreams({ catalog, names: ["open_events", "templates"] }, byDefault)).to.deep.equal([
      { name: "open_events", syncMode: "incremental" },
      { name: "templates", syncMode: "full_refresh" },
    ]);
    expect(() => chosenStreams({ catalog, names: ["senders"] }, byDefault)).to.throw(/catalog has no stream 'senders'/);
  });
});

describe("doubtsAbout()", () => {
  const chosen = [
    { name: "messages", syncMode: "full_refresh", noMode: '"INVALID"' },
    { name: "contacts", syncMode: "incremental" },
  ] as const;

  it("names a mode that there is not", () => {
    const doubt = `The catalog asks for stream 'messages' in the sync mode "INVALID", which is none: it is read in full`;
    for (const named of [[], ["contacts", "senders"]]) expect(doubtsAbout(chosen, named)).to.deep.equal([doubt]);
  });

  it("names the streams of a state where none of them is read", () => {
    expect(doubtsAbout(chosen.slice(1), ["senders", "templates"])).to.deep.equal([
      "The state names none of the streams that are read, so they are read from the beginning: senders, templates",
    ]);
  });
});

describe("streamNames()", () => {
  it("parts names at commas and blanks, and takes each once", () => {
    for (const words of [["messages,contacts"], [" messages , contacts,"], ["messages", "contacts messages"]])
      expect(streamNames(words)).to.deep.equal(["messages", "contacts"]);
  });

  it("names the nearest for a name that is no stream's, or all where none is near", () => {
    const two = /no stream 'mesages', did you mean 'messages'\?; 'open_event', did you mean 'open_events'\?$/;
    expect(() => streamNames(["mesages,contacts,open_event"])).to.throw(two);
    expect(() => streamNames(["contacts,message"])).to.throw("there is no stream 'message', did you mean 'messages'?");
    expect(() => streamNames(["unicorns"])).to.throw(/no stream 'unicorns'; there are bounce_events, .*, workflows$/);
  });

  it("refuses none", () => {
    for (const words of [[""], [" , "]]) expect(() => streamNames(words)).to.throw(/names no stream/);
  });
});
