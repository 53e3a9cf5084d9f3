import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Unifier } from "../../src/model/typing/unify.js";
import { Wording } from "../../src/model/typing/wording.js";
import { readerFor } from "../support/models.js";
import { examine, PRELUDE, problemsIn, treeOf } from "../support/problems.js";

/** What may be added to the prelude. */
const right: readonly string[] = [
  "action B { owner := none }",
  "def f(m: Msg) = let Req(t) = m: t",
  "type L = Proc?",
  "action B { for n in Node { votes[n] := votes[n] union {n} } }",
  'action B says "{v}" { let v = x }',
  "def f = {} == {}",
  "def f = [i in s: 1]",
  "def f = [p in Proc, z in Proc: p + z][1, 2]",
  "def f(g: Proc -> int) = g[1]  def h = f([i in 1..N: 0])",
  "def f(g: Proc -> int) = g[1]  def h = f([i in s: 0])",
  "def f = sum({p for p in Proc}) + max({p + 1 for p in Proc})",
  "def f = fold m = k for p in Proc: m + p",
  "def f = fold m = {} for p in Proc: m union {p}",
  "def f = fold m = none for p in Proc: if m == none then p else m",
  "def f = let (a, e) = (1, true): if e then a else 0",
  "def f = [1, 2, 3][2]",
  "def f = [[1], []][1]",
  "def f = {{}, {1}} == powerset({1})",
  "def f = exists g in (Proc -> Phase): g[1] == idle",
  "def f = bool == {true, false}",
  "def f = {from: 1, at: 2} == r and {at: 1, from: 2}.at == 1",
  "def f = (r with {at: 1, from: 3}).at",
  "def f = (b with {[1]: false})[2]",
  "def f = (q with {[1]: 2})[1]",
  "def f = owner in s",
  "def f = owner == k and owner != 3",
  "def f = if owner == none then 0 else owner + 1",
  "def f = match owner { none: 0, o: o + 1 }",
  "def f = match (owner, phase) { (none, _): 0, (_, idle): 1, (_, busy): 2 }",
  "def f = match r { {at: 0}: 1, {from: z}: z }",
  "process R { l: if x > 1 { m: skip } else { n: skip }  when x > 3  o: while true { if x > 1 { goto o } else { p: skip } } }",
  "process R { l: either { goto l } or { skip }  x := 1 }",
  "process R { l: while x > 1 { while x > 2 { m: x := 1 } } }",
  "process R { l: skip  while x > 1 { if x > 2 { goto l } else { m: skip } } }",
  "process R { l: let v = 1  either { m: goto l } or { skip }  x := v }",
  "process R { l: pick v in s { x := v  goto m }  m: skip }",
  "def f = x' + 1  step invariant I: f > 0",
];

describe("what is right", () => {
  it("has nothing wrong in the prelude", () => {
    expect(problemsIn(PRELUDE)).toEqual([]);
  });

  it.each(right)("%s", (added) => {
    expect(problemsIn(PRELUDE + added)).toEqual([]);
  });

  it.each(specFiles())("%s", (file) => {
    const errors = problemsIn(readFileSync(file, "utf8"), readerFor(file)).filter((problem) => problem.startsWith("E"));
    expect(errors).toEqual([]);
  });
});

function specFiles(): readonly string[] {
  return readdirSync("specs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".steps"))
    .map((name) => `specs/${name}`);
}

/** Definitions and their types: parameters, then the result. */
const signatures: readonly (readonly [string, string])[] = [
  ["def f(a, e) = if a == e then a else e", "_, _ => _"],
  ["def f(a) = a + 1", "int => int"],
  ["def f(a) = b[a]", "1..N => bool"],
  ["def f(a) = let (u, v) = a: (v, u)", "(_, _) => (_, _)"],
  ["def f(S) = fold acc = 0 for z in S: if z > acc then z else acc", "set of int => int"],
  ["def f = fold acc = k for z in s: acc + z", "=> int"],
  ["def f = fold acc = none for z in s: z", "=> (1..N)?"],
  ["def f = [p in Proc: none]", "=> 1..N -> _?"],
  ["def f = [p in s: 1]", "=> 1..N -> int?"],
  ["def f = [p in 1..N: k]", "=> 1..N -> int"],
  ["def f = [p, z in Proc: true]", "=> (1..N, 1..N) -> bool"],
  ["def f = {none, k}", "=> set of (1..N)?"],
  ["def f = {k, k + 1}", "=> set of int"],
  ["def f = {k, k}", "=> set of 1..N"],
  ["def f = if true then k else 0", "=> int"],
  ["def f = if true then owner else 0", "=> int?"],
  ["def f = Proc \\ {k}", "=> set of 1..N"],
  ["def f = powerset(Phase)", "=> set of set of Phase"],
  ["def f = {g for g in (Phase -> bool)}", "=> set of (Phase -> bool)"],
  ["def f = c", "=> 1..N -> seq of Msg"],
  ["def f = d", "=> seq of Msg"],
  ["def f = {at: 1, from: k}", "=> {from: int, at: int}"],
  ["def f = range(b)", "=> set of bool"],
  ["def f = domain(b)", "=> set of 1..N"],
  ["def f = match owner { none: 0, o: o }", "=> int"],
  ["def f = match owner { none: k, o: o }", "=> 1..N"],
  ["def f = P(1).y", "=> 1..N"],
  ["def f = x..k", "=> set of int"],
  ["def f = 0..N - 1", "=> set of 0..N - 1"],
];

describe("types", () => {
  it.each(signatures)("%s", (definition, type) => {
    const { typed, found } = examine(treeOf(PRELUDE + definition));
    expect(found.filter((each) => each.severity === "error")).toEqual([]);
    const words = new Wording(new Unifier());
    const [, signature] = [...typed.signature].find(([symbol]) => symbol.name === "f") ?? [];
    const parameters = signature?.parameters.map((parameter) => words.text(parameter)).join(", ");
    const result = signature === undefined ? "" : words.text(signature.result);
    expect(`${parameters} => ${result}`.trim()).toBe(type);
  });

  it("looks at each definition once, however many ways lead to it", () => {
    const chain = Array.from({ length: 25 }, (_, at) => `def d${at + 1} = d${at} and d${at}`);
    expect(problemsIn(`${PRELUDE}def d0 = k > 0\n${chain.join("\n")}\ninvariant I: d25\n`)).toEqual([]);
  });

  it("puts types into each use of a generic definition", () => {
    const { typed } = examine(treeOf(`${PRELUDE}def same(a, e) = a == e  def f = same(k, 1) and same(phase, idle)`));
    const words = new Wording(new Unifier());
    const chosen = [...typed.instantiation.values()].flatMap((types) => [...types.values()].map((t) => words.text(t)));
    expect(chosen.slice(-2)).toEqual(["1..N", "Phase"]);
  });
});
