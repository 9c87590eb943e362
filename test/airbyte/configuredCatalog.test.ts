import { expect } from "chai";
import { parseCatalog } from "../../src/airbyte/configuredCatalog.ts";

const stream = (name: unknown, sync_mode?: unknown) => ({ stream: { name, json_schema: {} }, sync_mode });

describe("parseCatalog()", () => {
  it("takes a catalog with nulls where other engines write them", () => {
    const item = { ...stream("contacts", "incremental"), cursor_field: null, primary_key: null, generation_id: null };
    expect(parseCatalog({ streams: [item] })).to.deep.equal([{ name: "contacts", syncMode: "incremental" }]);
  });

  it("takes the number of the job, where there is one", () => {
    const item = { ...stream("contacts", "full_refresh"), sync_id: 17, generation_id: 3, minimum_generation_id: 3 };
    expect(parseCatalog({ streams: [item] })[0]).to.include({ syncId: 17 });
    expect(parseCatalog({ streams: [{ ...item, sync_id: null }] })[0]).to.not.have.property("syncId");
  });

  it("takes what is no mode for a full refresh, and keeps it to be told", () => {
    const [one] = parseCatalog({ streams: [stream("contacts", "INVALID")] });
    expect(one).to.deep.equal({ name: "contacts", syncMode: "full_refresh", noMode: '"INVALID"' });
  });

  it("takes modes however they are written, and no mode where none is named", () => {
    for (const mode of ["incremental", "Incremental", " INCREMENTAL "])
      expect(parseCatalog({ streams: [stream("contacts", mode)] })[0]?.syncMode).to.equal("incremental");
    for (const mode of [null, undefined])
      expect(parseCatalog({ streams: [stream("contacts", mode)] })).to.deep.equal([{ name: "contacts" }]);
  });

  it("takes a stream that is listed twice once, as it was listed last", () => {
    const streams = [
      stream("contacts", "full_refresh"),
      stream("messages", "full_refresh"),
      stream("contacts", "incremental"),
    ];
    expect(parseCatalog({ streams })).to.deep.equal([
      { name: "contacts", syncMode: "incremental" },
      { name: "messages", syncMode: "full_refresh" },
    ]);
  });

  it("takes what discover prints: each stream incremental where it can be", () => {
    const discovered = [
      { name: "contacts", supported_sync_modes: ["full_refresh", "incremental"], json_schema: {} },
      { name: "senders", supported_sync_modes: ["full_refresh"] },
      { name: "templates", supported_sync_modes: null },
    ];
    const wanted = [
      { name: "contacts", syncMode: "incremental" },
      { name: "senders", syncMode: "full_refresh" },
      { name: "templates" },
    ];
    expect(parseCatalog({ streams: discovered })).to.deep.equal(wanted);
    expect(parseCatalog({ type: "CATALOG", catalog: { streams: discovered } })).to.deep.equal(wanted);
    const mixed = [stream("messages", "full_refresh"), ...discovered.slice(1, 2)];
    expect(parseCatalog({ streams: mixed }).map(({ name }) => name)).to.deep.equal(["messages", "senders"]);
  });

  it("takes an empty one", () => expect(parseCatalog({ streams: [] })).to.be.empty);

  for (const content of [
    null,
    [],
    7,
    {},
    { streams: {} },
    { streams: [7] },
    { streams: [stream(7)] },
    { catalog: {} },
    { streams: [{ name: 7 }] },
  ]) {
    it(`refuses ${JSON.stringify(content)}`, () => {
      expect(() => parseCatalog(content))
        .to.throw(/^Reading the catalog failed: .*give what discover prints, or leave --catalog out$/)
        .that.includes({ failureType: "config_error" });
    });
  }
});
