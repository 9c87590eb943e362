import { expect } from "chai";
import { ColumnTally } from "../../src/sync/columnTally.ts";

describe("ColumnTally", () => {
  const say = (rows: number, columns: string) => `${rows} rows: ${columns}`;

  it("says nothing where there is nothing to say", () => {
    expect(new ColumnTally().summary(say)).to.equal(undefined);
  });

  it("counts rows, and the columns that they concern", () => {
    const tally = new ColumnTally();
    tally.note(["Delay", "Status"]);
    tally.note(["Delay"]);
    expect(tally.summary(say)).to.equal("2 rows: 'Delay' in 2, 'Status' in 1");
  });
});
