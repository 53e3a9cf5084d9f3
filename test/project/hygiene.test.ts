import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../support/command.js";
import { projectFiles } from "../support/files.js";

// The patterns are put together here so that this file does not match them itself.
const registries = new RegExp(
  ["registry", "npm", "artifactory", "nexus", "verdaccio", "codeload", "yarnpkg"]
    .map((word) => `//[^/\\s"'\`]*\\b${word}[^/\\s"'\`]*\\.[a-z]`)
    .concat(["npmjs", "jfrog"].map((word) => `\\b${word}\\.(org|com|io)\\b`))
    .join("|"),
  "i",
);
const machinePaths = new RegExp(
  ["home", "root", "tmp", "work", "Users", "mnt", "private", "workspace"]
    .map((top) => `(?<![\\w.*)}\\]/-])/${top}/[\\w.]`)
    .join("|"),
);

/** `path:line: text` of every line that matches. */
function matches(pattern: RegExp, paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    readFileSync(join(root, path), "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
}

describe("the repository", () => {
  const files = projectFiles();

  it("names no registry", () => {
    expect(`https://${["registry", "npmjs", "org"].join(".")}/x`).toMatch(registries);
    expect(`http://${"npm"}.example.com:8080/x`).toMatch(registries);
    expect("https://github.com/npm/cli").not.toMatch(registries);
    expect(matches(registries, files)).toEqual([]);
  });

  it("names no place of one machine", () => {
    expect(`see /${"tmp"}/x`).toMatch(machinePaths);
    expect(`"/${"home"}/a"`).toMatch(machinePaths);
    expect(`src/${"home"}/a and ./${"tmp"}/x`).not.toMatch(machinePaths);
    expect(matches(machinePaths, files)).toEqual([]);
  });

  it("has no link that leads nowhere", () => {
    const dead = (path: string, text: string) =>
      [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(root, dirname(path), link)))
        .map((link) => `${path} → ${link}`);
    expect(dead("docs/a.md", "[x](../LICENSE) [y](nowhere.md#part) [z](https://example.com)")).toEqual([
      "docs/a.md → nowhere.md",
    ]);
    const documents = files.filter((path) => path.endsWith(".md"));
    expect(documents.flatMap((path) => dead(path, readFileSync(join(root, path), "utf8")))).toEqual([]);
  });

  it("names no file of its own that is not there", () => {
    const missing = (text: string) =>
      [...text.matchAll(/`((?:src|test|specs|examples|docs|bench|grammar|scripts)\/[\w./-]+)`/g)]
        .map(([, path = ""]) => path)
        .filter((path) => !existsSync(join(root, path)));
    expect(missing("`src/compile.ts`, `src/model/`, `src/nowhere.ts`")).toEqual(["src/nowhere.ts"]);
    const pages = files.filter((path) => /^(README\.md|docs\/[^/]*\.md|examples\/.*\.md)$/.test(path));
    expect(pages.flatMap((path) => missing(readFileSync(join(root, path), "utf8")))).toEqual([]);
  });

  it("has a lock file without download addresses, with a checksum for every package", () => {
    const lock: { packages: Record<string, Record<string, unknown>> } = JSON.parse(
      readFileSync(join(root, "package-lock.json"), "utf8"),
    );
    const installed = Object.entries(lock.packages).filter(([path]) => path !== "");
    expect(installed.length).toBeGreaterThan(50);
    expect(installed.filter(([, entry]) => "resolved" in entry)).toEqual([]);
    expect(installed.filter(([, entry]) => typeof entry.integrity !== "string")).toEqual([]);
  });

  it("asks for exact versions", () => {
    const manifest: Record<"dependencies" | "devDependencies", Record<string, string>> = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    );
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
