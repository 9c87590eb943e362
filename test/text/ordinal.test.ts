import { expect } from "chai";
import { ordinal } from "../../src/text/ordinal.ts";

describe("ordinal()", () => {
  it("counts as people do", () => {
    const places = [1, 2, 3, 4, 10, 11, 12, 13, 20, 21, 22, 23, 100, 101, 111, 112, 1_003];
    const words = "1st 2nd 3rd 4th 10th 11th 12th 13th 20th 21st 22nd 23rd 100th 101st 111th 112th 1003rd";
    expect(places.map(ordinal)).to.deep.equal(words.split(" "));
  });
});
