import { expect } from "chai";
import { Fingerprints, isSame, printsOf, Tally } from "../../src/sync/fingerprints.ts";
import { idOf, row, rows } from "../support/rows.ts";

const BY_KEY = { primaryKey: ["ID"], isKeyShared: false };
const BY_ALL = { primaryKey: ["ID"], isKeyShared: true };

describe("Fingerprints", () => {
  it("know each of many rows again, and no other", () => {
    const known = new Fingerprints();
    const prints = printsOf(rows(50_000), BY_KEY);
    const others = printsOf(rows(50_000, 50_001), BY_KEY);
    for (let index = 0; index < 50_000; index++) expect(known.add(prints, index)).to.equal(true);
    for (let index = 0; index < 50_000; index++) {
      if (!known.has(prints, index) || known.has(others, index)) throw new Error(`row ${index}`);
    }
    expect(known.add(prints, 7)).to.equal(false);
  });

  it("tell rows with one key apart only where the key is shared", () => {
    const pair = [row(1, { Url: '"a"' }), row(1, { Url: '"b"' })];
    const areSame = (identity: typeof BY_KEY) => {
      const prints = printsOf(pair, identity);
      return isSame(prints, 0, prints, 1);
    };
    expect([areSame(BY_KEY), areSame(BY_ALL)]).to.deep.equal([true, false]);
  });

  it("tell two columns from the same letters in others", () => {
    const identity = { primaryKey: ["A", "B"], isKeyShared: false };
    const prints = printsOf([row(1, { A: "12", B: "3" }), row(1, { A: "1", B: "23" })], identity);
    expect(isSame(prints, 0, prints, 1)).to.equal(false);
  });
});

describe("printsOf()", () => {
  it("has two words that have nothing in common: each, and half of both, tell rows apart as chance would", () => {
    const similar = Array.from({ length: 100_000 }, (_, index) =>
      row(95_420_017_985_181_303n + BigInt(index), {
        ContactID: String(1_770_000_000 + ((index * 7) % 1_000)),
        OpenedAt: `"2026-01-31T10:${String(index % 60).padStart(2, "0")}:00Z"`,
      }),
    );
    const prints = printsOf(similar, BY_ALL);
    const shared = (of: (one: number, other: number) => number) => {
      const found = similar.map((_, index) => of(prints[2 * index] ?? 0, prints[2 * index + 1] ?? 0));
      return found.length - new Set(found).size;
    };
    // Of 100,000 rows about one pair shares 32 bits.
    expect(shared((one) => one)).to.be.below(8);
    expect(shared((_, other) => other)).to.be.below(8);
    expect(shared((one, other) => (one & 0xffff) * 0x10000 + (other & 0xffff))).to.be.below(8);
    expect(shared((one, other) => (one >>> 16) * 0x10000 + (other >>> 16))).to.be.below(8);
    expect(shared((one, other) => one * 2 ** 20 + (other & 0xfffff))).to.equal(0);
  });

  it("tells long texts apart, by any of their letters, and by their length", () => {
    const long = (letter: string, length = 9_999) => row(1, { Url: `"${"x".repeat(length)}${letter}"` });
    const prints = printsOf([long("a"), long("b"), long("a", 10_000), long("a")], BY_ALL);
    expect([1, 2, 3].map((index) => isSame(prints, 0, prints, index))).to.deep.equal([false, false, true]);
  });
});

describe("Tally", () => {
  it("counts identical rows as often as they came together in a page, wherever they come again", () => {
    const tally = new Tally();
    const meet = (...ids: readonly number[]) => {
      const page = ids.map((id) => row(id));
      const { rows, copies, known } = tally.meet(printsOf(page, BY_ALL), page);
      return { rows: rows.map(idOf), copies: copies.map(idOf), known };
    };
    expect(meet(1, 2, 2, 3)).to.deep.equal({ rows: [1, 2, 3], copies: [2], known: [] });
    expect(tally.met).to.equal(4);
    expect(meet(3, 2, 4)).to.deep.equal({ rows: [4], copies: [], known: [0, 1] });
    expect(tally.met).to.equal(5);
    expect(meet(2, 2, 2)).to.deep.equal({ rows: [], copies: [2], known: [0, 1] });
    expect(meet(5, 5, 5)).to.deep.equal({ rows: [5], copies: [5, 5], known: [] });
    expect(tally.met).to.equal(9);
  });
});
