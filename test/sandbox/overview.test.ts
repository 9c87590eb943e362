import { expect } from "chai";
import type { RowIn } from "../../sandbox/account.ts";
import { count, countOf, get, type Row, sandboxes } from "./client.ts";

describe("the sandbox's overview of campaigns", () => {
  const start = sandboxes();

  it("has what is neither archived nor deleted unless a flag says otherwise", async () => {
    const sandbox = await start();
    const { campaignoverview } = sandbox.account;
    const [first] = campaignoverview;
    if (first === undefined) throw new Error("An empty account");
    campaignoverview.add({ ...first, ID: 5, Status: -2 });
    const cases: Readonly<Record<string, (row: RowIn<"campaignoverview">) => boolean>> = {
      "": ({ Status }) => Status !== -1 && Status !== -2,
      "All=true": ({ Status }) => Status !== -1 && Status !== -2,
      "Archived=true": ({ Status }) => Status === -1,
      "Archived=false": ({ Status }) => Status !== -1 && Status !== -2,
      "Drafts=true": ({ IDType, Status }) => IDType === "NL" && Status === 0,
      "Sent=true": ({ Status }) => Status === 2,
      "Programmed=true": ({ Status }) => Status === 1,
      "All=true&Starred=true": ({ Starred, Status }) => Starred && Status !== -1 && Status !== -2,
      "IDType=AX": ({ IDType, Status }) => IDType === "AX" && Status !== -1 && Status !== -2,
    };
    for (const [query, isWanted] of Object.entries(cases)) {
      const wanted = countOf(campaignoverview, isWanted);
      expect(wanted, query).to.be.greaterThan(0);
      expect(await count(sandbox, `campaignoverview?${query}`)).to.equal(wanted, query);
    }
  });

  it("has IDs that are unique only together with their type", async () => {
    const { campaignoverview } = (await start()).account;
    const rows = Array.from(campaignoverview);
    expect(new Set(rows.map(({ ID }) => ID)).size).to.be.lessThan(rows.length);
    expect(new Set(rows.map(({ ID, IDType }) => `${ID} ${IDType}`)).size).to.equal(rows.length);
  });
});

describe("the sandbox's drafts, senders and workflows", () => {
  const start = sandboxes();

  it("refuse to sort drafts by when they were made", async () => {
    const sandbox = await start();
    const { status, body } = await get(sandbox, "campaigndraft?Sort=CreatedAt");
    expect([status, JSON.parse(body).ErrorMessage]).to.deep.equal([400, "Cannot sort on field createdat"]);
    expect(await count(sandbox, "campaigndraft?Sort=ID&Status=0")).to.be.greaterThan(0);
  });

  it("hide what is deleted unless it is asked for", async () => {
    const sandbox = await start();
    const counts = ["sender", "sender?ShowDeleted=true", "sender?Status=Deleted", "workflow", "workflow?ShowAll=true"];
    expect(await Promise.all(counts.map((query) => count(sandbox, query)))).to.deep.equal([4, 5, 1, 4, 5]);
    expect(await count(sandbox, "workflowstatistics?WorkflowID=802")).to.equal(1);
  });

  it("name the senders, workflows, states and agents that other rows point to", async () => {
    const { account } = await start({ size: { campaigns: 60, opens: 200 } });
    const ids = (rows: Iterable<Row>) => Array.from(rows, ({ ID }) => ID);
    expect(ids(account.sender)).to.include.members(Array.from(account.campaign, ({ FromID }) => FromID));
    const flows = Array.from(account.campaign, ({ WorkflowID }) => WorkflowID).filter((id) => id > 0);
    expect(ids(account.workflow)).to.include.members(flows);
    expect(ids(account.useragent)).to.include.members(Array.from(account.openinformation, (row) => row.UserAgentID));
    expect(account.messagestate.where("ID", 14)[0]).to.deep.equal({ ID: 14, RelatedTo: "block", State: "preblocked" });
    expect(account.messagestate.size).to.equal(21);
  });
});
