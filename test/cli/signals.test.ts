import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { builtCommand } from "../support/command.js";
import { folderWith, light, long } from "./specs.js";

/** The command running on its own; ended with the test. */
function start(args: readonly string[], cwd: string): ChildProcess {
  const child = spawn(process.execPath, [builtCommand(), ...args], { cwd, env: { ...process.env, NO_COLOR: "1" } });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

function textOf(stream: NodeJS.ReadableStream | null): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

/** Waits until the search is under way: its progress is told. */
async function underWay(stderr: () => string): Promise<void> {
  while (!stderr().includes("states")) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe("Ctrl-C", () => {
  it("ends a search with what is known so far and status 3", async () => {
    const child = start(["check", "a.steps", "--progress"], folderWith({ "a.steps": long }));
    const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
    await underWay(stderr);
    child.kill("SIGINT");
    const [status] = await once(child, "close");
    expect(status).toBe(3);
    expect(stdout()).toMatch(/\nIncomplete: interrupted, with [\d,]+ states found but not explored\.\n[\d,]+ states, /);
    expect(stdout()).toMatch(/ so far, in \d/);
  });

  it("pressed twice kills", async () => {
    const child = start(["check", "a.steps", "--progress"], folderWith({ "a.steps": long }));
    const stderr = textOf(child.stderr);
    await underWay(stderr);
    child.kill("SIGINT");
    child.kill("SIGINT");
    const [status, signal] = await once(child, "close");
    expect([status, signal]).toSatisfy(([code, by]) => code === 3 || by === "SIGINT");
  });
});

describe("a reader that goes away", () => {
  it("is no error", async () => {
    const child = start(["check", "a.steps"], folderWith({ "a.steps": light }));
    const stderr = textOf(child.stderr);
    child.stdout?.destroy();
    const [status] = await once(child, "close");
    expect(stderr()).toBe("");
    expect(status).toBe(0);
  });
});
