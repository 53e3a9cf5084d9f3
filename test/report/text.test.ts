import { describe, expect, it } from "vitest";
import type { Cut } from "../../src/engine/result.js";
import { coloured, plain } from "../../src/report/style.js";
import { checkText, type ReportOptions } from "../../src/report/text.js";
import { duration, grouped, listed } from "../../src/report/words.js";
import { Source } from "../../src/source.js";
import { claim, generalsResult, generalsTrace, mutexTrace, result, step } from "../support/results.js";

const options: ReportOptions = {
  style: plain,
  full: false,
  source: undefined,
  witnesses: false,
  expectedToFail: new Set(),
  byName: false,
  strict: false,
};

const source = new Source("specs/d.steps", "spec D\nvar x: 0..3 = 0\n\taction A { x := x + 1 }\n");
const at = (text: string) => ({ start: source.text.indexOf(text), end: source.text.indexOf(text) + text.length });

/** The report from the heading `Claims` on. */
const verdict = (text: string): string => text.slice(text.indexOf("Claims\n"));

describe("a claim that fails", () => {
  it("is told by its behaviour, why, all claims and the verdict", () => {
    expect(checkText(generalsResult, { ...options, expectedToFail: new Set(["Together"]) })).toBe(
      `TwoGenerals, model four with Rounds = 2

Together fails after 2 steps:
  When no letter is on its way, both attack or none does.

     Michael
     │   John
     │   │   system
  1  │   │   │   initial state
     │   │   │     written = [Michael: 1, John: 0]
     │   │   │     read = [Michael: 0, John: 0]
     │   │   │     road[John] = [Plan(1)]
  2  │   ●   │   Read(John) with r = 1 — John reads letter 1
     │   │◄──┤     receives Plan(1) from road[John]
     │ ◁─┤   │     sends Plan(2) to road[Michael]
     │   │   │     written[John]: 0 → 2
     │   │   │     read[John]: 0 → 1
  3  │✗──┤   │   lose road[Michael]: Plan(2)

Why: Together is false in state 3
       road[Michael] == [] and road[John] == [] =>
         (attacks(Michael) <=> attacks(John))
     where
       road[Michael] == []   is true
       road[John] == []      is true
       attacks(Michael)      is false
       attacks(John)         is true

Claims
  ? no deadlock   undecided
  ✗ Together      fails after 2 steps, as model four expects
  – Quiet         not checked: model four does not name it

Fails: Together.
4 states, 3 steps, depth 3 so far, in 3 ms.
With --continue the search goes on after the first violation, and decides the rest.
`,
    );
  });

  it("shows whole states when asked, what changed marked", () => {
    const text = checkText(generalsResult, { ...options, full: true, lanes: false });
    expect(text.slice(text.indexOf("  1  initial"), text.indexOf("\nWhy"))).toBe(
      `  1  initial state
         written = [Michael: 1, John: 0]
         read = [Michael: 0, John: 0]
         road[John] = [Plan(1)]
  2  Read(John) with r = 1 — John reads letter 1
       receives Plan(1) from road[John]
       sends Plan(2) to road[Michael]
       * written = [Michael: 1, John: 2]
       * read = [Michael: 0, John: 1]
       * road[Michael] = [Plan(2)]
  3  lose road[Michael]: Plan(2)
         written = [Michael: 1, John: 2]
         read = [Michael: 0, John: 1]
       * road empty
`,
    );
  });

  it("differs in colour by control sequences only", () => {
    const text = checkText(generalsResult, { ...options, style: coloured });
    expect(text).toContain("\u001b[");
    expect(
      text
        .split("\u001b[")
        .map((part, at) => (at === 0 ? part : part.replace(/^\d+m/, "")))
        .join(""),
    ).toBe(checkText(generalsResult, options));
  });

  it("names the witnesses", () => {
    const why = { text: "forall i, j in Proc: p", value: false, bindings: [{ name: "i", value: 1 }], parts: [] };
    const failing = claim("Mutex", "fails", { trace: mutexTrace, why });
    expect(checkText(result({ status: "fails", claims: [failing] }), options)).toContain(
      "Why: Mutex is false in state 5, for i = 1\n       forall i, j in Proc: p\n\nClaims",
    );
  });

  it("is a deadlock", () => {
    const failing = claim("deadlock", "fails", { kind: "deadlock", trace: mutexTrace });
    const text = checkText(result({ status: "fails", claims: [failing] }), options);
    expect(text).toContain("Deadlock after 4 steps:\n");
    expect(text).toContain("Why: in state 5 no step is possible, and the spec does not say that it may end there\n");
    expect(text).toContain("  ✗ no deadlock   fails after 4 steps\n\nFails: deadlock.\n");
  });
});

