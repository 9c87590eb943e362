/** A copy of the repository as it is now, for scripts that do in it what a reader would do. */
import { spawnSync } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Copies what is under version control or could be. What is installed or built is not in it. */
export async function copyTo(target: string): Promise<void> {
  const { stdout } = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  for (const path of stdout.split("\0").filter((name) => name !== "")) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    // A file that was deleted is still listed until that is committed.
    await cp(path, join(target, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
  }
}
