import { expect } from "chai";
import { runAll, Slots } from "../../src/sync/slots.ts";

const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);
const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("Slots", () => {
  it("let so many jobs run at a time, first come, first served", async () => {
    const slots = new Slots(2);
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const job = (id: number) => async () => {
      begun.push(id);
      most = Math.max(most, ++running);
      await tick();
      running--;
    };
    await Promise.all([1, 2, 3, 4, 5].map((id) => slots.use(job(id))));
    expect(begun).to.deep.equal([1, 2, 3, 4, 5]);
    expect(most).to.equal(2);
  });

  it("tell how many are idle", async () => {
    const slots = new Slots(3);
    const idle = await slots.use(() => slots.use(async () => slots.idle));
    expect([idle, slots.idle]).to.deep.equal([1, 3]);
  });

  it("are free again after a job has failed", async () => {
    const slots = new Slots(1);
    expect(await refusal(slots.use(() => Promise.reject(new Error("broken"))))).to.have.property("message", "broken");
    expect(await slots.use(async () => "next")).to.equal("next");
  });
});

describe("runAll()", () => {
  it("runs every task, and next what a task was divided into", async () => {
    const order: string[] = [];
    await runAll(["a", "b"], 1, async (task) => {
      order.push(task);
      return task.length < 3 ? [`${task}1`, `${task}2`] : [];
    });
    expect(order).to.deep.equal([
      "a",
      "a1",
      "a11",
      "a12",
      "a2",
      "a21",
      "a22",
      "b",
      "b1",
      "b11",
      "b12",
      "b2",
      "b21",
      "b22",
    ]);
  });

  it("runs no more at a time than its width", async () => {
    let running = 0;
    let most = 0;
    await runAll(
      Array.from({ length: 30 }, (_, index) => index),
      4,
      async () => {
        most = Math.max(most, ++running);
        await tick();
        running--;
        return [];
      },
    );
    expect(most).to.equal(4);
  });

  it("begins nothing after a failure, lets the others end, and throws the first", async () => {
    const ended: number[] = [];
    const run = async (task: number) => {
      await tick();
      if (task === 2) throw new Error("second");
      if (task === 3) throw new Error("third");
      await tick();
      ended.push(task);
      return [];
    };
    expect(await refusal(runAll([1, 2, 3, 4, 5], 3, run))).to.have.property("message", "second");
    expect(ended).to.deep.equal([1]);
  });

  it("has nothing to do without tasks", async () => {
    await runAll([], 4, async () => []);
  });
});
