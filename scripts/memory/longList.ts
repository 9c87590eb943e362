/** An API that has one list only, of millions of contacts: they are made when they are asked for. */
import { once } from "node:events";
import { createServer } from "node:http";
import { PAGE_ROWS } from "../../src/mailjet/page.ts";

/** @returns its address. It goes with the process. */
export async function serveContacts(count: number): Promise<string> {
  const server = createServer(({ url = "" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const offset = Number(searchParams.get("Offset") ?? 0);
    const rows = pathname.endsWith("/contact") ? Math.max(0, Math.min(PAGE_ROWS, count - offset)) : 0;
    const data = Array.from({ length: rows }, (_, index) => contact(1_000_000_000 + offset + index)).join(", ");
    const total = searchParams.has("countRecords") ? count : rows;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`{ "Count" : ${rows}, "Data" : [${data}], "Total" : ${total} }`);
  }).listen(0, "127.0.0.1");
  server.unref();
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The API has no port");
  return `http://127.0.0.1:${address.port}`;
}

function contact(id: number): string {
  return `{ "CreatedAt" : "2026-01-31T10:00:00Z", "DeliveredCount" : 12, "Email" : "contact.${id}@example.com", "ExclusionFromCampaignsUpdatedAt" : "", "ID" : ${id}, "IsExcludedFromCampaigns" : false, "IsOptInPending" : false, "IsSpamComplaining" : false, "LastActivityAt" : "2026-02-01T10:00:00Z", "LastUpdateAt" : "", "Name" : "", "UnsubscribedAt" : "", "UnsubscribedBy" : "" }`;
}
