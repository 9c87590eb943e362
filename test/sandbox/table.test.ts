import { expect } from "chai";
import fc from "fast-check";
import { Table } from "../../sandbox/table.ts";
import { dateText } from "../../sandbox/time.ts";

interface Step {
  readonly kind: "add" | "remove" | "change";
  readonly id: number;
  readonly at: number;
}

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step["kind"]>("add", "add", "remove", "change"),
    id: fc.integer({ min: 0, max: 9 }),
    at: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 30 },
);
const ends = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });

const table = () => new Table({ time: { column: "At" } }, [row(0, 3), row(1, 3), row(2, 1)]);
const row = (ID: number, at: number): { readonly ID: number; readonly At: string } => ({ ID, At: dateText(at) });

describe("Table", () => {
  it("finds the same rows as a search through all of them, after any changes", () => {
    fc.assert(
      fc.property(steps, ends, ends, fc.boolean(), fc.boolean(), (changes, from, to, includesFrom, includesTo) => {
        const rows = table();
        rows.where("ID", 0);
        for (const change of changes) apply(rows, change);
        const isIn = (at: number) =>
          (from === undefined || at > from || (includesFrom && at === from)) &&
          (to === undefined || at < to || (includesTo && at === to));
        const expected = Array.from(rows).filter(({ At }) => isIn(Date.parse(At) / 1000));
        const found = rows.between({ from, to, includesFrom, includesTo }).map((entry) => entry.row);
        expect(found).to.have.members(expected);
        for (let id = 0; id < 10; id++) {
          expect(rows.where("ID", id)).to.have.members(Array.from(rows).filter(({ ID }) => ID === id));
        }
      }),
    );
  });

  it("gets another version with every change", () => {
    const rows = table();
    const versions = [rows.version];
    const added = rows.add(row(7, 7));
    versions.push(rows.version);
    rows.change(added, { At: dateText(8) });
    versions.push(rows.version);
    rows.remove(({ ID }) => ID === 7);
    versions.push(rows.version);
    expect(new Set(versions).size).to.equal(4);
  });

  it("knows the last row up to a time", () => {
    expect(table().last(2)).to.deep.equal(row(2, 1));
    expect(table().last(0)).to.equal(undefined);
  });

  it("finds rows without a time only where neither bound is given, and knows none as the last", () => {
    const rows = new Table({ time: { column: "At" } }, [{ At: "", ID: 1 }]);
    const found = (from?: number, to?: number) =>
      rows.between({ from, to, includesFrom: true, includesTo: true }).length;
    expect([found(), found(0), found(undefined, 9), found(0, 9)]).to.deep.equal([1, 0, 0, 0]);
    expect(rows.last(9)).to.equal(undefined);
  });

  it("refuses to change a copy of a row", () => {
    expect(() => table().change(row(0, 3), { ID: 4 })).to.throw(RangeError);
  });
});

function apply(rows: ReturnType<typeof table>, { kind, id, at }: Step): void {
  const [known] = rows.where("ID", id);
  if (kind === "add") rows.add(row(id, at));
  else if (kind === "remove") rows.remove(({ ID }) => ID === id);
  else if (known !== undefined) rows.change(known, { At: dateText(at) });
}
