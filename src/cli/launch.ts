import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

/*
 * The command as one script (scripts/bundle.mjs makes it of command.ts and all that it imports), with the code that V8 compiled it
 * to when the package was built: reading and compiling it anew is a quarter of the time that a small check takes. V8 takes that code
 * only when it is its own, of the same version and for the same text; else it compiles the text, and all goes on as slowly.
 */

/** Runs the script at a URL, which is in ASCII, with its compiled code from the file beside it, if there is any. */
export function launch(url: URL): Script {
  const filename = fileURLToPath(url);
  const cachedData = readIfThere(cacheOf(filename));
  const text = `(function (require, __filename) {${readFileSync(filename, "latin1")}\n})`;
  const script = new Script(text, { filename, cachedData });
  script.runInThisContext()(createRequire(url), filename);
  return script;
}

/** Where the compiled code of a script is. */
export function cacheOf(filename: string): string {
  return `${filename}.cache`;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
