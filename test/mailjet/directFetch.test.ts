import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import { bodyOf, directFetch } from "../../src/mailjet/directFetch.ts";
import { NoAnswerError } from "../../src/mailjet/noAnswer.ts";

const TEXT = '{ "Count" : 1, "Data" : [ { "Name" : "Été" } ], "Total" : 1 }'.repeat(5_000);

describe("directFetch()", () => {
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
  };
  const textOf = async (response: Response): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bodyOf(response) ?? []) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const refusal = (answer: Promise<unknown>) =>
    answer.then(
      () => expect.fail("it was answered"),
      (error: unknown) => error,
    );

  const encodings = { identity: Buffer.from, gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync };
  for (const [encoding, encode] of Object.entries(encodings)) {
    it(`gives the body of an answer as it was before '${encoding}'`, async () => {
      const url = await serve((_, response) => {
        response.writeHead(200, { "content-encoding": encoding, "x-own": "7" }).end(encode(TEXT));
      });
      const response = await directFetch(url);
      expect([response.status, response.headers.get("x-own")]).to.deep.equal([200, "7"]);
      expect(await textOf(response)).to.equal(TEXT);
    });
  }

  it("sends the headers it is given, and asks for what it can read", async () => {
    let asked: IncomingHttpHeaders = {};
    const url = await serve(({ headers }, response) => {
      asked = headers;
      response.end();
    });
    await textOf(await directFetch(new Request(url, { headers: { Authorization: "Basic eA==" } })));
    expect(asked).to.include({ authorization: "Basic eA==", "accept-encoding": "gzip, br", accept: "*/*" });
  });

  it("gives an error and a redirect as they are", async () => {
    for (const status of [204, 302, 404, 599]) {
      const url = await serve((_, response) => void response.writeHead(status, { location: "http://other/" }).end());
      const response = await directFetch(url);
      expect([response.status, await textOf(response)]).to.deep.equal([status, ""]);
    }
  });

  it("fails where the answer is no HTTP, has no such status, or ends too soon", async () => {
    const raw = (text: string) => serve(({ socket }) => void socket.end(text));
    expect(await refusal(directFetch(await raw("SSH-2.0\r\n\r\n")))).to.include({ code: "HPE_INVALID_CONSTANT" });
    expect(await refusal(directFetch(await raw("HTTP/1.1 600 No\r\n\r\n")))).to.be.instanceOf(NoAnswerError);
    expect(await refusal(directFetch(await raw("")))).to.include({ code: "ECONNRESET" });
    const response = await directFetch(await raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"));
    expect(await refusal(textOf(response))).to.include({ code: "ECONNRESET" });
    const cut = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(TEXT).subarray(0, 100));
    });
    expect(await refusal(textOf(await directFetch(cut)))).to.include({ code: "Z_BUF_ERROR" });
  });

  it("stops when it is told to, before the answer and within it", async () => {
    const url = await serve((_, response) => void response.writeHead(200).write("{"));
    const abort = new AbortController();
    const { signal } = abort;
    const response = await directFetch(new Request(url, { signal }));
    setTimeout(() => abort.abort(), 20);
    expect(await refusal(textOf(response))).to.include({ code: "ECONNRESET" });
    expect(await refusal(directFetch(new Request(url, { signal })))).to.include({ name: "AbortError" });
  });
});
