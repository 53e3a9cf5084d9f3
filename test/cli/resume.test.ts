import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtCommand, everystep } from "../support/command.js";
import { folderWith, light } from "./specs.js";

/* A check that is killed or stopped, and gone on with, comes to the same end as one that never was. */

/** 531,441 states; a violation, a witness and a constraint, all far from the start. */
const digits = `spec Digits

const Most: 0..9 = 9
type Place = 1..7

var digits: Place -> 0..9 = [i in Place: 0]

action Count(i in Place) {
  when digits[i] < Most
  digits[i] := digits[i] + 1
}

action Carry(i in 2..7) {
  when digits[i] == Most and digits[i - 1] < Most
  digits[i] := 0
  digits[i - 1] := digits[i - 1] + 1
}

constraint Small: digits[1] + digits[6] < 2 * Most
invariant Full: not (forall i in 1..5: digits[i] == Most)
reachable Even: forall i in Place: digits[i] == Most - 1
`;

/** Sequences without a greatest length: states hold interned values. */
const logs = `spec Logs

type Node = 1..3
var log: Node -> seq of 0..2 = [n in Node: []]

action Write(n in Node, value in 0..2) {
  when len(log[n]) < 3
  log[n] := append(log[n], value)
}
action Copy(n in Node, other in Node) {
  log[n] := log[other]
}

invariant Short: len(log[1]) <= 3
invariant NotAll: not (forall n in Node: log[n] == [2, 1, 0])
`;

/** The result as data, without the time that it took. */
function result(stdout: string): object {
  const { seconds, ...rest } = JSON.parse(stdout);
  expect(seconds).toBeGreaterThan(0);
  return rest;
}

const asJson = ["--continue", "--format", "json"];

/** A generator of numbers from 0 to 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A check under way, in a folder with `a.steps`: it begins, or goes on from `a.saved` when that is there. */
class Running {
  readonly child: ChildProcess;
  readonly #output: Buffer[] = [];
  readonly #saved: string;
  readonly #ended: Promise<unknown>;

