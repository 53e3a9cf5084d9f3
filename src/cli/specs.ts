import { lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileNotFound, noSpecs } from "./errors.js";
import { likelyFile } from "./files.js";

/**
 * The spec files at and below some paths, each once, in the order of the paths and of names within a folder. Folders whose
 * names begin with a dot, `node_modules` and links to folders are left out.
 *
 * @throws CallError E0701, E0740 for a path that has none
 */
export function specsUnder(paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) throw fileNotFound(path, likelyFile(path));
    const files = stat.isDirectory() ? filesIn(path) : [path];
    if (files.length === 0) throw noSpecs(path);
    for (const file of files) found.add(file);
  }
  return [...found];
}

function filesIn(folder: string): string[] {
  const names = readdirSync(folder).sort();
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (name.startsWith(".") || name === "node_modules") return [];
    if (lstatSync(path).isDirectory()) return filesIn(path);
    return name.endsWith(".steps") && statSync(path, { throwIfNoEntry: false })?.isFile() === true ? [path] : [];
  });
}
