/** Starts the bench's API, and asks it what was asked of it. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Opened, Order, Report } from "./api.ts";

export interface Api extends Opened {
  /** Each answer takes so long from now on, and counting begins anew. @returns what was asked before. */
  order(latencyMs?: number): Promise<Report>;
  close(): Promise<void>;
}

/** @param shape a name of `SHAPES`. */
export async function openApi(shape: string): Promise<Api> {
  const child = fork(fileURLToPath(new URL("./api.ts", import.meta.url)), [shape]);
  const [opened]: [Opened] = await nextMessage();
  async function nextMessage<M>(): Promise<[M]> {
    const [message] = await once(child, "message");
    return [message];
  }
  return {
    ...opened,
    order: async (latencyMs = 0) => {
      const answered = nextMessage<Report>();
      child.send({ latencyMs } satisfies Order);
      const [report] = await answered;
      return report;
    },
    close: async () => {
      const ended = once(child, "close");
      child.kill();
      await ended;
    },
  };
}
