import { expect } from "chai";
import { Misfits } from "../src/misfits.ts";
import { row } from "./support/rows.ts";

describe("Misfits", () => {
  it("say nothing where all rows fit", () => {
    const misfits = new Misfits(["ID"]);
    misfits.note(row(1));
    expect(misfits.summary("messages")).to.equal(undefined);
  });

  it("count rows, and the columns in which they do not fit", () => {
    const misfits = new Misfits(["ID"]);
    misfits.note({ ...row(1), misfits: ["Delay", "Status"] });
    misfits.note({ ...row(2), misfits: ["Delay"] });
    expect(misfits.summary("messages")).to.equal(
      "Delivered 2 rows of stream 'messages' that do not fit its schema, as they are: 'Delay' in 2, 'Status' in 1",
    );
  });

  it("count a key that is missing", () => {
    const misfits = new Misfits(["ID", "BouncedAt"]);
    misfits.note(row(1));
    expect(misfits.summary("bounce_events")).to.match(/1 rows .*'BouncedAt' in 1/);
  });
});
