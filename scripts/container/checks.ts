/** The checks of the image, by name, and those of a container that nobody stops. Run by scripts/container.ts. */
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { linesOf, messages, recordsByStream } from "../../sandbox/platform.ts";
import { loadSpec } from "../../src/config/files.ts";
import { configOf, MEMORY_MB, run, WORKING_FOLDER } from "./engine.ts";
import { readByPipes } from "./pipes.ts";
import { compare, count } from "./rows.ts";
import { type Check, type Finding, problemsOf, READ, type Setting } from "./setting.ts";
import { readerAsleep, readerGone, stopped } from "./stops.ts";

export const CHECKS: Readonly<Record<string, Check>> = {
  "its labels and its entrypoint": labels,
  spec: spec,
  "what it may do": restrictions,
  "a start from what was compiled before": compileCache,
  "a heap below the memory limit": heapLimit,
  "read, by a shell into named pipes": piped,
  "SIGTERM to the first process, then the rest": (setting) => stopped(setting, "first"),
  "SIGTERM to a child of the shell, then the rest": (setting) => stopped(setting, "child"),
  "a reader that reads no more, then goes": readerGone,
  "a reader that reads no more, SIGTERM to the first process": (setting) => readerAsleep(setting, "first"),
  "a reader that reads no more, SIGTERM to a child": (setting) => readerAsleep(setting, "child"),
};

async function labels({ engine }: Setting): Promise<Finding> {
  const { Env: env, Entrypoint: entrypoint, Labels: named } = await configOf(engine);
  const metadata = await readFile("metadata.yaml", "utf8");
  const of = (field: string) => new RegExp(`^ *${field}: (\\S+)$`, "m").exec(metadata)?.[1];
  const [name, version] = [of("dockerRepository"), of("dockerImageTag")];
  return {
    seen: `${named["io.airbyte.name"]} ${named["io.airbyte.version"]}, ${entrypoint.join(" ")}`,
    problems: problemsOf({
      [`metadata.yaml has the name ${name}`]: name === undefined || named["io.airbyte.name"] !== name,
      [`metadata.yaml has the version ${version}`]: version === undefined || named["io.airbyte.version"] !== version,
      "AIRBYTE_ENTRYPOINT is another": !env.includes(`AIRBYTE_ENTRYPOINT=${entrypoint.join(" ")}`),
    }),
  };
}

async function spec({ engine }: Setting): Promise<Finding> {
  const { code, stdout } = await run(engine, ["spec"]);
  const [message] = messages(
    stdout.split("\n").filter((line) => line !== ""),
    "SPEC",
  );
  const right = code === 0 && isDeepStrictEqual(message?.spec, loadSpec());
  return {
    seen: right ? "that of spec.json" : "another",
    problems: problemsOf({ [`exit code ${code}, ${stdout}`]: !right }),
  };
}

/** An engine that passes over a restriction would make the other checks easier than they look. */
async function restrictions({ engine }: Setting): Promise<Finding> {
  const ask = [
    "pwd; id -u",
    "sed -nE 's/^(Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs):\\s*//p' /proc/self/status",
    "for folder in / /airbyte /airbyte/integration_code /airbyte/compile-cache; do",
    "  if touch $folder/new 2> /dev/null; then echo $folder; fi",
    "done",
  ].join("\n");
  const { stdout, stderr } = await run(engine, ["-c", ask], { entrypoint: "sh" });
  const least = [WORKING_FOLDER, "1000", ...Array<string>(5).fill("0".repeat(16)), "1", ""].join("\n");
  const right = stdout === least;
  return {
    seen: right
      ? `uid 1000 in ${WORKING_FOLDER}, no capability, no new privileges, nothing to write to`
      : "other things",
    problems: problemsOf({ [`it may do more, or other things: ${stdout}${stderr}`]: !right }),
  };
}

/** Node says so on stderr when it is asked. */
async function compileCache({ engine }: Setting): Promise<Finding> {
  const { stderr } = await run(engine, ["spec"], { env: { NODE_DEBUG_NATIVE: "COMPILE_CACHE" } });
  const accepted = [...stderr.matchAll(/(\S+) was accepted/g)].map(([, file]) => file);
  return {
    seen: accepted.join(", "),
    problems: problemsOf({ [stderr]: !accepted.some((file) => file?.endsWith("/dist/lib/main.cjs")) }),
  };
}

async function heapLimit({ engine }: Setting): Promise<Finding> {
  const ask = 'console.log(process.constrainedMemory(), require("v8").getHeapStatistics().heap_size_limit)';
  const { stdout, stderr } = await run(engine, ["-e", ask], { entrypoint: "node" });
  const [limit = Number.NaN, heap = Number.NaN] = stdout.split(" ").map((bytes) => Number(bytes) / 2 ** 20);
  return {
    seen: `${heap} of ${limit} MB`,
    problems: problemsOf({
      [`the container has ${limit} MB, not ${MEMORY_MB}: ${stderr}`]: limit !== MEMORY_MB,
      [`the heap may take ${heap} of ${limit} MB`]: !(heap > 0 && heap < 0.75 * MEMORY_MB),
    }),
  };
}

async function piped(setting: Setting): Promise<Finding> {
  const read = await readByPipes(setting, READ, { what: "whole" });
  const lines: string[] = [];
  for await (const line of linesOf(read.stdout)) lines.push(line);
  const [code, stderr] = [await read.exitCode, await read.stderr];
  const [rows, outside] = [recordsByStream(lines), recordsByStream(setting.outside)];
  const peakMb = Math.round(Number.parseInt(await read.note("peak"), 10) / 2 ** 20);
  return {
    seen: `${count(rows)} rows of ${rows.size} streams, in ${peakMb > 0 ? `${peakMb} of ` : ""}${MEMORY_MB} MB`,
    problems: [
      ...problemsOf({
        [`exit code ${code}, stderr: ${stderr}`]: code !== 0 || stderr !== "",
        [`${count(rows)} rows, outside ${count(outside)}`]: count(rows) !== count(outside),
      }),
      ...compare(rows, setting.outside),
    ],
  };
}