  constructor(folder: string) {
    this.#saved = join(folder, "a.saved");
    const what = existsSync(this.#saved) ? ["--resume", "a.saved"] : ["a.steps", "--checkpoint", "a.saved"];
    const args = [builtCommand(), "check", ...what, "--every", "1ms", ...asJson];
    this.child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    this.child.stdout?.on("data", (part: Buffer) => this.#output.push(part));
    this.#ended = once(this.child, "close");
  }

  /** The result; undefined when it was killed. */
  async end(): Promise<object | undefined> {
    await this.#ended;
    return this.child.signalCode === null ? result(Buffer.concat(this.#output).toString()) : undefined;
  }

  /** Waits until a checkpoint is being written. */
  async writing(): Promise<void> {
    while (this.child.exitCode === null && !existsSync(`${this.#saved}.part`)) await pause(1);
  }
}

describe("a check that is killed", () => {
  it("at twenty random moments ends as if nothing had been", { timeout: 300_000 }, async () => {
    const folder = folderWith({ "a.steps": digits });
    const saved = join(folder, "a.saved");
    const begun = performance.now();
    const whole = result(everystep(["check", "a.steps", ...asJson], { cwd: folder }).stdout);
    const time = performance.now() - begun;
    const seed = Math.floor(Math.random() * 2 ** 32);
    const chance = random(seed);
    let [kills, whileWriting, resumed] = [0, 0, 0];
    while (kills < 20) {
      if (existsSync(saved)) resumed += 1;
      const running = new Running(folder);
      if (chance() < 0.4) await running.writing();
      else await pause(time * chance());
      running.child.kill("SIGKILL");
      const ended = await running.end();
      if (ended === undefined) kills += 1;
      else {
        expect(ended).toEqual(whole);
        rmSync(saved, { force: true });
      }
      if (existsSync(`${saved}.part`)) whileWriting += 1;
    }
    console.log(
      `seed ${seed}: ${kills} kills, ${whileWriting} while a checkpoint was written, ${resumed} times gone on`,
    );
    expect(whileWriting).toBeGreaterThan(0);
    expect(resumed).toBeGreaterThan(0);
    expect(await new Running(folder).end()).toEqual(whole);
  });
});

/** Stops a check in the middle, and the rest of its output. */
function stopped(spec: string, ...more: string[]) {
  const folder = folderWith({ "a.steps": spec });
  const args = ["check", "a.steps", "--checkpoint", "a.saved", "--time", "1ms", ...more];
  const { status, stderr } = everystep(args, { cwd: folder });
  const goOn = (...options: string[]) => everystep(["check", "--resume", "a.saved", ...options], { cwd: folder });
  return { folder, saved: join(folder, "a.saved"), status, stderr, goOn };
}

describe("a check that is stopped", () => {
  it("says how to go on, and does", () => {
    const { folder, status, stderr, goOn } = stopped(digits, "--continue");
    expect([status, stderr]).toEqual([3, "Go on from here with: everystep check --resume a.saved\n"]);
    const whole = everystep(["check", "a.steps", ...asJson], { cwd: folder });
    expect(result(goOn("--format", "json").stdout)).toEqual(result(whole.stdout));
  });

  it("says that a limit leaves nothing to go on from", () => {
    const folder = folderWith({ "a.steps": digits });
    const args = ["check", "a.steps", "--checkpoint", "a.saved", "--max-states", "9"];
    const { status, stderr } = everystep(args, { cwd: folder });
    expect([status, stderr]).toEqual([3, "Nothing was saved in a.saved: a search that ends like this cannot go on.\n"]);
    expect(existsSync(join(folder, "a.saved"))).toBe(false);
  });

  it("goes on with interned values", () => {
    const { folder, status, goOn } = stopped(logs, "--continue");
    expect(status).toBe(3);
    const whole = everystep(["check", "a.steps", ...asJson], { cwd: folder });
    expect(result(goOn("--format", "json").stdout)).toEqual(result(whole.stdout));
    expect(whole.stdout).toContain('"engine": "generated"');
  });

  it("goes on with interned values whatever memory it may take, and tells where time goes when asked", () => {
    const { status, goOn } = stopped(logs, "--memory", "128m", "--workers", "2");
    expect(status).toBe(3);
    const { stdout, stderr, status: end } = goOn("--memory", "1g", "--profile");
    expect([stderr, end]).toEqual(["", 1]);
    expect(stdout).toContain("NotAll fails after 5 steps");
    expect(stdout).toContain("\nProfile\n");
  });

  it("goes on from another folder, with the spec named or not", () => {
    const { folder, saved } = stopped(digits);
    const elsewhere = folderWith({});
    const { stdout } = everystep(["check", "--resume", saved, "--time", "1ms"], { cwd: elsewhere });
    expect(stdout).toContain("Incomplete: cut off after 0.001 s");
    const named = everystep(["check", join(folder, "a.steps"), "--resume", saved, "--time", "1ms"], { cwd: elsewhere });
    expect(named.stdout).toContain("Incomplete: cut off after 0.001 s");
  });

  it("goes on with what was asked, and refuses anything else", () => {
    const { goOn } = stopped(digits, "--const", "Most=7", "--claim", "Full");
    expect(goOn("--const", "Most=8").stderr).toContain(
      "error E0764: the checkpoint `a.saved` is of a check with `--const Most=7`, not with `--const Most=8`",
    );
    expect(goOn("--continue").stderr).toContain("is of a check with no `--continue`, not with `--continue`");
    expect(goOn("--max-states", "9").status).toBe(2);
    const { stdout, status } = goOn("--const", "Most=7");
    expect(stdout).toContain("Digits with Most = 7\n\nFull fails after 35 steps:\n");
    expect(status).toBe(1);
  });

  it("does not go on with another text", () => {
    const { folder, goOn } = stopped(digits);
    writeFileSync(join(folder, "a.steps"), `${digits}\n`);
    const { status, stderr } = goOn();
    expect(status).toBe(2);
    expect(stderr).toContain("error E0763: the checkpoint `a.saved` is of another text than that of `a.steps`");
    rmSync(join(folder, "a.steps"));
    expect(goOn().stderr).toContain("error E0701: there is no file `");
  });

  it("does not go on from a file that is damaged, or none at all", () => {
    const { saved, goOn } = stopped(digits);
    const { size } = statSync(saved);
    truncateSync(saved, size - 100);
    expect(goOn().stderr).toContain("error E0762: the checkpoint `a.saved` is damaged: it ends too early");
    truncateSync(saved, 10);
    expect(goOn().stderr).toContain("error E0760: `a.saved` is not a checkpoint of everystep");
    rmSync(saved);
    expect([goOn().status, goOn().stderr]).toEqual([2, "error E0701: there is no file `a.saved`\n"]);
  });

  it("is not saved over anything but a checkpoint", () => {
    const folder = folderWith({ "a.steps": light });
    const saving = () => everystep(["check", "a.steps", "--checkpoint", "a.steps"], { cwd: folder });
    expect([saving().status, saving().stderr.split("\n")[0]]).toEqual([
      2,
      "error E0760: `a.steps` is not a checkpoint of everystep",
    ]);
    expect(readFileSync(join(folder, "a.steps"), "utf8")).toBe(light);
  });

  it("is not saved by the reference engine", () => {
    const folder = folderWith({ "a.steps": light });
    const { status, stderr } = everystep(["check", "a.steps", "--engine", "reference", "--checkpoint", "b"], {
      cwd: folder,
    });
    expect([status, stderr.split("\n")[0]]).toEqual([
      2,
      "error E0765: the reference engine saves no checkpoints and goes on from none",
    ]);
  });

  it("names a file, or a checkpoint does", () => {
    expect(everystep(["check"]).stderr).toContain("error: missing required argument 'file'");
  });
});
