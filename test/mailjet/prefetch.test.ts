import { expect } from "chai";
import { PAGE_ROWS } from "../../src/mailjet/pages.ts";
import { prefetched } from "../../src/mailjet/prefetch.ts";
import { rows } from "../support/rows.ts";

const STEP = PAGE_ROWS - 1;

describe("prefetched()", () => {
  const asked: number[] = [];
  const fetchPage = async (offset: number) => {
    asked.push(offset);
    return rows(1, offset);
  };
  beforeEach(() => asked.splice(0));

  it("gives the pages that were asked for, the first without asking again", async () => {
    const fetch = prefetched(fetchPage, rows(1, 777), { rows: 3 * STEP, ahead: () => 1 });
    expect(await fetch(0)).to.deep.equal(rows(1, 777));
    expect(await fetch(STEP)).to.deep.equal(rows(1, STEP));
    expect(await fetch(2 * STEP)).to.deep.equal(rows(1, 2 * STEP));
    expect(asked).to.deep.equal([STEP, 2 * STEP]);
  });

  it("keeps so many pages under way, and none beyond the list's end", async () => {
    const fetch = prefetched(fetchPage, [], { rows: 5 * STEP, ahead: () => 3 });
    await fetch(0);
    expect(asked).to.deep.equal([STEP, 2 * STEP, 3 * STEP]);
    await fetch(STEP);
    await fetch(2 * STEP);
    expect(asked).to.deep.equal([STEP, 2 * STEP, 3 * STEP, 4 * STEP]);
  });

  it("asks for nothing beforehand where nothing is known of the list", async () => {
    const fetch = prefetched(fetchPage, [], { rows: 0, ahead: () => 4 });
    await fetch(0);
    expect(asked).to.be.empty;
    await fetch(STEP);
    expect(asked).to.deep.equal([STEP]);
  });

  it("drops what it has when the walk steps back: those pages are out of date", async () => {
    const fetch = prefetched(fetchPage, [], { rows: 9 * STEP, ahead: () => 1 });
    await fetch(0);
    await fetch(STEP);
    asked.splice(0);
    await fetch(STEP - 50);
    expect(asked).to.deep.equal([STEP - 50, 2 * STEP - 50]);
  });

  it("leaves the error of a page to whoever asks for that page", async () => {
    const failing = async (offset: number) => {
      if (offset === 2 * STEP) throw new Error("broken");
      return rows(1, offset);
    };
    const fetch = prefetched(failing, [], { rows: 9 * STEP, ahead: () => 2 });
    await fetch(0);
    expect(await fetch(STEP)).to.deep.equal(rows(1, STEP));
    expect(await fetch(2 * STEP).catch((error: Error) => error.message)).to.equal("broken");
  });
});
