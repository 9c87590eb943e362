import { expect } from "chai";
import type { Resource } from "../../sandbox/declaration.ts";
import { Decimal, jsonText } from "../../sandbox/json.ts";
import { isResourceName, resources } from "../../sandbox/resources.ts";
import { get, type Row, sandboxes } from "./client.ts";

describe("the sandbox's values", () => {
  const start = sandboxes();

  it("prints message IDs beyond 2^53 digit for digit, where neighbours are one as doubles", async () => {
    const sandbox = await start();
    const { body } = await get(sandbox, "message?FromTS=1&Limit=1000");
    const ids = Array.from(body.matchAll(/"ID" : (\d+)/g), ([, id]) => id ?? "");
    const known = Array.from(sandbox.account.message, ({ ID }) => String(ID));
    expect(ids.toSorted()).to.deep.equal(known.toSorted());
    expect(new Set(ids.map((id) => id.length))).to.deep.equal(new Set([17, 18]));
    expect(new Set(ids).size).to.equal(120);
    expect(new Set(ids.map(Number)).size).to.be.lessThan(60);
  });

  it("gives first message IDs beyond 2^53 with campaigns", async () => {
    const { rows } = await get(await start(), "campaign?FromTS=1&Limit=1000");
    expect(rows.every(({ FirstMessageID }) => typeof FirstMessageID === "bigint")).to.equal(true);
  });

  it("gives -1 as the ID of every open and click, and the message's as that of a bounce", async () => {
    const sandbox = await start();
    for (const name of ["openinformation", "clickstatistics"]) {
      const { rows } = await get(sandbox, `${name}?FromTS=1&Limit=1000`);
      expect(new Set(rows.map(({ ID }) => ID))).to.deep.equal(new Set([-1]));
    }
    const { rows } = await get(sandbox, "bouncestatistics?FromTS=1&Limit=1000");
    expect(rows.every(({ ID }) => typeof ID === "bigint" && sandbox.account.message.where("ID", ID).length === 1)).to.be
      .true;
  });

  it("lets some messages bounce twice", async () => {
    const { rows } = await get(await start({ size: { bounces: 100 } }), "bouncestatistics?FromTS=1&Limit=1000");
    expect(new Set(rows.map(({ ID }) => ID)).size).to.be.lessThan(100);
  });

  it("has rows that are identical in every column", async () => {
    const sandbox = await start({ size: { opens: 800, clicks: 800 } });
    for (const name of ["openinformation", "clickstatistics"]) {
      const { rows } = await get(sandbox, `${name}?FromTS=1&Limit=1000`);
      expect(
        new Set(rows.map((row) => JSON.stringify(row, (_, v) => (typeof v === "bigint" ? String(v) : v)))).size,
      ).to.be.lessThan(800);
    }
  });

  it('gives "" for no date, and some dates without their Z', async () => {
    const sandbox = await start({ size: { contacts: 400 } });
    const contacts = (await get(sandbox, "contact?Limit=1000")).rows;
    for (const column of ["LastUpdateAt", "LastActivityAt", "UnsubscribedAt", "ExclusionFromCampaignsUpdatedAt"]) {
      expect(contacts.some((row) => row[column] === "")).to.equal(true, column);
      expect(contacts.some((row) => row[column] !== "")).to.equal(true, column);
    }
    const created = contacts.map(({ CreatedAt }) => String(CreatedAt));
    expect(created.every((date) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/.test(date))).to.equal(true);
    expect(created.filter((date) => !date.endsWith("Z"))).to.have.length.within(1, 60);
    const campaigns = (await get(sandbox, "campaign?FromTS=1&Limit=1000")).rows;
    expect(campaigns.some(({ SendEndAt }) => SendEndAt === "")).to.equal(true);
  });

  it("prints fractions that a parser would change, such as 1.0 and 2.50", async () => {
    const { body } = await get(await start(), "message?FromTS=1&Limit=1000");
    expect(body)
      .to.match(/"Delay" : 1\.0,/)
      .and.match(/"SpamassassinScore" : 2\.50,/);
  });

  it("has texts that look like JSON, and escapes them", async () => {
    const sandbox = await start({ size: { campaigns: 200, messages: 200 } });
    const { rows, body } = await get(sandbox, "campaign?FromTS=1&Limit=1000");
    const subjects = new Set(rows.map(({ Subject }) => Subject));
    expect(subjects).to.include('Order "ID" : 12345678901234567890 has shipped');
    expect(subjects).to.include("Ends with a backslash \\");
    expect(body).to.include('"Subject" : "Order \\"ID\\" : 12345678901234567890 has shipped"').and.include("新着");
  });

  it("hides Subject, ContactAlt and CustomID of messages unless each is asked for", async () => {
    const sandbox = await start();
    const columns = ["Subject", "ContactAlt", "CustomID"] as const;
    const seen = async (query: string) => {
      const { rows } = await get(sandbox, `message?FromTS=1&Limit=1000&${query}`);
      return columns.filter((column) => rows.some((row) => row[column] !== ""));
    };
    expect(await seen("ShowSubject=false")).to.deep.equal([]);
    expect(await seen("ShowCustomID=true")).to.deep.equal(["CustomID"]);
    expect(await seen("ShowSubject=true&showcontactalt=1&ShowCustomID=true")).to.deep.equal([...columns]);
  });

  it("gives the columns that are declared, in their order, but for those that are not printed", async () => {
    const sandbox = await start();
    for (const [name, { columns, unprinted = [], mandatory }] of Object.entries<Resource>(resources)) {
      const table: Iterable<Row> = isResourceName(name) && mandatory !== undefined ? sandbox.account[name] : [];
      const [row] = table;
      const { rows } = await get(sandbox, `${name}?FromTS=1&Limit=1&CampaignID=${row?.CampaignID ?? ""}`);
      const printed = Object.keys(columns).filter((column) => !unprinted.includes(column));
      expect(Object.keys(rows[0] ?? {})).to.deep.equal(printed, name);
    }
  });
});

describe("jsonText()", () => {
  it("prints nested values, and numbers with their digits", () => {
    const value = { ALT: "", List: [1, 2n ** 63n, new Decimal("2.50")], None: null, Empty: [] };
    expect(jsonText(value)).to.equal(
      '{ "ALT" : "", "List" : [ 1, 9223372036854775808, 2.50 ], "None" : null, "Empty" : [  ] }',
    );
  });

  it("escapes what JSON escapes and nothing else", () => {
    for (const text of ['a "b" \\ c', "line\nbreak\u0001", "été 顧客 🎉", "\u2028", ""]) {
      expect(JSON.parse(jsonText(text))).to.equal(text);
    }
    expect(jsonText("été/🎉")).to.equal('"été/🎉"');
  });
});

describe("Decimal", () => {
  it("takes decimal numbers only", () => {
    for (const text of ["", "1.", "1e3", "x"]) expect(() => new Decimal(text)).to.throw(RangeError);
  });
});
