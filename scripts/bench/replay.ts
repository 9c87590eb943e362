/** A front for the sandbox that keeps every answer: the second time, it costs next to nothing to give it. */
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sandbox } from "../../sandbox/sandbox.ts";

interface Kept {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

export interface Replay {
  readonly url: string;
  /** Paths with their queries, since this was emptied last. */
  readonly asked: string[];
  /** How many of them the sandbox had to answer. */
  misses: number;
  latencyMs: number;
}

/** @param now what the answers say the time is; the sandbox's clock must stand still. */
export async function serveReplay(sandbox: Pick<Sandbox, "url">, now: Date): Promise<Replay> {
  const kept = new Map<string, Kept>();
  const replay = { url: "", asked: [] as string[], misses: 0, latencyMs: 0 };
  const server = createServer(async ({ url = "", headers: { authorization = "" } }, response) => {
    replay.asked.push(url);
    const latency = replay.latencyMs === 0 ? undefined : sleep(replay.latencyMs);
    const key = withoutFuture(url, now);
    const known = kept.get(key);
    if (known === undefined) replay.misses += 1;
    const answer = known ?? (await answerOf(`${sandbox.url}${url}`, authorization));
    kept.set(key, answer);
    await latency;
    const headers = { "content-type": answer.type, "content-length": answer.body.length, date: now.toUTCString() };
    response.writeHead(answer.status, headers).end(answer.body);
  }).listen(0, "127.0.0.1");
  server.keepAliveTimeout = 60_000;
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The API has no port");
  return Object.assign(replay, { url: `http://127.0.0.1:${address.port}` });
}

/** Nothing lies beyond the time that stands still, so whatever is asked of the future is one and the same question. */
function withoutFuture(url: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1_000);
  return url.replace(/(ToTs=)(\d+)/gi, (text, name: string, to: string) =>
    Number(to) > seconds ? `${name}now` : text,
  );
}

async function answerOf(url: string, authorization: string): Promise<Kept> {
  const answer = await fetch(url, { headers: { authorization } });
  const body = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, type: answer.headers.get("content-type") ?? "", body };
}
