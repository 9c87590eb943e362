import { expect } from "chai";
import fc from "fast-check";
import { Buffers } from "../../src/text/buffers.ts";

const PIECE = Buffer.from("0123456789");

describe("Buffers", () => {
  it("hold what was added, piece by piece, whatever was in them before", async () => {
    const buffers = new Buffers();
    const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.constant(new Uint8Array(600_000))), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(pieces, async (all) => {
        await buffers.lend(async (bytes) => {
          for (const [index, piece] of all.entries())
            if (index % 2 === 0) bytes.add(piece);
            else bytes.addLetters(Buffer.from(piece).toString("latin1"));
          expect(bytes.whole().equals(Buffer.concat(all))).to.equal(true);
          expect(bytes.length).to.equal(bytes.whole().length);
        });
      }),
      { numRuns: 50 },
    );
  });

  it("are lent to one at a time, and again when they come back, after a failure too", async () => {
    const buffers = new Buffers();
    const seen = new Set<ArrayBufferLike>();
    const use = () =>
      buffers.lend(async (bytes) => {
        bytes.add(PIECE);
        seen.add(bytes.whole().buffer);
        await new Promise((resolve) => setImmediate(resolve));
        expect(bytes.whole().equals(PIECE)).to.equal(true);
      });
    await Promise.all([use(), use(), use()]);
    const failure = await buffers.lend(() => Promise.reject(new Error("broken"))).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    await Promise.all([use(), use(), use()]);
    expect(seen.size).to.equal(3);
  });
});
