import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { everystep, root } from "../support/command.js";
import { violations } from "../support/schema.js";
import { bounded, climb, folderWith, letters, light, long, race } from "./specs.js";

/** `check a.steps` in a folder with just that spec. */
function check(spec: string, ...args: string[]) {
  const cwd = folderWith({ "a.steps": spec });
  return { ...everystep(["check", "a.steps", ...args], { cwd }), cwd };
}

/** Times differ from run to run. */
const timeless = (text: string): string => text.replace(/, in [^.]*?(ms|\d\d s|\d s)\./g, ", in TIME.");

describe("check", () => {
  it("exits with 0 and the verdict when all holds", () => {
    const { status, stdout, stderr } = check(light);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(timeless(stdout)).toBe(`Light, model one with Lamps = 1

Claims
  ✓ no deadlock   holds
  ✓ Known         holds
  ✓ Lit           reached after 1 step

Holds: every reachable state was visited.
2 states, 2 steps, depth 2, in TIME.
`);
  });

  it("exits with 1 and the shortest behaviour when a claim fails", () => {
    const { status, stdout } = check(race);
    expect(status).toBe(1);
    expect(timeless(stdout)).toBe(
      `Race, model small

Both fails after 4 steps:
  When both are done, both counted.

  1  initial state
       count = 0
       P(1), P(2) at read
       P(1).seen, P(2).seen = 0
  2  P(1): read → write
  3  P(2): read → write
  4  P(1): write → done — 1 writes 1
       count: 0 → 1
  5  P(2): write → done — 2 writes 1

Why: Both is false in state 5
       (forall i in Proc: P(i) at done) => count == 2
     where
       forall i in Proc: P(i) at done   is true
       count == 2                       is false
       count                            is 1

Claims
  ? no deadlock   undecided: the search stopped at the first violation
  ✗ Both          fails after 4 steps, as model small expects

Fails: Both.
12 states, 12 steps, depth 5 so far, in TIME.
With --continue the search goes on after the first violation, and decides the rest.
`,
    );
  });

  it("tells an error of the spec as a behaviour", () => {
    const { status, stdout } = check(climb);
    expect(status).toBe(1);
    expect(stdout).toContain("An error of the spec in Up, after 3 steps:\n");
    expect(stdout).toContain("a.steps:4:");
    expect(stdout).toContain("\nFails: an error of the spec.\n");
  });

  it("takes another model, other constants, one claim", () => {
    expect(check(light, "--model", "two").stdout).toContain("Light, model two with Lamps = 2\n");
    const { stdout, status } = check(light, "--const", "Lamps=3", "--claim", "Lit");
    expect(status).toBe(0);
    expect(stdout).toContain(" with Lamps = 3\n");
    expect(stdout).toContain("Lit is reached after 1 step:\n\n  1  initial state\n");
    expect(stdout).toContain("\n  – 1 claim not asked for\n");
  });

  it("exits with 2 and a hint for what the spec does not have", () => {
    const model = check(light, "--model", "tow");
    expect(model.status).toBe(2);
    expect(model.stderr).toMatch(/^error E0650: .*`tow`/);
    expect(model.stderr).toContain("two");
    const claim = check(light, "--claim", "Knwon");
    expect(claim.status).toBe(2);
    expect(claim.stderr).toBe(
      "error E0732: the spec has no claim `Knwon`\nhint: did you mean `Known`? it has `Known`, `Lit`, `deadlock`\n",
    );
    const constant = check(light, "--const", "Lmaps=3");
    expect(constant.status).toBe(2);
    expect(constant.stderr).toContain("`Lmaps`");
    expect(constant.stderr).toContain("--> --const:1:1");
  });

  it.each([
    ["--const", "Lamps"],
    ["--const", "=3"],
    ["--const", "Lamps="],
  ])("refuses %s %s", (...args) => {
    const { status, stderr } = check(light, ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error E0730: /);
  });

  it.each([
    ["--max-states", "0"],
    ["--max-depth", "1.5"],
    ["--time", "soon"],
    ["--format", "xml"],
    ["--unknown"],
    ["more"],
  ])("refuses %s %s as a usage error", (...args) => {
    const { status, stderr, stdout } = check(light, ...args);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toContain("    at ");
  });

  it("shows what is wrong in a constant's value", () => {
    const { status, stderr } = check(light, "--const", "Lamps=(1");
    expect(status).toBe(2);
    expect(stderr).toContain(" --> --const:1:7\n  |\n1 | Lamps=(1\n  |       ^\n");
    expect(stderr).toContain(" --> --const:1:9\n  |\n1 | Lamps=(1\n  |         -\n");
    const type = check(light, "--const", "Lamps=true");
    expect(type.stderr).toContain(" --> --const:1:7\n  |\n1 | Lamps=true\n  |       ^^^^\n");
  });

  it("needs no model", () => {
    const { status, stdout } = check(light.replace(/^model.*\n/gm, ""), "--const", "Lamps=2");
    expect(status).toBe(0);
    expect(stdout.split("\n")[0]).toBe("Light with Lamps = 2");
  });

  it("says as JSON what is wrong with a spec", () => {
    const { status, stdout, stderr } = check("spec Light\nvar on: bool = maybe\ninvariant I: on\n", "--format", "json");
    expect(status).toBe(2);
    expect(stderr).toBe("");
    const document = JSON.parse(stdout);
    expect(document.format).toBe("everystep-diagnostics");
    expect(document.diagnostics[0].at.start).toEqual({ offset: 26, line: 2, column: 16 });
  });

  it("exits with 3 when a limit cut the search off, and names it", () => {
    const { status, stdout } = check(long, "--max-states", "1000");
    expect(status).toBe(3);
    expect(stdout).toMatch(/\nIncomplete: cut off at 1,000 states, with [\d,]+ states found but not explored\.\n/);
    const depth = check(long, "--max-depth", "3");
    expect(depth.status).toBe(3);
    expect(depth.stdout).toContain("\nIncomplete: cut off at depth 3, with ");
    const time = check(long, "--time", "200ms");
    expect(time.status).toBe(3);
    expect(time.stdout).toContain("\nIncomplete: cut off after 0.2 s, with ");
  });

  it("holds within a constraint, unless strict", () => {
    const { status, stdout } = check(bounded);
    expect(status).toBe(0);
    expect(stdout).toContain("\nHolds within Few: every reachable state inside was visited.\n");
    expect(stdout).toContain("\n  ! Down is never taken  (a.steps:5:");
    const strict = check(bounded, "--strict");
    expect(strict.status).toBe(1);
    expect(strict.stdout).toContain("\nStrict: 1 finding counts as a failure.\n");
    const withoutFinding = check(bounded.replace(/^action Down.*\n/m, ""), "--strict");
    expect(withoutFinding.status).toBe(3);
    expect(withoutFinding.stdout).toContain("\nStrict: a pass within a constraint counts as incomplete.\n");
  });

  it("goes on after a violation when asked", () => {
    const { status, stdout } = check(race, "--continue");
    expect(status).toBe(1);
    expect(stdout).not.toContain("so far");
    expect(stdout).toContain("✓ no deadlock   holds\n");
  });

  it("exits with 3 for a property that holds only as far as a constraint lets it see", () => {
    const never = "property Never: always eventually true\n";
    const { status, stdout } = check(`${bounded.replace(/^model.*\n/gm, "")}${never}`, "--claim", "Never");
    expect(status).toBe(3);
    expect(stdout).toContain("\nIncomplete: Never is undecided.\n");
  });

  it("writes JSON that fits its schema", () => {
    const schema: unknown = JSON.parse(readFileSync(join(root, "docs/check.schema.json"), "utf8"));
    for (const spec of [light, race, climb, letters, bounded]) {
      const { stdout, stderr } = check(spec, "--format", "json", "--continue");
      expect(stderr).toBe("");
      expect(violations(schema, JSON.parse(stdout))).toEqual([]);
    }
  });

  it("tells with --profile where the time went", () => {
    const schema: unknown = JSON.parse(readFileSync(join(root, "docs/check.schema.json"), "utf8"));
    for (const engine of ["generated", "reference"]) {
      const json = check(light, "--profile", "--engine", engine, "--format", "json");
      const document = JSON.parse(json.stdout);
      expect(violations(schema, document)).toEqual([]);
      expect(document.profile.engine).toBe(engine);
      expect(document.profile.steps[0]).toMatchObject({ name: "Switch", tried: 2, taken: 2 });
      const text = check(light, "--profile", "--engine", engine);
      expect(text.stdout).toMatch(/\nHolds: .*\n\nProfile\n +\d+ ms {2}start of the program\n.*\n {2}Switch +2 +2/s);
    }
    expect(check(race, "--profile", "--format", "mermaid").stderr).toContain("\nProfile\n");
    expect(check(light, "--format", "json").stdout).not.toContain("profile");
  });

  it("writes ITF and Mermaid of the first behaviour", () => {
    const itf = check(race, "--format", "itf");
    expect(itf.status).toBe(1);
    expect(itf.stderr).toMatch(/^Fails: Both\.\n/);
    const document = JSON.parse(itf.stdout);
    expect(document.vars).toEqual(["count", "P.at", "P.seen"]);
    expect(document.states).toHaveLength(5);
    expect(document.states[4].count).toEqual({ "#bigint": "1" });
    const mermaid = check(letters, "--format", "mermaid");
    expect(mermaid.status).toBe(1);
    expect(mermaid.stdout).toBe(`sequenceDiagram
    participant p1 as Michael
    participant p2 as John
    Note over p1: 2. Write(Michael)
    p1->>p2: Plan(1)
    Note over p2: 3. John reads letter 1
    Note over p1,p2: Never fails
`);
    const nothing = check(
      bounded.replace("n < 5", "true or n < 5").replace("when n < 0", "when false").replace("n + 1", "1 - n"),
      "--format",
      "itf",
    );
    expect(nothing.stderr).toMatch(
      /^Holds: every reachable state was visited\.\n.*\nThere is no behaviour to show\.\n$/,
    );
    expect(nothing.stdout).toBe("");
    expect(nothing.status).toBe(0);
  });

  it("warns of steps that are not atomic only when asked", () => {
    const both = race
      .replace("read:  seen := count", "read:  seen := count + twice")
      .replace("var count", "var twice: 0..2 = 0\nvar count");
    expect(check(both).stderr).toBe("");
    const { status, stderr } = check(both, "--warn", "atomicity");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^warning W0110: one step from `read` reads or writes 2 shared places: `count`, `twice`\n/);
    expect(stderr).toMatch(/\n1 warning\n$/);
  });

  it("has no colours when piped, and has them when forced", () => {
    const cwd = folderWith({ "a.steps": light });
    expect(everystep(["check", "a.steps"], { cwd, env: { NO_COLOR: "" } }).stdout).not.toContain("\u001b");
    expect(everystep(["check", "a.steps"], { cwd, env: { NO_COLOR: "", FORCE_COLOR: "1" } }).stdout).toContain(
      "\u001b[",
    );
    expect(everystep(["check", "a.steps"], { cwd, env: { NO_COLOR: "1", FORCE_COLOR: "1" } }).stdout).not.toContain(
      "\u001b",
    );
  });

  it("tells its progress only when asked, if nobody watches", () => {
    expect(check(long, "--time", "300ms").stderr).toBe("");
    expect(check(long, "--time", "2500ms", "--progress").stderr).toMatch(
      /^[\d,]+ states, [\d,]+ a second, queue [\d,]+, depth \d+, 2\.\d\d s\n$/,
    );
  });
});

describe("--out", () => {
  it("saves the run, and leaves nothing else", () => {
    const { cwd, status, stdout } = check(race, "--out", "race.run");
    expect(status).toBe(1);
    expect(readdirSync(cwd).sort()).toEqual(["a.steps", "race.run"]);
    const again = everystep(["trace", "race.run"], { cwd });
    expect(again.status).toBe(0);
    expect(again.stdout).toBe(stdout.replace(", as model small expects", ""));
  });

  it("says when there is no such folder", () => {
    const { cwd, status, stdout, stderr } = check(light, "--out", "runs/a.run");
    expect(stdout).toBe("");
    expect(status).toBe(2);
    expect(stderr).toBe("error E0711: `runs/a.run` cannot be written: there is no folder `runs`\n");
    expect(existsSync(join(cwd, "runs"))).toBe(false);
    expect(check(light, "--out", ".").stderr).toContain("error E0702: `.` is a folder");
  });
});
