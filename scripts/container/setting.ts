/** What the checks of the image have in common: what they are given, and what they find. Used by those beside it. */
import type { Engine } from "./engine.ts";

export interface Setting {
  readonly engine: Engine;
  /** A folder of this machine with `config.json` and `catalog.json`, and for what a check leaves behind. */
  readonly files: string;
  /** What the executable says outside of a container. */
  readonly outside: readonly string[];
  /** Writes a file into the folder, which the container's user can read. */
  readonly keep: (name: string, content: unknown) => Promise<void>;
}

export interface Finding {
  /** In a few words, with its figures. */
  readonly seen: string;
  /** What is wrong: none where all is right. */
  readonly problems: readonly string[];
}

export type Check = (setting: Setting) => Promise<Finding>;

/** Where the folder is inside of a container. */
export const FILES = "/files";

export const READ = ["read", "--config", `${FILES}/config.json`, "--catalog", `${FILES}/catalog.json`];

/** The problems whose condition holds. */
export function problemsOf(conditions: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(conditions).flatMap(([words, holds]) => (holds ? [words] : []));
}
