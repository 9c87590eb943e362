import { expect } from "chai";
import type { Page } from "../../src/mailjet/page.ts";
import { Prefetch } from "../../src/sync/prefetch.ts";
import { STRIDE } from "../../src/sync/seam.ts";
import { Slots } from "../../src/sync/slots.ts";

const EMPTY: Page = { rows: [], total: 0 };
const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Asked for pages, a list of so many slots. */
function asked(slots: number) {
  const offsets: number[] = [];
  const shared = new Slots(slots);
  const fetchPage = async (offset: number) => {
    offsets.push(offset / STRIDE);
    return EMPTY;
  };
  return { offsets, shared, pages: new Prefetch(fetchPage, shared) };
}

describe("Prefetch", () => {
  it("asks for the next pages at once, as far as slots are idle, and again as pages are written", async () => {
    const { offsets, pages } = asked(3);
    await pages.take(0, 10_000);
    expect(offsets).to.deep.equal([0, 1, 2]);
    pages.release();
    await pages.take(STRIDE, 10_000);
    expect(offsets).to.deep.equal([0, 1, 2, 3]);
  });

  it("asks for no page beyond the end", async () => {
    const { offsets, pages } = asked(20);
    await pages.take(0, 3 * STRIDE + 9);
    expect(offsets).to.deep.equal([0, 1, 2]);
    pages.close();
    await pages.take(0, 0);
    expect(offsets.slice(3)).to.deep.equal([0]);
  });

  it("drops what is out of date when the walk steps back, and keeps its own slot", async () => {
    const { offsets, pages, shared } = asked(3);
    await pages.take(0, 10_000);
    pages.release();
    await pages.take(STRIDE, 10_000);
    await pages.take(STRIDE / 2, 0);
    expect(offsets.at(-1)).to.equal(0.5);
    expect([shared.tryTake(), shared.tryTake(), shared.tryTake()]).to.deep.equal([true, true, false]);
  });

  it("gives back every slot when it is closed", async () => {
    const { pages, shared } = asked(4);
    await pages.take(0, 10_000);
    pages.close();
    pages.close();
    expect([1, 2, 3, 4, 5].map(() => shared.tryTake())).to.deep.equal([true, true, true, true, false]);
  });

  it("waits for a slot where others hold all of them", async () => {
    const { offsets, pages, shared } = asked(1);
    await shared.take();
    const page = pages.take(0, 0);
    await tick();
    expect(offsets).to.be.empty;
    shared.release();
    expect(await page).to.equal(EMPTY);
  });

  it("lets its reader follow the wait for a slot, until there is one", async () => {
    const slots = new Slots(1);
    await slots.take();
    const followed: string[] = [];
    const awaitSlot = async (slot: Promise<void>) => {
      followed.push("waits");
      await slot;
      followed.push("has one");
    };
    const page = new Prefetch(async () => EMPTY, slots, awaitSlot).take(0, 0);
    await tick();
    expect(followed).to.deep.equal(["waits"]);
    slots.release();
    await page;
    expect(followed).to.deep.equal(["waits", "has one"]);
  });

  it("fails where a page fails that is taken, and only then", async () => {
    const failing = async (offset: number) => {
      if (offset > 0) throw new Error("broken");
      return EMPTY;
    };
    const pages = new Prefetch(failing, new Slots(3));
    await pages.take(0, 10_000);
    await tick();
    const error = await pages.take(STRIDE, 10_000).catch((reason: unknown) => reason);
    expect(error).to.have.property("message", "broken");
  });
});
