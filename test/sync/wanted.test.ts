import { expect } from "chai";
import { each, type Parent, WHOLE } from "../../src/sync/partitions.ts";
import { wantedOf } from "../../src/sync/wanted.ts";
import { row } from "../support/rows.ts";
import { declaration, settings } from "../support/settings.ts";

const lookUps = (parents: readonly Parent[]) => ({
  parents: async () => parents,
  partitions: async (_: unknown, param: string) => each(param, parents),
});
const wanted = async (stream: string, config: object, parents: readonly Parent[] = []) => {
  const context = { settings: settings(config), lookUps: lookUps(parents) };
  const { isWanted = () => true, ...rest } = await wantedOf(declaration(stream, config), context, undefined);
  return { isWanted, ...rest };
};

describe("wantedOf()", () => {
  it("looks at no row where all are wanted, and needs no column for it", async () => {
    for (const stream of ["contacts", "open_events", "templates"]) {
      const context = { settings: settings(), lookUps: lookUps([]) };
      const { isWanted, columns } = await wantedOf(declaration(stream), context, undefined);
      expect([isWanted, columns], stream).to.deep.equal([undefined, []]);
    }
  });

  it("asks once per campaign, and drops the rows of others in case the parameter is ignored", async () => {
    const { partitions, isWanted } = await wanted("message_outcomes", {}, [{ id: "8" }, { id: "7" }]);
    expect(partitions.map(({ params }) => params)).to.deep.equal([{ CampaignID: "7" }, { CampaignID: "8" }]);
    const [partition = WHOLE] = partitions;
    expect(isWanted(row(1, { CampaignID: "7" }), { partition })).to.equal(true);
    expect(isWanted(row(1, { CampaignID: "8" }), { partition })).to.equal(false);
  });

  it("knows the column of a parent by its described name, and takes 0 for none", async () => {
    const { partitions, isWanted } = await wanted("workflow_statistics", {}, [{ id: "7" }]);
    const [partition = WHOLE] = partitions;
    expect(isWanted(row(1, { Workflow: "8", WorkflowID: "7" }), { partition })).to.equal(false);
    expect(isWanted(row(1, { Workflow: "7", WorkflowID: "7" }), { partition })).to.equal(true);
    expect(isWanted(row(1, { WorkflowID: '"7"' }), { partition })).to.equal(true);
    expect(isWanted(row(1, { WorkflowID: "0" }), { partition })).to.equal(true);
  });

  it("picks the rows of looked-up campaigns where the API cannot", async () => {
    const config = { filter: { filter_type: "campaigns_and_event_dates", campaigns: [7] } };
    const { partitions, isWanted } = await wanted("campaign_statistics", config, [{ id: "7" }]);
    expect(partitions).to.deep.equal([WHOLE]);
    expect(isWanted(row(1, { CampaignID: "7" }), { partition: WHOLE })).to.equal(true);
    expect(isWanted(row(1, { CampaignID: "8" }), { partition: WHOLE })).to.equal(false);
  });

  it("delivers a row once that several queries bring", async () => {
    const { partitions, isWanted } = await wanted("campaign_overview", { include_archived_drafts_and_ab_tests: true });
    const [first = WHOLE, second = WHOLE] = partitions;
    const one = row(1, { IDType: '"NL"' });
    expect([isWanted(one, { partition: first }), isWanted(one, { partition: second })]).to.deep.equal([true, false]);
    expect(isWanted(row(1, { IDType: '"AX"' }), { partition: second }), "another one with the same ID").to.equal(true);
  });
});
