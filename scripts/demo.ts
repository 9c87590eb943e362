/**
 * `npm run demo`: the tour. Starts the sandbox, runs the built connector as a platform would through spec, check,
 * discover and two incremental reads with new events in between, and shows what came. The messages stay as JSON lines.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addContact, addOpen } from "../sandbox/changes.ts";
import { happen } from "../sandbox/happenings.ts";
import {
  configure,
  discovered,
  lastStates,
  messages,
  type Outcome,
  recordsByStream,
  runConnector,
} from "../sandbox/platform.ts";
import { Random } from "../sandbox/random.ts";
import { DEFAULT_API_KEY, DEFAULT_API_SECRET, type Sandbox, startSandbox } from "../sandbox/sandbox.ts";

const FOLDER = "demo-output";
const NEW_EVENTS = 200;
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/** How long before the demo's second read an open was recorded late, and its campaign sent. */
const LATE_S = 5 * HOUR_S;
const OLD_CAMPAIGN_S = 60 * DAY_S;

const sandbox = await startSandbox();
try {
  await tour(sandbox);
} finally {
  await sandbox.close();
}

async function tour(account: Sandbox): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER);
  const config = await keep(
    "config.json",
    JSON.stringify({ api_key: DEFAULT_API_KEY, api_secret: DEFAULT_API_SECRET }),
  );
  console.log(`A sandbox account is served at ${account.url}. The connector reads it as a platform would:\n`);

  await run("spec", []);
  await run("check", ["--config", config]);
  const streams = discovered((await run("discover", ["--config", config])).lines);
  const catalog = await keep("catalog.json", JSON.stringify(configure(streams), null, 2));
  const files = ["--config", config, "--catalog", catalog];
  const first = await run("read", files, "read-1");
  const state = await keep("state-1.json", JSON.stringify(lastStates(first.lines), null, 2));

  account.advance(6 * HOUR_S);
  liveOn(account);
  console.log(`\n  … six hours pass: ${NEW_EVENTS} messages and events, an open of a campaign sent two months ago,`);
  console.log("    an open recorded five hours late, a new contact\n");
  const second = await run("read", [...files, "--state", state], "read-2");
  await keep("state-2.json", JSON.stringify(lastStates(second.lines), null, 2));

  show(first, second);
  console.log(`\nAll messages are in ${FOLDER}/ as JSON lines; the states beside them are what a platform would keep.`);
}

function liveOn({ account, now }: Sandbox): void {
  const at = now();
  happen(account, NEW_EVENTS, at, new Random(7));
  const old = Array.from(account.message).find(
    (message) => Date.parse(message.ArrivedAt) < at.getTime() - OLD_CAMPAIGN_S * 1_000,
  );
  if (old !== undefined) {
    addOpen(account, at, { MessageID: old.ID });
    addOpen(account, new Date(at.getTime() - LATE_S * 1_000), { MessageID: old.ID });
  }
  addContact(account, at);
}

async function run(command: string, args: readonly string[], name = command): Promise<Outcome> {
  const started = performance.now();
  const outcome = await runConnector([command, ...args], {
    env: { MAILJET_API_URL: sandbox.url },
    clock: sandbox.now(),
  });
  const took = ((performance.now() - started) / 1_000).toFixed(2);
  await keep(`${name}.jsonl`, `${outcome.lines.join("\n")}\n`);
  const counts = Map.groupBy(messages(outcome.lines), ({ type }) => type);
  const said = [...counts].map(([type, { length }]) => `${length} ${type}`).join(", ");
  console.log(`  ${command.padEnd(9)} ${took} s   exit ${outcome.code}   ${said}`);
  if (outcome.code !== 0) throw new Error(`The demo stops: ${command} failed, see ${FOLDER}/${name}.jsonl`);
  return outcome;
}

async function keep(name: string, text: string): Promise<string> {
  const path = join(FOLDER, name);
  await writeFile(path, text);
  return path;
}

/** New: rows of the second read that the first did not deliver; the others are the look-back, read again on purpose. */
function show(first: Outcome, second: Outcome): void {
  const [before, after] = [recordsByStream(first.lines), recordsByStream(second.lines)];
  const cursors = new Map(
    lastStates(second.lines).map(({ stream }) => [stream.stream_descriptor.name, stream.stream_state]),
  );
  const rows = [...before.keys()].sort().map((stream) => {
    const old = new Set(before.get(stream));
    const again = after.get(stream) ?? [];
    const cursor =
      Object.values(cursors.get(stream) ?? {}).find((value) => typeof value === "string") ?? "full refresh";
    return [stream, old.size, again.length, again.filter((row) => !old.has(row)).length, cursor];
  });
  const table = [["stream", "first read", "second read", "new rows", "cursor"], ...rows];
  console.log();
  for (const cells of table) {
    console.log(
      cells.map((cell, column) => (column % 4 === 0 ? `${cell}`.padEnd(22) : `${cell}`.padStart(12))).join("  "),
    );
  }
}
