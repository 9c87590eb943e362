/** One run of the chaos test: an account that lives, an API with bad days, a connector that is killed and resumed. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { committedBy, configure, lastStates, messages, type Outcome, runConnector } from "../../sandbox/platform.ts";
import { Random } from "../../sandbox/random.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { loadCatalog } from "../../src/config/files.ts";
import { Life, STATISTICS } from "./life.ts";
import { type Plan, planOf } from "./plan.ts";
import { type Course, type Delivered, differences, rowsOf, type Snapshot } from "./verdict.ts";

export interface Result {
  readonly seed: number;
  readonly plan: Plan;
  readonly kills: Readonly<Record<"SIGKILL" | "SIGTERM", number>>;
  readonly calls: readonly { readonly fault?: string; readonly status: number }[];
  readonly happened: number;
  /** Distinct rows that the platform has in the end, and RECORD messages that it was given for them. */
  readonly rows: number;
  readonly deliveries: number;
  /** What is not as it should be, in words; nothing lost and nothing altered where there is none. */
  readonly wrong: readonly string[];
}

/** Something happens in the account so often, in milliseconds, while it is read. */
const HAPPENS_EVERY_MS = 10;
/** Of these, rows change while they are read. */
const CHANGING = ["contact", "contactslist", "message", ...STATISTICS] as const;
/** A read that takes so many tries will not come to its end. */
const MOST_TRIES = 30;

export async function chaosRun(seed: number): Promise<Result> {
  const random = new Random(seed);
  const plan = planOf(random, seed);
  const sandbox = await startSandbox({ ...plan.sandbox, seed });
  const folder = await mkdtemp(join(tmpdir(), "source-mailjet-chaos-"));
  try {
    return await new ChaosRun(seed, plan, sandbox, folder, random).run();
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true });
  }
}

class ChaosRun {
  readonly #seed: number;
  readonly #plan: Plan;
  readonly #sandbox: Sandbox;
  readonly #folder: string;
  readonly #random: Random;
  readonly #life: Life;
  readonly #kills = { SIGKILL: 0, SIGTERM: 0 };
  readonly #wrong: string[] = [];
  /** What the platform has committed, by stream. */
  readonly #delivered: Delivered = new Map();
  readonly #states = new Map<string, ReturnType<typeof lastStates>[number]>();
  #deliveries = 0;

  constructor(seed: number, plan: Plan, sandbox: Sandbox, folder: string, random: Random) {
    this.#seed = seed;
    this.#plan = plan;
    this.#sandbox = sandbox;
    this.#folder = folder;
    this.#random = random;
    this.#life = new Life(sandbox.account, new Random(seed + 1), plan.isLate);
  }

  async run(): Promise<Result> {
    const before = this.#rows();
    const timer = setInterval(() => this.#life.happen(this.#sandbox.now()), HAPPENS_EVERY_MS);
    await this.#readToTheEnd(this.#plan.kills).finally(() => clearInterval(timer));
    const after = this.#rows();
    const known = [before, after, this.#life.versions];
    const [deliveries, rows] = [this.#deliveries, this.#count()];
    this.#judge({ first: before, last: after, known, changing: CHANGING });
    if (this.#plan.syncMode === "incremental") {
      // The next read brings what came during the last one; but no filter finds a message whose status has changed.
      this.#sandbox.advance(2);
      await this.#readToTheEnd(0);
      this.#judge({ first: after, last: after, known, changing: ["message"] });
    }
    const { calls } = this.#sandbox;
    const happened = this.#life.happened;
    const [seed, plan, kills, wrong] = [this.#seed, this.#plan, this.#kills, this.#wrong];
    return { seed, plan, kills, calls, happened, rows, deliveries, wrong };
  }

  #rows(): Snapshot {
    return rowsOf(this.#sandbox.account, this.#plan.streams, this.#plan.counters);
  }

  #judge(course: Course): void {
    this.#wrong.push(...differences(this.#delivered, course));
  }

  async #readToTheEnd(kills: number): Promise<void> {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const outcome = await this.#read(tries <= kills);
      const isDone = outcome.code === 0;
      this.#take(outcome, isDone);
      if (isDone) return;
      const isKilled = outcome.signal !== null;
      if (!isKilled) this.#wrong.push(`exit ${outcome.code}: ${JSON.stringify(errorsIn(outcome))} ${outcome.stderr}`);
      if (!isKilled) return;
    }
    this.#wrong.push(`not done after ${MOST_TRIES} tries`);
  }

  async #read(isToBeKilled: boolean): Promise<Outcome> {
    const config = { api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET, ...this.#plan.config };
    const files = {
      config,
      catalog: configure(this.#catalog(), this.#plan.syncMode),
      state: [...this.#states.values()],
    };
    const args = ["read"];
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.#folder, `${name}.json`);
      await writeFile(path, JSON.stringify(content));
      args.push(`--${name}`, path);
    }
    const { readerPauseMs } = this.#plan;
    let lines = 0;
    let timer: NodeJS.Timeout | undefined;
    const outcome = await runConnector(args, {
      env: { MAILJET_API_URL: this.#sandbox.url },
      clock: this.#sandbox.now(),
      onStart: (kill) => {
        if (!isToBeKilled) return;
        const signal = this.#random.chance(0.75) ? "SIGKILL" : "SIGTERM";
        timer = setTimeout(() => kill(signal), this.#random.between(20, this.#plan.killWithinMs));
      },
      onLine: async () => {
        if (readerPauseMs > 0 && ++lines % 500 === 0) await sleep(readerPauseMs);
      },
    });
    clearTimeout(timer);
    if (outcome.signal === "SIGKILL" || outcome.signal === "SIGTERM") this.#kills[outcome.signal]++;
    return outcome;
  }

  /** As a platform: commits what came before each stream's last STATE, or all of a read that was done. */
  #take(outcome: Outcome, isDone: boolean): void {
    // The last line of a killed process may be cut off.
    const lines = outcome.lines.filter((line) => line.endsWith("}"));
    this.#deliveries += lines.filter((line) => line.startsWith('{"type":"RECORD"')).length;
    for (const [stream, rows] of committedBy(lines)) {
      const known = this.#delivered.get(stream) ?? new Set();
      for (const row of rows) known.add(row);
      this.#delivered.set(stream, known);
    }
    for (const state of lastStates(lines)) this.#states.set(state.stream.stream_descriptor.name, state);
    if (isDone && this.#states.size < this.#plan.streams.length) this.#wrong.push("a stream ended without a STATE");
  }

  #catalog() {
    return loadCatalog().filter(({ name }) => this.#plan.streams.includes(name));
  }

  #count(): number {
    return [...this.#delivered.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

function errorsIn({ lines }: Outcome): unknown[] {
  const traces = messages(lines.filter((line) => line.startsWith('{"type":"TRACE"')));
  return traces.flatMap(({ trace }) => (trace as { error?: { message: string } }).error?.message ?? []);
}
