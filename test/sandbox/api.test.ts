import { expect } from "chai";
import { HeldTime } from "../support/heldTime.ts";
import { get, NOW, sandboxes } from "./client.ts";

describe("the sandbox's API", () => {
  const start = sandboxes();

  it("answers wrong credentials with an empty HTML 401 that asks for a key", async () => {
    const sandbox = await start();
    const wrong = await get(sandbox, "contact", `Basic ${btoa("sandbox-key:wrong")}`);
    const none = await fetch(`${sandbox.url}/v3/REST/contact`);
    expect([wrong.status, wrong.body]).to.deep.equal([401, ""]);
    expect(wrong.headers.get("content-type")).to.equal("text/html");
    expect(wrong.headers.get("www-authenticate")).to.equal('Basic realm="Provide an apiKey and secretKey"');
    expect([none.status, await none.text()]).to.deep.equal([401, ""]);
  });

  it("takes the key and secret it was started with", async () => {
    const sandbox = await start({ apiKey: "a", apiSecret: "b:c" });
    expect((await get(sandbox, "contact", `Basic ${btoa("a:b:c")}`)).status).to.equal(200);
    expect((await get(sandbox, "contact")).status).to.equal(401);
  });

  it("answers a resource the key may not use with a JSON 401", async () => {
    const sandbox = await start({ forbidden: ["message"] });
    const { status, body } = await get(sandbox, "message");
    expect(status).to.equal(401);
    expect(body).to.equal('{ "ErrorInfo" : "", "ErrorMessage" : "Operation not allowed", "StatusCode" : 401 }');
    expect((await get(sandbox, "contact")).status).to.equal(200);
  });

  it("answers a wrong path with 500 and EFPWebError", async () => {
    const { status, body } = await get(await start(), "contacts");
    expect(status).to.equal(500);
    expect(JSON.parse(body)).to.include({ ErrorInfo: "EFPWebError", StatusCode: 500 });
  });

  it("prints one line with blanks around the colons", async () => {
    const { headers, body } = await get(await start(), "contactslist?Limit=1&Sort=ID");
    expect(headers.get("content-type")).to.match(/^application\/json/);
    expect(body).to.match(
      /^\{ "Count" : 1, "Data" : \[ \{ "Address" : ".*", .*"SubscriberCount" : \d+ \} \], "Total" : 1 \}$/,
    );
  });

  it("gives ten rows by default and a thousand at most", async () => {
    const sandbox = await start({ size: { contacts: 1_010 } });
    expect((await get(sandbox, "contact")).rows).to.have.length(10);
    expect((await get(sandbox, "contact?Limit=5000")).rows).to.have.length(1_000);
    expect((await get(sandbox, "contact?limit=1000&OFFSET=1000")).rows).to.have.length(10);
  });

  it("repeats the rows of the page in Total, and gives the real number with countOnly only", async () => {
    const sandbox = await start();
    expect((await get(sandbox, "contact?Limit=7")).counts).to.deep.equal([7, 7]);
    expect((await get(sandbox, "contact?Limit=7&Offset=38")).counts).to.deep.equal([2, 2]);
    const counted = await get(sandbox, "contact?countOnly=1");
    expect([counted.rows, counted.counts]).to.deep.equal([[], [40, 40]]);
  });

  it("ignores parameters it does not know and the case of those it does", async () => {
    const sandbox = await start();
    expect((await get(sandbox, "contact?lImIt=3&Colour=blue")).rows).to.have.length(3);
  });

  it("answers bad values with a JSON 400", async () => {
    const sandbox = await start();
    const bad = ["campaign?CampaignID=x", "campaign?IsDeleted=maybe", "campaign?FromTS=yesterday", "contact?Limit=-1"];
    const others = [
      "contact?Offset=x",
      "campaign?Period=Decade",
      "message?MessageStatus=lost",
      "contactfilter?Status=x",
    ];
    for (const query of [...bad, ...others]) {
      const { status, body } = await get(sandbox, query);
      expect([query, status]).to.deep.equal([query, 400]);
      expect(JSON.parse(body)).to.have.all.keys("ErrorInfo", "ErrorMessage", "StatusCode");
    }
  });

  it("dates its answers by its own clock, and follows it", async () => {
    const sandbox = await start();
    expect((await get(sandbox, "contact")).headers.get("date")).to.equal(NOW.toUTCString());
    sandbox.advance(90);
    expect((await get(sandbox, "contact")).headers.get("date")).to.equal("Tue, 10 Mar 2026 12:01:30 GMT");
    expect(sandbox.now().toISOString()).to.equal("2026-03-10T12:01:30.000Z");
  });

  it("lets a ticking clock go on from where it was set", async () => {
    const time = new HeldTime();
    const sandbox = await start({ clock: "ticking", time });
    time.pass(20_000);
    expect(sandbox.now().getTime() - NOW.getTime()).to.equal(20_000);
    sandbox.advance(90);
    expect((await get(sandbox, "contact")).headers.get("date")).to.equal("Tue, 10 Mar 2026 12:01:50 GMT");
  });

  it("logs each call with its parameters, status and rows", async () => {
    const sandbox = await start();
    await get(sandbox, "contact?Limit=2&ContactsList=");
    await get(sandbox, "nothing");
    expect(sandbox.calls.map(({ at, ...call }) => call)).to.deep.equal([
      { method: "GET", path: "/v3/REST/contact", params: { limit: "2", contactslist: "" }, status: 200, rows: 2 },
      { method: "GET", path: "/v3/REST/nothing", params: {}, status: 500, rows: 0 },
    ]);
  });
});
