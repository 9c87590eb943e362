import { expect } from "chai";
import { runAll, Slots } from "../../src/sync/slots.ts";

const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);
const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("Slots", () => {
  it("are given to so many at a time, first come, first served", async () => {
    const slots = new Slots(2);
    const given: number[] = [];
    for (const id of [1, 2, 3, 4]) void slots.take().then(() => given.push(id));
    await tick();
    expect(given).to.deep.equal([1, 2]);
    slots.release();
    await tick();
    expect(given).to.deep.equal([1, 2, 3]);
  });

  it("are taken at once only where nobody waits for one", async () => {
    const slots = new Slots(1);
    expect([slots.tryTake(), slots.tryTake()]).to.deep.equal([true, false]);
    const waiting = slots.take();
    slots.release();
    await waiting;
    expect(slots.tryTake()).to.equal(false);
    slots.release();
    expect(slots.tryTake()).to.equal(true);
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