describe("an error of the spec", () => {
  it("is told by its behaviour, its place and the values of its parts", () => {
    const fault = {
      message: "the value 4 is outside 0..3",
      kind: "range" as const,
      span: at("x + 1"),
      parts: [
        { text: "x", value: 3 },
        { text: "x + 1", value: 4 },
      ],
    };
    const faults = [{ fault, during: "A", step: step("A", []), trace: mutexTrace }];
    expect(checkText(result({ status: "fails", faults }), { ...options, source })).toBe(
      `DijkstraMutex, model two with N = 2

An error of the spec in A, after 4 steps:

  1  initial state
       b = [1: true, 2: true]
       k = 1
       P(1), P(2) at Li0
       P(1).unchecked, P(2).unchecked = {}
  2  P(1): Li0 → Li4
       b[1]: true → false
  3  P(1): Li4 → Li5 with j = 2 — 1 still has to look at 2
       P(1).unchecked: {} → {2}
  4  P(1): Li5 → cs
       P(1).unchecked: {2} → {}
  5  P(2): Li0 → Li0
       nothing changes
  ✗  A

Why: the value 4 is outside 0..3
    --> specs/d.steps:3:18
     |
   3 |     action A { x := x + 1 }
     |                     ^^^^^
     where
       x       is 3
       x + 1   is 4

Claims
  ✓ no deadlock       holds
  ✓ MutualExclusion   holds

Fails: an error of the spec.
1,825 states (2 initial), 12,550 steps, depth 35, in 421 ms.
`,
    );
  });
});

describe("the verdict", () => {
  it("of a pass says what it rests on", () => {
    expect(checkText(result(), options)).toBe(`DijkstraMutex, model two with N = 2

Claims
  ✓ no deadlock       holds
  ✓ MutualExclusion   holds

Holds: every reachable state was visited.
1,825 states (2 initial), 12,550 steps, depth 35, in 421 ms.
`);
  });

  it("tells holds within, what is not checked yet, witnesses and symmetric types", () => {
    const claims = [
      claim("deadlock", "holds within", { kind: "deadlock", within: ["Bound"] }),
      claim("Far", "fails", { kind: "reachable" }),
      claim("DeadlockFree", "not checked yet", { reason: "temporal claims come later" }),
      claim("Some", "holds", { kind: "reachable", trace: generalsTrace }),
      claim("Other", "not selected"),
    ];
    const bounded = result({
      claims,
      counts: { states: 100_000, initial: 1, steps: 3_000_000, depth: 200, outside: 12 },
      constraints: [{ name: "Bound", outside: 12, example: mutexTrace }],
      symmetry: { types: ["RM"], permutations: 6, unreduced: "for F tells of steps or behaviours" },
    });
    expect(verdict(checkText(bounded, { ...options, byName: true }))).toBe(`Claims
  ✓ no deadlock    holds within Bound
  ✗ Far            fails: no reachable state satisfies it
  ? DeadlockFree   not checked yet: temporal claims come later
  ✓ Some           reached after 2 steps
  – 1 claim not asked for

Holds within Bound: every reachable state inside was visited.
100,000 states, 12 more outside, 3,000,000 steps, depth 200, in 421 ms.
Not reduced by the symmetry of RM, for F tells of steps or behaviours: the counts are of all states.
`);
  });

  it.each([
    [{ kind: "max-states", limit: 1000 }, "cut off at 1,000 states"],
    [{ kind: "max-depth", limit: 12 }, "cut off at depth 12"],
    [{ kind: "time", seconds: 30 }, "cut off after 30 s"],
    [{ kind: "memory" }, "cut off when memory ran out"],
    [{ kind: "memory", limit: 314_572_800, disk: false }, "cut off when 300 MiB of memory were full"],
    [{ kind: "memory", limit: 12_884_901_888, disk: true }, "cut off when 12 GiB of memory were full"],
    [{ kind: "disk", reason: "ENOSPC" }, "cut off by an error of the disk (ENOSPC)"],
    [{ kind: "interrupted" }, "interrupted"],
  ] as const)("names the cut %j in its first line", (cut, words) => {
    const text = checkText(result({ status: "incomplete", exact: false, cut, unexplored: 2000 }), options);
    expect(text).toContain(`\nIncomplete: ${words}, with 2,000 states found but not explored.\n`);
    expect(text).toContain(", depth 35 so far, in 421 ms.\n");
    const failing = claim("I", "fails");
    const failed = checkText(result({ status: "fails", exact: false, cut, unexplored: 1, claims: [failing] }), options);
    expect(failed).toContain(`\nFails: I. The search was ${words}, with 1 state found but not explored.\n`);
  });

  it("says where only what comes after the search was cut off", () => {
    const cut: Cut = { kind: "memory", limit: 2 ** 30, disk: true };
    expect(checkText(result({ status: "incomplete", exact: true, cut, unexplored: 0 }), options)).toContain(
      "\nIncomplete: cut off when 1 GiB of memory were full, after every state was found.\n",
    );
  });

  it("tells what was written to disk, and what would let the search get further", () => {
    const lines = (cut: Cut, spilled: number): readonly string[] =>
      checkText(result({ status: "incomplete", exact: false, cut, spilled }), options)
        .split("\n")
        .slice(-3, -1);
    const found = "1,825 states (2 initial), 12,550 steps, depth 35 so far, in 421 ms.";
    const limit = 2 ** 30;
    expect(lines({ kind: "memory", limit, disk: false }, 0)).toEqual([
      found,
      "With more --memory it gets further, and without --no-spill it goes on on disk.",
    ]);
    expect(lines({ kind: "memory", limit, disk: true }, 1.5 * 2 ** 30)).toEqual([
      "1.5 GiB were written to disk.",
      "With more --memory it gets further.",
    ]);
    expect(lines({ kind: "disk", reason: "ENOSPC" }, 70_000)).toEqual([
      "68.4 KiB were written to disk.",
      "With --spill it writes to another folder, with more --memory it writes less.",
    ]);
    expect(lines({ kind: "interrupted" }, 0).at(-1)).toBe(found);
  });

  it("names what is not checked yet", () => {
    const claims = [claim("A", "not checked yet"), claim("B", "not checked yet")];
    expect(checkText(result({ status: "incomplete", claims }), options)).toContain(
      "\nIncomplete: A and B are not checked yet.\n",
    );
  });

  it("says that there is no initial state", () => {
    const counts = { states: 0, initial: 0, steps: 0, depth: 0, outside: 0 };
    expect(checkText(result({ status: "incomplete", counts }), options)).toContain(
      "\nIncomplete: there is no initial state.\n0 states, ",
    );
  });

  it("says what --strict makes of findings", () => {
    const findings = [{ kind: "step never taken" as const, name: "Read", span: at("A") }];
    expect(checkText(result({ findings }), { ...options, strict: true })).toMatch(
      /\nStrict: 1 finding counts as a failure\.\n$/,
    );
  });
});

