import { expect } from "chai";
import { identify, SeenMemory, SortedMemory } from "../../src/mailjet/memory.ts";
import { row } from "../support/rows.ts";

describe("SortedMemory", () => {
  it("knows all up to the last ID, and nothing at first", () => {
    const memory = new SortedMemory("ID");
    expect(memory.knows(row(1))).to.equal(false);
    memory.add(row(5));
    expect([4, 5, 6].map((id) => memory.knows(row(id)))).to.deep.equal([true, true, false]);
  });

  it("accepts only pages whose IDs rise", () => {
    const memory = new SortedMemory("ID");
    expect(memory.accepts([row(1), row(2), row(9_007_199_254_740_993n)])).to.equal(true);
    expect(memory.accepts([row(2), row(1)])).to.equal(false);
    expect(memory.accepts([row(1), row(1)])).to.equal(false);
    expect(memory.accepts([{ text: "{}", columns: new Map(), misfits: [], replaced: [] }])).to.equal(false);
  });
});

describe("identify()", () => {
  it("goes by an ID alone: a row that changed is still the same row", () => {
    const identity = identify(["ID"]);
    expect(identity(row(1, { Name: '"old"' }))).to.equal(identity(row(1, { Name: '"new"' })));
    expect(identity(row(1))).to.not.equal(identity(row(2)));
  });

  it("goes by all columns of a key: figures that changed are still those of the same campaign", () => {
    const identity = identify(["CampaignID", "Country"]);
    const of = (country: string, opened: string) => row(1, { CampaignID: "7", Country: country, OpenedCount: opened });
    expect(identity(of('"FR"', "1"))).to.equal(identity(of('"FR"', "2")));
    expect(identity(of('"FR"', "1"))).to.not.equal(identity(of('"DE"', "1")));
  });

  it("tells rows apart by any column where the key only describes them", () => {
    const identity = identify(["ID", "BouncedAt"], true);
    const bounce = (state: string) => row(1, { BouncedAt: '"2026-01-31T10:00:00Z"', StateID: state });
    expect(identity(bounce("1"))).to.not.equal(identity(bounce("2")));
    expect(identity(bounce("1"))).to.equal(identity(bounce("1")));
  });

  it("does not confuse columns whose texts flow into each other", () => {
    const identity = identify(["A", "B"]);
    const of = (a: string, b: string) =>
      identity({ text: `${a},${b}`, columns: new Map(Object.entries({ A: a, B: b })), misfits: [], replaced: [] });
    expect(of("1", "11")).to.not.equal(of("11", "1"));
  });
});

describe("SeenMemory", () => {
  it("knows the rows that were added, in any order", () => {
    const memory = new SeenMemory(identify(["ID"]));
    memory.add(row(7));
    memory.add(row(3));
    expect([3, 5, 7].map((id) => memory.knows(row(id)))).to.deep.equal([true, false, true]);
  });
});
