import { describe, expect, it } from "vitest";
import { examine, problemsIn, treeOf } from "../support/problems.js";

const abstract = `spec Mutex
const N = 2
type Proc = 1..N
type State = idle | busy
var inside: set of Proc = {}
var st: State = idle
process P(i in Proc) { var n: int = 0  a: inside := inside union {i}  n := n + 1  cs: skip  b: inside := {}  goto a }
invariant M: size(inside) <= 1 and st == idle and P(1).n >= 0
`;

const concrete = `spec Impl
const N = 2
type Proc = 1..N
type State = idle | busy
var lock: Proc? = none
var st: State = idle
process P(i in Proc) { x: when lock == none  lock := i  y: skip  z: lock := none  goto x }
invariant Z: st == idle
model m { holds Mutex }
`;

const whole =
  "inside = {j in Proc: P(j) at y}, P(i) at = if P(i) at x then a else match st { idle: cs, busy: b }, P(i).n = i + 1";

function refining(mappings: string, file = "mutex.steps", spec = concrete): readonly string[] {
  const read = (path: string): string => {
    if (path === "mutex.steps") return abstract;
    if (path === "wrong.steps") return "spec Wrong var x: int = y invariant I: x == 0";
    throw new Error("there is no such file");
  };
  return problemsIn(`${spec}refines Mutex from "${file}"${mappings === "" ? "" : ` with { ${mappings} }`}\n`, read);
}

describe("refines", () => {
  it("says that a definition does not stand for its namesake", () => {
    const ours = 'spec I\nvar n: int = 0\ndef x = n\naction A { n := 1 }\nrefines X from "x.steps"\n';
    const theirs = "spec X\nvar x: int = 0\naction A { x := 1 }\ninvariant J: x >= 0\n";
    const { found } = examine(treeOf(ours), () => theirs);
    expect(found.map(({ hint }) => hint)).toEqual([
      "only a variable or a channel stands for its namesake; if the `x` here is meant: `with { x = x }`",
    ]);
  });

  it("takes a mapping for every part", () => {
    expect(refining(whole)).toEqual([]);
  });

  it("asks for what has no namesake", () => {
    expect(refining("")).toEqual(["E0615 Mutex"]);
  });

  it("tells which labels there are", () => {
    expect(refining(whole.replace("then a ", "then aa "))).toEqual(["E0205 aa"]);
    expect(refining(whole.replace("then a ", "then 1 "))).toEqual(["E0616 1"]);
  });

  it("checks the types of values", () => {
    expect(refining(whole.replace("{j in Proc: P(j) at y}", "true"))).toEqual(["E0301 true"]);
    expect(refining(whole.replace("P(i).n = i + 1", "P(i).n = st"))).toEqual(["E0301 st"]);
  });

  it("knows the parts of the abstract spec", () => {
    expect(refining(`${whole}, outside = {}`)).toEqual(["E0613 outside"]);
    expect(refining(whole.replace("P(i).n", "P(i).m"))).toEqual(["E0613 m", "E0615 Mutex"]);
    expect(refining(`${whole}, inside = {}`)).toEqual(["E0614 inside = {}"]);
    expect(refining(whole.replace("P(i).n = i + 1", "P.n = 1"))).toEqual(["E0220 P"]);
  });

  it("checks the types of namesakes", () => {
    const other = concrete.replace("var st: State = idle", "var st: bool = true").replace("st == idle", "st");
    const mappings = whole.replace("match st { idle: cs, busy: b }", "cs");
    expect(refining(mappings, "mutex.steps", other)).toEqual(["E0617 Mutex"]);
  });

  it("needs its types and constants", () => {
    const without = concrete
      .replace("const N = 2\ntype Proc = 1..N\ntype State = idle | busy", "type Proc = 1..2\ntype Mode = idle | busy")
      .replace("st: State", "st: Mode");
    expect(refining(whole, "mutex.steps", without)).toEqual(['E0612 "mutex.steps"', 'E0612 "mutex.steps"']);
  });

  it("says why a file cannot be read or used", () => {
    expect(refining("", "nowhere.steps")).toEqual(['E0610 "nowhere.steps"']);
    expect(refining("", "wrong.steps")).toEqual(['E0611 "wrong.steps"', "E0203 y"]);
    expect(problemsIn(`${concrete}refines Mutex from "mutex.steps"`)).toEqual(['E0610 "mutex.steps"']);
  });
});
