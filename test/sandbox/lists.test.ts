import { expect } from "chai";
import { addContact, addOpen, removeContact, touchContact } from "../../sandbox/changes.ts";
import { type Got, get, NOW, type Row, sandboxes } from "./client.ts";

const ids = ({ rows }: Got) => rows.map(({ ID }) => Number(ID));
const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const texts = (rows: readonly Row[]) => rows.map((row) => Object.values(row).join("|"));

describe("the sandbox's order and pages", () => {
  const start = sandboxes();

  it("sorts by ID, both ways, where the row has one", async () => {
    const sandbox = await start();
    const up = await get(sandbox, "contact?Limit=1000&Sort=ID");
    const down = await get(sandbox, "contact?Limit=1000&Sort=ID+DESC");
    expect(ids(up)).to.deep.equal(ascending(ids(up)));
    expect(ids(down)).to.deep.equal(ids(up).toReversed());
  });

  it("sorts 64-bit IDs exactly", async () => {
    const { rows } = await get(await start(), "message?FromTS=1&Limit=1000&Sort=ID");
    const exact = rows.map(({ ID }) => (typeof ID === "bigint" ? ID : 0n));
    expect(exact).to.deep.equal(exact.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it("refuses to sort campaigns by anything but ID, in the words of the API", async () => {
    const sandbox = await start({ sort: "honoured" });
    const { status, body } = await get(sandbox, "campaign?FromTS=1&Sort=CreatedAt+DESC");
    expect([status, JSON.parse(body).ErrorMessage]).to.deep.equal([400, "Cannot sort on field createdat"]);
    expect((await get(sandbox, "campaign?FromTS=1&Sort=ID")).status).to.equal(200);
  });

  it("ignores, honours or refuses other sorts, as told", async () => {
    const query = "openinformation?FromTS=1&Limit=1000";
    const [ignoring, honouring, refusing] = [
      await start(),
      await start({ sort: "honoured" }),
      await start({ sort: "refused" }),
    ];
    const plain = texts((await get(ignoring, query)).rows);
    expect(texts((await get(ignoring, `${query}&Sort=OpenedAt`)).rows)).to.deep.equal(plain);
    const times = (await get(honouring, `${query}&Sort=OpenedAt`)).rows.map(({ OpenedAt }) =>
      String(OpenedAt).slice(0, 19),
    );
    expect(times).to.deep.equal(times.toSorted());
    expect((await get(refusing, `${query}&Sort=ID`)).status).to.equal(400, "-1 on every row is no ID to sort by");
    expect((await get(refusing, "contact?Sort=ID")).status).to.equal(200);
  });

  it("gives unsorted rows in an order that lasts and goes neither by ID nor by time", async () => {
    const sandbox = await start();
    const first = await get(sandbox, "contact?Limit=1000");
    expect(ids(await get(sandbox, "contact?Limit=1000"))).to.deep.equal(ids(first));
    expect(ids(first)).to.not.deep.equal(ascending(ids(first)));
    const opens = (await get(sandbox, "openinformation?FromTS=1&Limit=1000")).rows.map(({ OpenedAt }) =>
      String(OpenedAt),
    );
    expect(opens).to.not.deep.equal(opens.toSorted());
    const pages = [await get(sandbox, "contact?Limit=25"), await get(sandbox, "contact?Limit=25&Offset=25")];
    expect(pages.flatMap(ids)).to.deep.equal(ids(first));
  });

  it("gives them in a new order on each call when shuffled, and leaves sorted ones sorted", async () => {
    const sandbox = await start({ order: "shuffled" });
    const first = ids(await get(sandbox, "contact?Limit=1000"));
    const second = ids(await get(sandbox, "contact?Limit=1000"));
    expect(second).to.not.deep.equal(first);
    expect(ascending(second)).to.deep.equal(ascending(first));
    const sorted = ids(await get(sandbox, "contact?Limit=1000&Sort=ID"));
    expect(sorted).to.deep.equal(ascending(sorted));
  });

  it("gives the same page for ever when it ignores Offset", async () => {
    const sandbox = await start({ offset: "ignored" });
    const pages = [await get(sandbox, "contact?Offset=0"), await get(sandbox, "contact?Offset=10")];
    expect(pages[1]?.body).to.equal(pages[0]?.body);
  });

  it("moves the offsets when a row before them vanishes", async () => {
    const sandbox = await start();
    const before = ids(await get(sandbox, "contact?Sort=ID&Offset=10"));
    removeContact(sandbox.account, ids(await get(sandbox, "contact?Sort=ID&Limit=1"))[0] ?? 0);
    const after = ids(await get(sandbox, "contact?Sort=ID&Offset=10"));
    expect(after.slice(0, 9)).to.deep.equal(before.slice(1));
  });

  it("serves rows that are added, changed or removed between two calls", async () => {
    const sandbox = await start();
    await get(sandbox, "contact?Limit=1000");
    const { ID } = addContact(sandbox.account, NOW);
    expect(ids(await get(sandbox, "contact?Limit=1000"))).to.include(ID);
    touchContact(sandbox.account, ID, NOW, { Name: "Renamed" });
    const touched = (await get(sandbox, "contact?Sort=ID+DESC&Limit=1")).rows[0];
    expect(touched).to.include({ ID, Name: "Renamed", LastUpdateAt: "2026-03-10T12:00:00Z" });
    removeContact(sandbox.account, ID);
    expect(ids(await get(sandbox, "contact?Limit=1000"))).to.not.include(ID);
  });

  it("keeps the order of the others when a row is added", async () => {
    const sandbox = await start();
    const before = texts((await get(sandbox, "openinformation?FromTS=1&Limit=1000")).rows);
    addOpen(sandbox.account, NOW, { UserAgentFull: "fresh" });
    const after = (await get(sandbox, "openinformation?FromTS=1&Limit=1000")).rows;
    expect(texts(after.filter(({ UserAgentFull }) => UserAgentFull !== "fresh"))).to.deep.equal(before);
  });
});
