import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { everystep } from "../support/command.js";
import { bounded, climb, folderWith, light, race } from "./specs.js";

const commands = ["check", "test", "induct", "simulate", "layout", "fmt", "explain", "trace", "new"];

describe("help", () => {
  it("names every command", () => {
    const { status, stdout } = everystep(["--help"]);
    expect(status).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(stdout).toContain("\nExamples:\n");
    expect(stdout).toContain("Exit status: 0 ");
  });

  it.each(commands)("of %s has examples and exit statuses", (command) => {
    const { status, stdout, stderr } = everystep([command, "--help"]);
    expect(status).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toMatch(new RegExp(`\\nExamples:\\n( {2}\\$ everystep ${command}.*\\n)+`));
    expect(stdout).toContain("Exit status: 0 ");
  });

  it("is shown when no command is named, as a usage error", () => {
    const { status, stderr } = everystep([]);
    expect(status).toBe(2);
    expect(stderr).toContain("Usage: everystep");
  });

  it("suggests the command that was meant", () => {
    const { status, stderr } = everystep(["chekc", "a.steps"]);
    expect(status).toBe(2);
    expect(stderr).toContain("unknown command 'chekc'");
    expect(stderr).toContain("Did you mean check?");
  });

  it("suggests to check a spec that stands where a command should", () => {
    const { status, stderr } = everystep(["bakery.steps"]);
    expect(status).toBe(2);
    expect(stderr).toContain("unknown command 'bakery.steps'\n(Did you mean everystep check bakery.steps?)\n");
  });

  it("has a version", () => {
    expect(everystep(["--version"])).toEqual({ status: 0, stdout: "0.1.0\n", stderr: "" });
  });
});

describe("test", () => {
  const run = (files: Record<string, string>, ...args: string[]) => {
    const cwd = folderWith(files);
    const { status, stdout, stderr } = everystep(["test", ...args], { cwd });
    return { cwd, status, stderr, stdout: stdout.replace(/, \d+ ms$/gm, ", TIME") };
  };

  it("runs every model of every spec, a line each", () => {
    const { status, stdout } = run({
      "specs/light.steps": light,
      "specs/deep/race.steps": race,
      "specs/notes.md": "x",
    });
    expect(stdout).toBe(`✓ specs/deep/race.steps small   13 states, TIME
✓ specs/light.steps one         2 states, TIME
✓ specs/light.steps two         4 states, TIME

3 passed
`);
    expect(status).toBe(0);
  });

  it("says what came out instead", () => {
    const files = {
      "a.steps": light.replace("states 4", "states 5"),
      "b.steps": race.replace("fails Both in 4 steps", "holds Both"),
    };
    const { status, stdout } = run(files, ".");
    expect(stdout).toBe(`✓ a.steps one     2 states, TIME
✗ a.steps two     4 states, TIME
    expected \`states 5\`, but there are 4
✗ b.steps small   13 states, TIME
    expected \`holds Both\`, but it fails in 4 steps

1 passed, 2 failed
See: everystep check a.steps --model two --continue
`);
    expect(status).toBe(1);
  });

  it("holds a model to what it expects only within constraints", () => {
    expect(run({ "a.steps": bounded }, "a.steps").status).toBe(0);
    const { status, stdout } = run({ "a.steps": bounded.replace(" within Few", "") }, "a.steps");
    expect(status).toBe(1);
    expect(stdout).toContain("expected `holds Positive`, but it holds within Few only");
  });

  it("refuses specs without models, models without expectations, specs that are wrong, and goes on", () => {
    const { status, stdout } = run({
      "specs/a.steps": light.replace(/^model.*\n/gm, ""),
      "specs/b.steps": light.replace(/\{ holds.*\}/g, "{ }"),
      "specs/c.steps": "spec C\nvar x: nothing = 1\ninvariant I: true\nmodel m { holds I }\n",
      "specs/d.steps": light,
    });
    expect(status).toBe(2);
    expect(stdout).toContain(
      "✗ specs/a.steps\n    error E0741: `specs/a.steps` has no model, so there is nothing to test\n",
    );
    expect(stdout).toContain(
      "✗ specs/b.steps one\n    expects nothing: say what comes out, like `holds I` or `states 90`\n",
    );
    expect(stdout).toMatch(/✗ specs\/c\.steps\n {4}error E02\d\d: /);
    expect(stdout).toMatch(/\n2 passed, 4 failed\n/);
  });

  it("refuses paths without specs", () => {
    const empty = run({ "specs/notes.md": "x" });
    expect([empty.status, empty.stderr.split("\n")[0]]).toEqual([2, "error E0740: there is no spec under `specs`"]);
    const missing = run({ "a.steps": light });
    expect([missing.status, missing.stderr]).toEqual([2, "error E0701: there is no file `specs`\n"]);
  });

  it("writes a JUnit file", () => {
    const { cwd } = run({ "a.steps": light.replace("states 4", "states 5") }, "a.steps", "--junit", "out.xml");
    const xml = readFileSync(join(cwd, "out.xml"), "utf8");
    expect(xml).toContain('<testsuite name="a.steps" tests="2" failures="1" ');
    expect(xml).toContain('<failure message="expected `states 5`, but there are 4">');
  });
});

