/** Sandboxes for tests: the same account at any hour, by a clock that stands still. */
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/sandbox.ts";
import { NOW, SEED } from "./now.ts";

export function testSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ now: NOW, seed: SEED, clock: "frozen", ...options });
}
