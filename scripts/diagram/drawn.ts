/** What each picture of a diagram was drawn from: kept beside the pictures, so that one that is out of date is found. */
import { createHash } from "node:crypto";
import type { Diagram } from "../generate/entities.ts";

export const DRAWN = "docs/pictures/entities.json";

/** Picture → digest of the words that it was drawn from. Pure. */
export function drawnFrom(diagrams: readonly Diagram[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    diagrams.map(({ picture, text }) => [picture, createHash("sha256").update(text).digest("hex")]),
  );
}