describe("simulate", () => {
  it("finds a violation in random behaviours, the same with the same seed", () => {
    const cwd = folderWith({ "a.steps": race });
    const once = everystep(["simulate", "a.steps", "--seed", "7"], { cwd });
    expect(once.status).toBe(1);
    expect(once.stdout).toContain("\nBoth fails after 4 steps:\n");
    expect(once.stdout).toContain("the same again with --seed 7.\n");
    expect(everystep(["simulate", "a.steps", "--seed", "7"], { cwd }).stdout).toBe(once.stdout);
    expect(everystep(["simulate", "a.steps", "--seed", "7", "--engine", "reference"], { cwd }).stdout).toBe(
      once.stdout,
    );
  });

  it("shows a behaviour when nothing failed", () => {
    const cwd = folderWith({ "a.steps": light });
    const { status, stdout } = everystep(["simulate", "a.steps", "--runs", "3", "--steps", "2", "--seed", "1"], {
      cwd,
    });
    expect(status).toBe(0);
    expect(stdout).toBe(`Light, model one with Lamps = 1

The last of the behaviours:

  1  initial state
       on = [1: false]
  2  Switch(1)
       on[1]: false → true
  3  Switch(1)
       on[1]: true → false

No violation found; a simulation proves nothing, check visits every state.
3 runs of 6 steps in all (3 ended at their length); the same again with --seed 1.
`);
  });

  it.each([
    ["--runs", "0"],
    ["--seed", "-1"],
    ["--steps", "many"],
  ])("refuses %s %s", (...args) => {
    const cwd = folderWith({ "a.steps": light });
    expect(everystep(["simulate", "a.steps", ...args], { cwd }).status).toBe(2);
  });
});