describe("findings", () => {
  it("are sentences with their places, and an example of what a constraint cut off", () => {
    const text = checkText(
      result({
        findings: [
          { kind: "step never taken", name: "Read", span: at("action") },
          { kind: "label never reached", name: "P.Li4", span: at("action") },
          { kind: "step changes nothing", name: "A", span: at("action") },
          { kind: "left side never true", claim: "Together", text: "road ==\n  []", span: at("x + 1") },
          { kind: "always over an empty set", claim: "I", text: "forall i in S: p", span: at("x + 1") },
          { kind: "no claim depends on", what: "variable", name: "x", span: at("var") },
          { kind: "cut off by a constraint", name: "Bound", outside: 12, span: at("spec") },
        ],
        constraints: [{ name: "Bound", outside: 12, example: mutexTrace }],
      }),
      { ...options, source },
    );
    expect(text.slice(text.indexOf("Findings"), text.indexOf("Claims"))).toBe(`Findings
  ! Read is never taken  (specs/d.steps:3:2)
  ! label P.Li4 is never reached  (specs/d.steps:3:2)
  ! A is taken, but never changes anything  (specs/d.steps:3:2)
  ! in Together, \`road == []\` is never true, so its \`=>\` says nothing  (specs/d.steps:3:18)
  ! in I, \`forall i in S: p\` ranges over a set that is always empty  (specs/d.steps:3:18)
  ! no claim depends on the variable x  (specs/d.steps:2:1)
  ! constraint Bound cut off 12 states: checked, not left  (specs/d.steps:1:1)
      one of them, after 4 steps:
        b = [1: false, 2: true]
        k = 1
        P(1) at cs
        P(2) at Li0
        P(1).unchecked, P(2).unchecked = {}

`);
  });
});

describe("witnesses", () => {
  const reached = result({ claims: [claim("Some", "holds", { kind: "reachable", trace: generalsTrace })] });

  it("are shown when asked for", () => {
    expect(checkText(reached, options)).not.toContain("Read(John)");
    expect(checkText(reached, { ...options, witnesses: true })).toContain(
      "Some is reached after 2 steps:\n\n     Michael\n",
    );
  });
});

describe("words", () => {
  it.each([
    [0.0004, "0 ms"],
    [0.42, "420 ms"],
    [1.254, "1.25 s"],
    [12.34, "12.3 s"],
    [59.97, "1 min 00 s"],
    [185, "3 min 05 s"],
    [7625, "2 h 07 min"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it("group digits and list names", () => {
    expect([0, 999, 1000, 1234567].map(grouped)).toEqual(["0", "999", "1,000", "1,234,567"]);
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => listed(words))).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });
});
