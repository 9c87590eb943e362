import { expect } from "chai";
import fc from "fast-check";
import { byColumn, byInstant, compareKeys, keysInOrder, lastRun, orderOf } from "../../src/sync/order.ts";
import { idOf, row } from "../support/rows.ts";

const BY_ID = byColumn("ID", true);
const SHARED = byColumn("ID", false);
const page = (...ids: readonly (number | bigint)[]) => ids.map((id) => row(id));

describe("compareKeys()", () => {
  it("orders integers of any length as numbers are ordered", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n }), fc.bigInt({ min: 0n }), (one, other) => {
        expect(Math.sign(compareKeys(`${one}`, `${other}`, BY_ID))).to.equal(one < other ? -1 : Number(one > other));
      }),
    );
  });
});

describe("keysInOrder()", () => {
  it("gives the keys of a page that rises, and of no other", () => {
    expect(keysInOrder(page(1, 9, 10, 576460753067090994n), BY_ID)).to.deep.equal([
      "1",
      "9",
      "10",
      "576460753067090994",
    ]);
    expect(keysInOrder(page(1, 10, 9), BY_ID)).to.equal(undefined);
    expect(keysInOrder([], BY_ID)).to.deep.equal([]);
  });

  it("lets rows share a key only where they may", () => {
    expect(keysInOrder(page(1, 1, 2), BY_ID)).to.equal(undefined);
    expect(keysInOrder(page(1, 1, 2), SHARED)).to.deep.equal(["1", "1", "2"]);
  });

  it("takes no ID that is none for an order: -1 stands on each row of some lists", () => {
    expect(keysInOrder(page(-1, -1), SHARED)).to.equal(undefined);
    expect(keysInOrder([row(1, { ID: '"1"' })], BY_ID)).to.equal(undefined);
  });
});

describe("orderOf()", () => {
  const [rising, falling] = [byInstant(idOf, false), byInstant(idOf, true)];

  it("gives the first order that a page is in", () => {
    expect(orderOf(page(1, 2, 2, 3), [BY_ID, rising, falling])).to.equal(rising);
    expect(orderOf(page(3, 2, 2, 1), [BY_ID, rising, falling])).to.equal(falling);
    expect(orderOf(page(3, 1, 2), [BY_ID, rising, falling])).to.equal(undefined);
  });

  it("finds none where the page ends in a long run of one key", () => {
    expect(orderOf(page(1, 2, 2, 2), [rising])).to.equal(undefined);
  });
});

describe("lastRun()", () => {
  it("counts the keys at the end that are the same", () => {
    expect(["1", "1,2", "1,2,2", "2,2,2", ""].map((keys) => lastRun(keys.split(",").filter(Boolean)))).to.deep.equal([
      1, 1, 2, 3, 0,
    ]);
  });
});
