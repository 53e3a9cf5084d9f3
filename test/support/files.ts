import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { root, run } from "./command.js";

/** Files that are in the repository or about to be: tracked or new, present, not ignored; paths from the project's folder. */
export function projectFiles(): string[] {
  const listed = run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  if (listed.status !== 0) throw new Error(`git cannot list the files of the project: ${listed.stderr}`);
  return listed.stdout.split("\0").filter((path) => path !== "" && isFile(join(root, path)));
}

/** An empty folder that is gone after the test, or when else `atEnd` says (vitest's `afterAll`). */
export function temporaryFolder(atEnd: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), "everystep-"));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What a clone of the project would hold if everything were committed now, in a folder as above. */
export function projectCopy(atEnd?: (remove: () => void) => void): string {
  const copy = temporaryFolder(atEnd);
  for (const path of projectFiles()) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    copyFileSync(join(root, path), join(copy, path));
  }
  return copy;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
