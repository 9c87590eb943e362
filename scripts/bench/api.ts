/**
 * The bench's API, in a process of its own: what it costs is nobody else's cost. Started by `fork` with a name of a shape;
 * sends an `Opened`, then answers each `Order` with a `Report`.
 */
import { startSandbox } from "../../sandbox/sandbox.ts";
import { serveReplay } from "./replay.ts";
import { SHAPES } from "./shapes.ts";

export interface Opened {
  readonly url: string;
  /** Rows of the resource that a bare loop reads; 0 where it reads none. */
  readonly rows: number;
}

/** From now on: so long for each answer. */
export interface Order {
  readonly latencyMs: number;
}

/** Since the order before. */
export interface Report {
  readonly asked: readonly string[];
  readonly misses: number;
}

const shape = SHAPES[process.argv[2] ?? ""];
if (shape === undefined) throw new RangeError(`There is no shape "${process.argv[2]}"`);
const sandbox = await startSandbox({ clock: "frozen", size: shape.size });
shape.arrange?.(sandbox.account, Math.floor(sandbox.now().getTime() / 1_000));
const replay = await serveReplay(sandbox, sandbox.now());
const rows = shape.bare === undefined ? 0 : sandbox.account[shape.bare.resource].size;
const send = (message: Opened | Report) => process.send?.(message);
send({ url: replay.url, rows });
process.on("message", ({ latencyMs }: Order) => {
  send({ asked: replay.asked.splice(0), misses: replay.misses });
  replay.misses = 0;
  replay.latencyMs = latencyMs;
});
process.once("disconnect", () => process.exit());