describe("fmt", () => {
  const crooked =
    "// first\nspec   Light\nvar on:bool=false // kept\naction Switch{on:=not on}\ninvariant I: on or not on\n";

  it("writes what differs, and then nothing", () => {
    const cwd = folderWith({ "a.steps": crooked });
    expect(everystep(["fmt", "--check", "a.steps"], { cwd })).toEqual({
      status: 1,
      stdout: "not formatted: a.steps\n1 file, 1 not formatted\n",
      stderr: "",
    });
    expect(readFileSync(join(cwd, "a.steps"), "utf8")).toBe(crooked);
    expect(everystep(["fmt", "."], { cwd }).stdout).toBe("formatted: a.steps\n1 file, 1 changed\n");
    const formatted = readFileSync(join(cwd, "a.steps"), "utf8");
    expect(formatted).toContain("// first\nspec Light\n");
    expect(formatted).toContain("// kept");
    expect(everystep(["fmt", "--check", "a.steps"], { cwd }).status).toBe(0);
    expect(everystep(["fmt", "a.steps"], { cwd }).stdout).toBe("1 file, 0 changed\n");
  });

  it("leaves a spec that is wrong as it is", () => {
    const cwd = folderWith({ "a.steps": "spec A\nvar\n", "b.steps": crooked });
    const { status, stderr } = everystep(["fmt", "."], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain("a.steps:");
    expect(readFileSync(join(cwd, "a.steps"), "utf8")).toBe("spec A\nvar\n");
    expect(readFileSync(join(cwd, "b.steps"), "utf8")).not.toBe(crooked);
  });

  it("goes on after a file that cannot be read", () => {
    const cwd = folderWith({ "a.steps": "", "b.steps": "spec B\nvar x:bool=true\ninvariant I: x\n" });
    const { status, stdout, stderr } = everystep(["fmt", "."], { cwd });
    expect(stderr).toContain("error E0706");
    expect(stdout).toBe("formatted: b.steps\n2 files, 1 changed\n");
    expect(status).toBe(2);
  });
});

describe("explain", () => {
  it("prints the page of an error", () => {
    const { status, stdout } = everystep(["explain", "e0701"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# E0701/);
  });

  it("lists all", () => {
    const { status, stdout } = everystep(["explain"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^E0701: /m);
  });

  it("suggests the one that was meant, and looks nowhere else", () => {
    const { status, stderr } = everystep(["explain", "E07001"]);
    expect(status).toBe(2);
    expect(stderr).toContain("error E0733: there is no error `E07001`\nhint: did you mean `E0701`?");
    expect(everystep(["explain", "../../README"]).stderr).toContain("error E0733: ");
  });
});

describe("new", () => {
  it("writes a spec that holds, is formatted and has no findings", () => {
    const cwd = folderWith({});
    expect(everystep(["new", "First"], { cwd })).toEqual({
      status: 0,
      stdout: "Wrote First.steps. Check it with: everystep check First.steps\n",
      stderr: "",
    });
    const checked = everystep(["check", "First.steps", "--strict"], { cwd });
    expect([checked.status, checked.stderr]).toEqual([0, ""]);
    expect(checked.stdout).not.toContain("Findings");
    expect(everystep(["test", "First.steps"], { cwd }).status).toBe(0);
    expect(everystep(["fmt", "--check", "First.steps"], { cwd }).stdout).toBe("1 file, 0 not formatted\n");
  });

  it("teaches a break that fails", () => {
    const cwd = folderWith({});
    everystep(["new", "First"], { cwd });
    const path = join(cwd, "First.steps");
    writeFileSync(path, readFileSync(path, "utf8").replace("            locked := true", "  take:     locked := true"));
    expect(everystep(["check", "First.steps"], { cwd }).stdout).toContain("\nExclusion fails after 4 steps:\n");
  });

  it("overwrites nothing", () => {
    const cwd = folderWith({ "First.steps": "mine" });
    const { status, stderr } = everystep(["new", "First"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain("error E0712: `First.steps` is there already");
    expect(readFileSync(join(cwd, "First.steps"), "utf8")).toBe("mine");
  });

  it.each(["2nd", "a b", "../up", "forall", "", "ä", "-x"])("refuses the name %j", (name) => {
    const cwd = folderWith({});
    const { status, stderr } = everystep(["new", "--", name], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error E0713: /);
    expect(existsSync(join(cwd, `${name}.steps`))).toBe(false);
  });
});

describe("a bug of Everystep", () => {
  it("shows its stack, asks to be reported and exits with 4", () => {
    const cwd = folderWith({ "a.steps": light });
    const broken = "--import=data:text/javascript,Object.fromEntries=()=>{throw%20new%20Error('broken')}";
    const { status, stderr } = everystep(["check", "a.steps"], { cwd, env: { NODE_OPTIONS: broken } });
    expect(status).toBe(4);
    expect(stderr).toMatch(/^Error: broken\n {4}at /);
    expect(stderr).toContain("\nThis is a bug of everystep, not of your spec. Please report it");
  });
});

describe("induct", () => {
  it("tells how many type-correct states there are before it begins, where that is asked for", () => {
    const cwd = folderWith({ "climb.steps": climb.replace("height := height", "when height < 2  height := height") });
    const { status, stdout, stderr } = everystep(["induct", "climb.steps", "--claim", "Low", "--progress"], { cwd });
    expect(status).toBe(0);
    expect(stderr).toMatch(/^4 type-correct states\n/);
    expect(stdout).toContain("\nBase case\n");
  });
});
