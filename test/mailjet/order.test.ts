import { expect } from "chai";
import { findOrder, integerIn, isInOrder, type Key, lastRun } from "../../src/mailjet/order.ts";
import { row, rows } from "../support/rows.ts";

const byId: Key = (one) => integerIn(one, "ID");
const byAt: Key = (one) => integerIn(one, "At");
const at = (...times: readonly number[]) => times.map((time, index) => row(index % 2, { At: String(time) }));

describe("findOrder()", () => {
  it("finds the first key that rises or falls all along, equal neighbours included", () => {
    expect(findOrder(rows(5), [byAt, byId])).to.deep.equal({ key: byId, direction: "rising" });
    expect(findOrder(rows(5).reverse(), [byId])).to.deep.equal({ key: byId, direction: "falling" });
    expect(findOrder(at(1, 1, 2, 3, 3), [byId, byAt])).to.deep.equal({ key: byAt, direction: "rising" });
  });

  it("finds none in rows in any order, or without the key", () => {
    expect(findOrder(at(1, 3, 2, 4), [byAt])).to.equal(undefined);
    expect(findOrder(rows(3), [byAt])).to.equal(undefined);
  });

  it("does not trust a page that ends in a long run of one key", () => {
    expect(findOrder(at(1, 2, 2, 2), [byAt])).to.equal(undefined);
    expect(findOrder(at(7, 7, 7), [byAt])).to.equal(undefined);
  });
});

describe("isInOrder() and lastRun()", () => {
  it("hold a further page against the order, and count the rows that share its last key", () => {
    const order = { key: byAt, direction: "falling" } as const;
    expect(isInOrder(at(9, 9, 5, 1, 1), order)).to.equal(true);
    expect(isInOrder(at(9, 5, 6), order)).to.equal(false);
    expect([at(9, 5, 1, 1), at(2, 2), at(1)].map((page) => lastRun(page, order))).to.deep.equal([2, 2, 1]);
    expect(lastRun([], order)).to.equal(0);
  });
});

describe("integerIn()", () => {
  it("reads integers of any length, and nothing else", () => {
    expect(integerIn(row(576_460_753_067_090_994n), "ID")).to.equal(576_460_753_067_090_994n);
    for (const text of ['"7"', "7.0", "null", "1e3"]) expect(integerIn(row(1, { At: text }), "At")).to.equal(undefined);
    expect(integerIn(row(1), "At")).to.equal(undefined);
  });
});
