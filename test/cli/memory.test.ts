import { describe, expect, it } from "vitest";
import { everystep } from "../support/command.js";
import { folderWith } from "./specs.js";

it("memory that runs out ends a search with what is known so far and status 3", () => {
  const spec = "spec Long\nvar n: int = 0\naction Inc { n := n + 1 }\ninvariant Any: n >= 0\n";
  const folder = folderWith({ "a.steps": spec });
  const ended = everystep(["check", "a.steps", "--engine", "reference"], {
    cwd: folder,
    env: { NODE_OPTIONS: "--max-old-space-size=100" },
  });
  expect(ended.stderr).toBe("");
  expect(ended.stdout).toMatch(
    /\nIncomplete: cut off when memory ran out, with \d+ states? found but not explored\.\n/,
  );
  expect(ended.status).toBe(3);
});

describe("--memory", () => {
  /** Tells at the end the most that the process had resident, in KiB. */
  const telling = "--import=data:text/javascript,process.on('exit',()=>console.error(process.resourceUsage().maxRSS))";

  it.each([
    ["150m", 150],
    ["250m", 250],
  ])("%s bounds what the process takes", { timeout: 60_000 }, (size, mebibytes) => {
    const args = ["check", "specs/conformance/dij.steps", "--const", "N=4", "--memory", size, "--no-spill"];
    const { stdout, stderr, status } = everystep(args, { env: { NODE_OPTIONS: telling } });
    expect(status).toBe(3);
    expect(stdout).toContain(`\nIncomplete: cut off when ${mebibytes} MiB of memory were full, with `);
    expect(stdout).toContain("\nWith more --memory it gets further, and without --no-spill it goes on on disk.\n");
    expect(Number(stderr) / 1024).toBeLessThan(1.1 * mebibytes);
    expect(Number(stderr) / 1024).toBeGreaterThan(0.8 * mebibytes);
  });

  it("bounds what many workers take, who would need more", { timeout: 60_000 }, () => {
    const args = ["check", "specs/conformance/dij.steps", "--const", "N=4", "--memory", "128m", "--no-spill"];
    const { stdout, stderr, status } = everystep([...args, "--workers", "64"], { env: { NODE_OPTIONS: telling } });
    expect(status).toBe(3);
    expect(Number(/(\d+) states /.exec(stdout.replaceAll(",", ""))?.[1])).toBeGreaterThan(100_000);
    expect(Number(stderr) / 1024).toBeLessThan(1.1 * 128);
    const { stderr: tooMany } = everystep([...args, "--workers", "65"]);
    expect(tooMany).toContain("error: option '--workers <n>' argument '65' is invalid. It is at most 64.\n");
  });

  it("is a size, and so much at least that the process can begin", () => {
    const wrong = (size: string) => everystep(["check", "specs/dijkstra.steps", "--memory", size]);
    expect(wrong("12").stderr).toContain("It is a size like 300m, 12g or 1.5g.");
    expect(wrong("64m").stderr).toContain("It is at least 128m");
    expect(wrong("64m").status).toBe(2);
  });
});

it("--spill names a folder that can be written to", () => {
  const spilling = (folder: string) => everystep(["check", "specs/conformance/peterson.steps", "--spill", folder]);
  expect(spilling("").stderr).toBe("error E0701: there is no file ``\n");
  expect(spilling("none").stderr).toBe("error E0701: there is no file `none`\n");
  expect(spilling("README.md").stderr).toBe("error E0703: `README.md` cannot be read (not a folder)\n");
  expect(spilling("specs").status).toBe(0);
});
