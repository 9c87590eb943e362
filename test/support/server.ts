/** A server on loopback that does as a test says, for what goes on below HTTP. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

export interface TestServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function serve(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The test server has no port");
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${address.port}`, close };
}
