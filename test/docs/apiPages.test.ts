/** Each page of a stream leads to Mailjet's own reference. */
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { API_PAGES, apiPage } from "../../scripts/generate/apiPages.ts";
import { streams } from "../../src/streams/table.ts";

describe("links to Mailjet's reference", () => {
  const resources = new Set([...streams.values()].map(({ resource }) => resource));

  it("are of resources that a stream reads", () => {
    expect(Object.keys(API_PAGES).filter((resource) => !resources.has(resource))).to.deep.equal([]);
  });

  it("are the start page for a resource that has no known page", () => {
    expect(apiPage("dns")).to.equal("https://dev.mailjet.com/email/reference/");
  });

  for (const [name, { resource }] of streams)
    it(`stand on the page of ${name}`, () => {
      expect(URL.canParse(apiPage(resource))).to.equal(true);
      expect(readFileSync(`docs/streams/${name}.md`, "utf8")).to.include(`](${apiPage(resource)})`);
    });
});
