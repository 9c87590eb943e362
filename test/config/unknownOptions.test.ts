import { expect } from "chai";
import { loadSpec } from "../../src/config/files.ts";
import { unknownOptions, warningAbout } from "../../src/config/unknownOptions.ts";

const { properties } = loadSpec().connectionSpecification;
const warning = (content: object) => warningAbout(unknownOptions(content, properties), properties);

describe("unknownOptions()", () => {
  it("says nothing of known ones, of platforms' own, and of those without a value", () => {
    const filter = { filter_type: " campaigns_and_event_dates ", campaigns: [7], contact_lists: null, _own: 1 };
    expect(warning({ starred: "all", filter, _x: 1, __injected: {}, note: null, other: " " })).to.equal(undefined);
    for (const filter of [null, "text", []]) expect(warning({ filter })).to.equal(undefined);
  });

  const remarks: readonly (readonly [object, string])[] = [
    [{ startdate: 1 }, "'startdate' (did you mean 'start_date'?)"],
    [{ unicorns: 1 }, "'unicorns' (there is no such option)"],
    [{ campaigns: [7] }, "'campaigns' (did you mean 'filter.campaigns'?)"],
    [{ contactLists: [7] }, "'contactLists' (did you mean 'filter.contact_lists'?)"],
    [{ filter: { filter_type: "all_campaigns", end_date: 1 } }, "'filter.end_date' (did you mean 'end_date'?)"],
    [
      { filter: { filter_type: "all_campaigns", contact_lists: [7] } },
      `'filter.contact_lists' (it does not apply with filter_type "all_campaigns")`,
    ],
    [JSON.parse('{"__proto_":1,"constructor":2}'), "'constructor' (there is no such option)"],
    [{ "a\nb\u2028": 1 }, "'a b ' (there is no such option)"],
  ];
  for (const [content, remark] of remarks) {
    it(`remarks on ${JSON.stringify(content)}`, () => {
      expect(warning(content)).to.equal(`The configuration has options that are ignored: ${remark}`);
    });
  }

  it("names the first of very many, and says how many there are more", () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`option${index}`, index]));
    expect(warning(many)).to.match(/'option19' \(there is no such option\) and 980 more$/);
  });
});
