import type { Datum } from "../../src/engine/datum.js";
import type { CheckResult, ClaimResult, Trace, TraceState, TraceStep } from "../../src/engine/result.js";

/* Results as an engine would give them, made by hand for the tests of report/. */

export const variant = (name: string, ...values: Datum[]): Datum =>
  values.length === 0 ? { variant: name } : { variant: name, arguments: values };
export const functionOf = (...entries: (readonly [Datum, Datum])[]): Datum => ({ function: entries });
export const set = (...elements: Datum[]): Datum => ({ set: elements });
export const seq = (...elements: Datum[]): Datum => ({ seq: elements });

export const step = (name: string, values: readonly Datum[], more: Partial<TraceStep> = {}): TraceStep => ({
  kind: "action",
  name,
  arguments: values,
  from: undefined,
  to: undefined,
  says: undefined,
  doc: undefined,
  bindings: [],
  messages: [],
  ...more,
});

export const state = (
  taken: TraceStep | undefined,
  values: readonly Datum[],
  shows: TraceState["shows"] = [],
): TraceState => ({ step: taken, values, shows });

const michael = variant("Michael");
const john = variant("John");
const generals = (written: [number, number], read: [number, number], road: [Datum[], Datum[]]): Datum[] => [
  functionOf([michael, written[0]], [john, written[1]]),
  functionOf([michael, read[0]], [john, read[1]]),
  functionOf([michael, seq(...road[0])], [john, seq(...road[1])]),
];
const plan = (round: number): Datum => variant("Plan", round);

/** Two generals on a lossy road: the third letter is lost. */
export const generalsTrace: Trace = {
  variables: [
    { name: "written", role: "variable", process: undefined },
    { name: "read", role: "variable", process: undefined },
    { name: "road", role: "channel", process: undefined },
  ],
  states: [
    state(undefined, generals([1, 0], [0, 0], [[], [plan(1)]])),
    state(
      step("Read", [john], {
        says: "John reads letter 1",
        bindings: [{ name: "r", value: 1 }],
        messages: [
          { kind: "receive", channel: "road", key: john, message: plan(1) },
          { kind: "send", channel: "road", key: michael, message: plan(2) },
        ],
      }),
      generals([1, 2], [0, 1], [[plan(2)], []]),
    ),
    state(
      step("road", [michael], {
        kind: "lose",
        messages: [{ kind: "lose", channel: "road", key: michael, message: plan(2) }],
      }),
      generals([1, 2], [0, 1], [[], []]),
    ),
  ],
};

const mutex = (b: boolean[], k: number, pc: string[], unchecked: Datum[]): Datum[] => [
  functionOf([1, b[0] ?? false], [2, b[1] ?? false]),
  k,
  functionOf([1, variant(pc[0] ?? "")], [2, variant(pc[1] ?? "")]),
  functionOf([1, unchecked[0] ?? null], [2, unchecked[1] ?? null]),
];
const move = (process: number, from: string, to: string, more: Partial<TraceStep> = {}): TraceStep =>
  step("P", [process], { kind: "label", from, to, ...more });

export const mutexTrace: Trace = {
  variables: [
    { name: "b", role: "variable", process: undefined },
    { name: "k", role: "variable", process: undefined },
    { name: "P.at", role: "pc", process: "P" },
    { name: "P.unchecked", role: "local", process: "P" },
  ],
  states: [
    state(undefined, mutex([true, true], 1, ["Li0", "Li0"], [set(), set()])),
    state(move(1, "Li0", "Li4"), mutex([false, true], 1, ["Li4", "Li0"], [set(), set()])),
    state(
      move(1, "Li4", "Li5", { says: "1 still has to look at 2", bindings: [{ name: "j", value: 2 }] }),
      mutex([false, true], 1, ["Li5", "Li0"], [set(2), set()]),
    ),
    state(move(1, "Li5", "cs"), mutex([false, true], 1, ["cs", "Li0"], [set(), set()])),
    state(move(2, "Li0", "Li0"), mutex([false, true], 1, ["cs", "Li0"], [set(), set()])),
  ],
};

export const claim = (name: string, status: ClaimResult["status"], more: Partial<ClaimResult> = {}): ClaimResult => ({
  kind: "invariant",
  name,
  doc: undefined,
  span: undefined,
  status,
  within: [],
  reason: undefined,
  trace: undefined,
  why: undefined,
  ...more,
});

/** A run of which everything holds, unless told otherwise. */
export const result = (more: Partial<CheckResult> = {}): CheckResult => ({
  spec: "DijkstraMutex",
  file: "specs/dijkstra.steps",
  model: "two",
  constants: [{ name: "N", value: 2 }],
  status: "holds",
  exact: true,
  counts: { states: 1825, initial: 2, steps: 12550, depth: 35, outside: 0 },
  cut: undefined,
  unexplored: 0,
  seconds: 0.421,
  claims: [claim("deadlock", "holds", { kind: "deadlock" }), claim("MutualExclusion", "holds")],
  faults: [],
  findings: [],
  constraints: [],
  engine: { name: "generated", refused: undefined },
  spilled: 0,
  symmetry: undefined,
  ...more,
});

/** The generals disagree. */
export const generalsResult: CheckResult = result({
  spec: "TwoGenerals",
  file: "specs/generals.steps",
  model: "four",
  constants: [{ name: "Rounds", value: 2 }],
  status: "fails",
  exact: false,
  counts: { states: 4, initial: 1, steps: 3, depth: 3, outside: 0 },
  unexplored: 1,
  seconds: 0.003,
  claims: [
    claim("deadlock", "undecided", { kind: "deadlock" }),
    claim("Together", "fails", {
      doc: "When no letter is on its way, both attack or none does.",
      trace: generalsTrace,
      why: {
        text: "road[Michael] == [] and road[John] == [] =>\n  (attacks(Michael) <=> attacks(John))",
        value: false,
        bindings: [],
        parts: [
          { text: "road[Michael] == []", value: true },
          { text: "road[John] == []", value: true },
          { text: "attacks(Michael)", value: false },
          { text: "attacks(John)", value: true },
        ],
      },
    }),
    claim("Quiet", "not selected"),
  ],
});
