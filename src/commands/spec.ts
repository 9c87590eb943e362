/** `spec`: what can be configured. */
import { specLine } from "../airbyte/messages.ts";
import { loadSpec } from "../config/files.ts";
import type { Session } from "./session.ts";

export async function spec({ writer }: Session): Promise<void> {
  await writer.message(specLine(loadSpec()));
}
