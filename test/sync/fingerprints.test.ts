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
