import { expect } from "chai";
import { MailjetError } from "../../src/mailjet/errors.ts";
import { each, WHOLE } from "../../src/sync/partitions.ts";
import { Refusals } from "../../src/sync/refusals.ts";

const refused = () => Promise.reject(new MailjetError("refused", "Mailjet says no", { status: 404 }));
const partitions = each(
  "CampaignID",
  Array.from({ length: 20 }, (_, index) => ({ id: String(index + 1) })),
);

describe("Refusals", () => {
  it("lets the others of many go on, and says in the end which one was refused", async () => {
    const refusals = new Refusals();
    const [first = WHOLE, second = WHOLE] = partitions;
    expect(await refusals.tolerate(first, refused)).to.equal(undefined);
    expect(await refusals.tolerate(second, async () => "read")).to.equal("read");
    expect(() => refusals.check()).to.throw(MailjetError, "Mailjet says no (reading for CampaignID=1)");
  });

  it("ends what is refused again and again", async () => {
    const refusals = new Refusals();
    let tolerated = 0;
    const error = await (async () => {
      for (const partition of partitions) {
        await refusals.tolerate(partition, refused);
        tolerated++;
      }
    })().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(MailjetError).and.have.property("message").that.includes("CampaignID=1 and 9 more");
    expect(tolerated).to.equal(9);
  });

  it("tolerates nothing else, and nothing of an undivided stream", async () => {
    const refusals = new Refusals();
    const [first = WHOLE] = partitions;
    const other = () => Promise.reject(new MailjetError("unavailable", "down"));
    for (const [partition, job] of [
      [WHOLE, refused],
      [first, other],
    ] as const)
      expect(await refusals.tolerate(partition, job).catch((reason: unknown) => reason)).to.be.instanceOf(MailjetError);
    expect(() => refusals.check()).to.not.throw();
  });
});
