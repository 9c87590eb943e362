/** A warning or an error as one line for whoever looks at the terminal. Pure. */
import { styleText } from "node:util";
import { onOneLine } from "../text/shown.ts";

/** Sentences that tell only of another time, or of more seconds, are the same one: each wait of many is not news. */
export function withoutTimes(sentence: string): string {
  return sentence.replace(/\d{4}-\d\d-\d\dT[\d:]+Z|\b[\d.]+ s\b/g, "");
}

export type NoticeLevel = "WARN" | "ERROR";

const SIGNS = {
  WARN: { sign: "!", colour: "yellow" },
  ERROR: { sign: "✗", colour: "red" },
} as const;

/** The line, without its end. Nothing in it moves the cursor or colours what comes behind it. */
export function noticeLine(level: NoticeLevel, sentence: string, isColoured: boolean): string {
  const { sign, colour } = SIGNS[level];
  const mark = isColoured ? styleText(colour, sign, { validateStream: false }) : sign;
  return `${mark} ${onOneLine(sentence)}`;
}
