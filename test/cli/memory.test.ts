import { expect, it } from "vitest";
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
