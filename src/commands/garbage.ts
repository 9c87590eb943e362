/** How much garbage a read may keep: `read` says it once, before the first row. */
import { setFlagsFromString } from "node:v8";

/**
 * Without these, V8 lets garbage grow to hundreds of megabytes before it looks. Code that is loaded after they are set is
 * compiled anew, Node's own too: so they are set when all is loaded.
 */
const FLAGS = ["--semi-space-growth-factor=1", "--heap-growing-percent=50"];

export function keepLittleGarbage(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
