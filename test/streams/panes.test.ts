import { expect } from "chai";
import { paneParams } from "../../src/streams/panes.ts";
import { streams } from "../../src/streams/table.ts";
import { settings } from "../support/settings.ts";

const params = (name: string, config: object) => paneParams(streams.get(name) ?? {}, settings(config));

describe("paneParams()", () => {
  it("leaves out deleted campaigns unless they are wanted", () => {
    expect(params("sent_campaigns", {})).to.deep.equal({ IsDeleted: "false" });
    expect(params("sent_campaigns", { include_deleted_campaigns: true })).to.deep.equal({});
  });

  it("leaves out the newsletter tool's campaigns only when asked to", () => {
    expect(params("open_events", { include_newsletter_tool_campaigns: false })).to.include({
      IsNewsletterTool: "false",
    });
  });

  it("narrows to starred campaigns, or to the others", () => {
    expect(params("click_events", { starred: "starred" })).to.include({ IsStarred: "true" });
    expect(params("click_events", { starred: "not_starred" })).to.include({ IsStarred: "false" });
    expect(params("click_events", { starred: "all" })).to.not.have.property("IsStarred");
  });

  it("leaves out deleted lists unless they are wanted", () => {
    expect(params("contacts_list", {})).to.deep.equal({ IsDeleted: "false" });
    expect(params("contacts_list", { include_deleted_lists: true })).to.deep.equal({});
  });

  it("asks for deleted segments only when they are wanted", () => {
    expect(params("segmentation", {})).to.deep.equal({});
    expect(params("segmentation", { segment_status: ["deleted"] })).to.deep.equal({ ShowDeleted: "true" });
  });

  it("says nothing to resources that know none of it", () => {
    const all = { starred: "starred", include_newsletter_tool_campaigns: false };
    expect(params("contacts", all)).to.deep.equal({});
    expect(params("messages", all)).to.deep.equal({});
  });
});
