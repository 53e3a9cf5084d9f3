import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readerFor } from "../../src/cli/files.js";
import { everystep } from "../support/command.js";
import { folderWith, light } from "./specs.js";

const check = (cwd: string, file: string) => everystep(["check", file], { cwd });

describe("a file that is no spec", () => {
  const folder = () =>
    folderWith({
      "light.steps": light,
      "empty.steps": " \n",
      "binary.steps": Uint8Array.of(1, 0, 2),
      "latin.steps": Uint8Array.of(0x73, 0x70, 0xe9, 0x63),
      "large.steps": new Uint8Array(5_000_000).fill(32),
    });

  it.each([
    ["nowhere.steps", "E0701", "there is no file `nowhere.steps`"],
    ["light", "E0701", "there is no file `light`\nhint: did you mean `light.steps`?"],
    ["lihgt.steps", "E0701", "there is no file `lihgt.steps`\nhint: did you mean `light.steps`?"],
    [".", "E0702", "`.` is a folder, not a file\nhint: `everystep test .` runs all specs in a folder"],
    ["binary.steps", "E0704", "`binary.steps` is not a text file: it holds NUL bytes"],
    ["latin.steps", "E0705", "`latin.steps` is not UTF-8: the byte at offset 2 is not part of any character"],
    ["empty.steps", "E0706", "`empty.steps` is empty"],
    ["large.steps", "E0707", "`large.steps` is too large: 5000000 bytes, and a spec has at most 4194304"],
  ])("%s is %s", (file, code, message) => {
    const { status, stdout, stderr } = check(folder(), file);
    expect(stderr).toContain(`error ${code}: ${message}`);
    expect(stderr.split("\n").length).toBeLessThan(5);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });

  it("is told with the likely one where several may be named, too", () => {
    const { status, stderr } = everystep(["test", "light"], { cwd: folder() });
    expect([status, stderr]).toEqual([2, "error E0701: there is no file `light`\nhint: did you mean `light.steps`?\n"]);
  });

  it.skipIf(process.getuid?.() === 0)("may not be readable", () => {
    const cwd = folder();
    chmodSync(join(cwd, "light.steps"), 0);
    expect(check(cwd, "light.steps").stderr).toBe("error E0703: `light.steps` cannot be read (EACCES)\n");
  });

  it.skipIf(process.getuid?.() === 0)("may stand where nothing can be written beside it, which is told at once", () => {
    const cwd = folder();
    chmodSync(cwd, 0o555);
    for (const option of ["--out", "--checkpoint"]) {
      const { stderr } = everystep(["check", "light.steps", option, "x"], { cwd });
      expect(stderr).toBe("error E0710: `x` cannot be written (EACCES)\n");
    }
  });

  it("may be a device", () => {
    expect(check(folder(), "/dev/null").stderr).toBe("error E0703: `/dev/null` cannot be read (not a regular file)\n");
  });
});

describe("what a spec may read", () => {
  it("lies in its folder, or in the one that --root names", () => {
    const cwd = folderWith({ "specs/a.steps": light, "specs/in/b.steps": light, "c.steps": light });
    const spec = join(cwd, "specs/a.steps");
    const read = readerFor(spec, undefined);
    expect(read("in/b.steps")).toBe(light);
    expect(read("./in/../in/b.steps")).toBe(light);
    expect(() => read("../c.steps")).toThrow("is outside the folder");
    expect(() => read(join(cwd, "specs/in/b.steps"))).toThrow("is outside the folder");
    expect(readerFor(spec, cwd)("../c.steps")).toBe(light);
    expect(() => readerFor(spec, cwd)("../../c.steps")).toThrow("is outside the folder");
  });

  it("is judged by where links lead", () => {
    const cwd = folderWith({ "specs/a.steps": light, "c.steps": light });
    mkdirSync(join(cwd, "specs/links"));
    symlinkSync("../../c.steps", join(cwd, "specs/links/c.steps"));
    symlinkSync("../a.steps", join(cwd, "specs/links/a.steps"));
    const read = readerFor(join(cwd, "specs/a.steps"), undefined);
    expect(read("links/a.steps")).toBe(light);
    expect(() => read("links/c.steps")).toThrow("is outside the folder");
  });

  it("may be missing", () => {
    const cwd = folderWith({ "a.steps": light });
    expect(() => readerFor(join(cwd, "a.steps"), undefined)("b.steps")).toThrow("there is no file");
  });
});
