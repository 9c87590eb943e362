/** What people report of connectors, by kind: each case by the built executable, with the right behaviour beside it. */
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { expect } from "chai";
import { messages, type Outcome } from "../../sandbox/platform.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { CREDENTIALS, command, read } from "../support/runs.ts";
import { testSandbox } from "../support/sandboxes.ts";
import { serve } from "../support/server.ts";
import { errorsOf } from "../support/traces.ts";

interface Status {
  readonly status: string;
  readonly message?: string;
}

function statusOf({ lines }: Outcome): Status {
  const [first, ...others] = messages(lines, "CONNECTION_STATUS");
  expect(others).to.be.empty;
  return first?.connectionStatus as Status;
}

/** Status, headers and body of every answer; what `check` says of it. */
const ANSWERS: readonly (readonly [string, number, Readonly<Record<string, string>>, string, RegExp])[] = [
  [
    "a login page",
    200,
    { "content-type": "text/html" },
    "<html><title>Sign in</title></html>",
    /^Something other.*"Sign in"/,
  ],
  ["an empty body", 200, {}, "", /^Something other than Mailjet's API answered/],
  ["another API's JSON", 200, {}, '{"status":"ok"}', /^Something other than Mailjet's API answered/],
  [
    "Mailjet's error with 200",
    200,
    {},
    '{"ErrorInfo":"","ErrorMessage":"Locked","StatusCode":403}',
    /^Mailjet says "Locked"/,
  ],
  ["a redirect", 301, { location: "https://login.example/?a=b" }, "", /^Something other.*redirect to login.example/],
  ["no content", 204, {}, "", /^Something other than Mailjet's API answered/],
  ["a page that is not there", 404, {}, "<html></html>", /^Something other than Mailjet's API answered/],
  ["a proxy's login", 407, { "proxy-authenticate": "Basic" }, "", /^The proxy .*407/],
  ["a firewall", 403, {}, "<html>Access denied</html>", /^Something other than Mailjet's API answered/],
  ["another realm", 401, { "www-authenticate": "NTLM" }, "", /^Something other than Mailjet's API answered/],
  ["Mailjet's empty 401", 401, {}, "", /^The API key or the secret key is wrong/],
];

describe("what people report: odd answers", () => {
  for (const [what, status, headers, body, words] of ANSWERS) {
    it(`check fails in words: ${what}`, async () => {
      const server = await serve((_, response) => void response.writeHead(status, headers).end(body));
      const outcome = await command(server, "check", { config: CREDENTIALS });
      await server.close();
      expect(statusOf(outcome).status).to.equal("FAILED");
      expect(statusOf(outcome).message)
        .to.match(words)
        .and.not.match(/contactslist|STATE/);
      expect([outcome.code, outcome.stderr]).to.deep.equal([0, ""]);
    });
  }
});

describe("what people report: the sandbox's account", () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.close());
  const config = { include_deleted_campaigns: true };

  for (const [what, days] of [
    ["the machine's clock runs ahead", 400],
    ["the machine's clock runs behind", -40],
  ] as const) {
    it(`no cursor is ahead of what was read: ${what}`, async () => {
      const now = sandbox.now().getTime();
      const machine = new Date(now + days * 86_400_000);
      const env = { MACHINE_CLOCK: machine.toISOString() };
      const outcome = await read(sandbox, { streams: ["open_events"], config, env });
      expect(outcome.code).to.equal(0);
      const [state] = outcome.states;
      const cursor = Date.parse(String(state?.stream.stream_state.OpenedAt));
      expect(cursor).to.be.at.most(now);
      expect(outcome.rows.get("open_events")?.length).to.be.above(1_000);
    });
  }

  it("a key that stays null ends the stream, by the column and the row", async () => {
    const [contact] = sandbox.account.contact;
    if (contact === undefined) throw new Error("An empty account");
    Object.assign(contact, { ID: null });
    const outcome = await read(sandbox, { streams: ["contacts", "contacts_list"] });
    expect(errorsOf(outcome)[0]?.message).to.match(/^The key column 'ID' is null, in row \d+ of the list/);
    expect([outcome.code, [...outcome.rows.keys()]]).to.deep.equal([1, ["contacts_list"]]);
  });

  it("proxies are honoured without a switch", async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on("connect", ({ url = "" }, socket) => {
      asked.push(url);
      const target = new URL(`http://${url}`);
      const to = connect(Number(target.port), target.hostname, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        to.pipe(socket).pipe(to);
      });
      for (const end of [to, socket]) end.on("error", () => end.destroy());
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const address = proxy.address();
    const env = { HTTP_PROXY: `127.0.0.1:${typeof address === "object" ? address?.port : ""}` };
    const through = await command(sandbox, "check", { config: CREDENTIALS }, { env });
    const besides = await command(
      sandbox,
      "check",
      { config: CREDENTIALS },
      { env: { ...env, NO_PROXY: "127.0.0.1" } },
    );
    proxy.close();
    expect([statusOf(through).status, statusOf(besides).status]).to.deep.equal(["SUCCEEDED", "SUCCEEDED"]);
    expect(asked).to.not.be.empty;
  });
});
