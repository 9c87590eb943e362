/**
 * What the connector is measured against: fetches the pages that it is told, a few at a time, parses each by `JSON.parse`
 * and prints its rows as records. It loses digits, knows no trouble, and keeps no state.
 * Environment: BARE_URLS, a file of addresses, one a line; BARE_LOGIN, key and secret; BARE_IN_FLIGHT.
 */
import { readFileSync } from "node:fs";

const { BARE_URLS = "", BARE_LOGIN = "", BARE_IN_FLIGHT = "4" } = process.env;
const urls = readFileSync(BARE_URLS, "utf8").trim().split("\n");
const headers = { authorization: `Basic ${Buffer.from(BARE_LOGIN).toString("base64")}` };

async function readNext(): Promise<void> {
  for (let url = urls.shift(); url !== undefined; url = urls.shift()) {
    const answer = await fetch(url, { headers });
    const { Data = [] }: { Data?: unknown[] } = JSON.parse(await answer.text());
    const emittedAt = Date.now();
    const lines = Data.map((data) =>
      JSON.stringify({ type: "RECORD", record: { stream: "bare", data, emitted_at: emittedAt } }),
    );
    if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
  }
}

await Promise.all(Array.from({ length: Number(BARE_IN_FLIGHT) }, readNext));
