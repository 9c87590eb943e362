/** Nobody listens in, nobody else gets the credentials, and no value breaks anything. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { expect } from "chai";
import { messages } from "../../sandbox/platform.ts";
import { CREDENTIALS, command } from "../support/runs.ts";

/** What a server on loopback was asked. */
interface Listener {
  readonly port: number;
  readonly asked: string[];
}

describe("the way to Mailjet", () => {
  const servers: Server[] = [];
  const listen = async (server: Server): Promise<number> => {
    servers.push(server.listen(0, "127.0.0.1"));
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** Proves to be nobody: its certificate is signed by itself. */
  const impostor = async (): Promise<Listener> => {
    const asked: string[] = [];
    const folder = new URL("../support/tls/", import.meta.url);
    const [key, cert] = await Promise.all(
      ["key.pem", "certificate.pem"].map((name) => readFile(new URL(name, folder))),
    );
    const server = createHttpsServer({ key, cert }, (request, response) => {
      asked.push(request.headers.authorization ?? "");
      response.end('{ "Count" : 0, "Data" : [], "Total" : 0 }');
    });
    return { port: await listen(server), asked };
  };

  const check = async (url: string, env: Readonly<Record<string, string>> = {}) => {
    const outcome = await command({ url }, "check", { config: CREDENTIALS }, { env });
    const [status] = messages(outcome.lines, "CONNECTION_STATUS");
    return { ...outcome, status: status?.connectionStatus as { status: string; message: string } };
  };

  for (const env of [{}, { NODE_TLS_REJECT_UNAUTHORIZED: "0" }]) {
    it(`refuses a certificate that is not to be trusted, at once, with ${JSON.stringify(env)} too`, async () => {
      const { port, asked } = await impostor();
      const { status, code, stderr } = await check(`https://127.0.0.1:${port}`, env);
      expect(status.status).to.equal("FAILED");
      expect(status.message).to.match(
        /certificate .* not to be trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\); .*NODE_EXTRA_CA/,
      );
      expect([code, stderr, asked]).to.deep.equal([0, "", []]);
    });
  }

  it("takes a certificate that the user vouches for", async () => {
    const { port, asked } = await impostor();
    const { pathname } = new URL("../support/tls/certificate.pem", import.meta.url);
    const { status } = await check(`https://127.0.0.1:${port}`, { NODE_EXTRA_CA_CERTS: pathname });
    expect(status.status).to.equal("SUCCEEDED");
    expect(asked).to.not.be.empty;
  });

  it("does not follow a redirect to another origin: the credentials would go along", async () => {
    const asked: string[] = [];
    const other = await listen(createHttpServer((request, response) => response.end(asked.push(request.url ?? ""))));
    const first = await listen(
      createHttpServer((request, response) => {
        response.writeHead(307, { Location: `http://127.0.0.1:${other}${request.url}` }).end();
      }),
    );
    const { status, code } = await check(`http://127.0.0.1:${first}`);
    expect(status.message).to.match(/a redirect to 127.0.0.1:\d+, which is not followed/);
    expect([code, asked]).to.deep.equal([0, []]);
  });

  it("goes over plain http to this very machine only", async () => {
    const { status, code } = await check("http://api.mailjet.example");
    expect(status).to.deep.include({ status: "FAILED" });
    expect(status.message).to.match(/MAILJET_API_URL .*https/);
    expect(code).to.equal(0);
  });
});
