import { expect } from "chai";
import { lossOf } from "../../src/airbyte/lostOutput.ts";

const failed = (code?: string) => Object.assign(new Error("write\nfailed"), code === undefined ? {} : { code });

describe("lossOf()", () => {
  it("says the cause first, and then what to do", () => {
    expect(lossOf(failed("ENOSPC"))).to.equal(
      "The output cannot be written: no space is left on the disk (ENOSPC); make room, and run it again: " +
        "a read goes on from its last STATE",
    );
  });

  it("names what it has no words for by its code, or by its message on one line", () => {
    expect(lossOf(failed("EROFS"))).to.include(": the system refuses it (EROFS); have it written to another place, ");
    expect(lossOf(failed())).to.include("(write failed)");
  });

  it("says nothing of a reader that has gone", () => {
    for (const code of ["EPIPE", "ECONNRESET", "EOF"]) expect(lossOf(failed(code)), code).to.equal(undefined);
  });
});
