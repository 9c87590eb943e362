import { promisify } from "node:util";
import { expect } from "chai";
import { WholeFile } from "../../src/airbyte/wholeFile.ts";

describe("WholeFile", () => {
  it("writes on where a part was taken, to the last byte", async () => {
    let taken = "";
    const file = new WholeFile(1, (_, bytes, from) => {
      const part = Buffer.from(bytes.subarray(from, from + 3)).toString("latin1");
      taken += part;
      return part.length;
    });
    await promisify<string, void>((text, done) => void file.write(text, done))("0123456789");
    expect(taken).to.equal("0123456789");
  });

  it("fails where the rest finds no room", async () => {
    const full = Object.assign(new Error("no space"), { code: "ENOSPC" });
    const file = new WholeFile(1, (_, __, from) => {
      if (from > 0) throw full;
      return 4;
    });
    file.on("error", () => {});
    const error = await new Promise((resolve) => file.write("0123456789", resolve));
    expect(error).to.equal(full);
  });
});
