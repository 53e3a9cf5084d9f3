import { oneOf, type Random } from "../mutations.js";

/*
 * Specs of processes and actions some of which are in each other's way, and some not: they use variables, own and other
 * elements, places, locals and channels of every kind. Nobody goes back, so that there are few states; of some there are
 * many ways to each.
 */

const VALUE = ["0", "1", "x", "g", "a[i]", "a[i mod 3 + 1]", "one(i)", "one(i mod 3 + 1)", "min(g + 1, 2)", "all"];
const KEY = ["i", "i", "1", "i mod 3 + 1"];
const CONDITION = [
  "g < 2",
  "x == 0",
  "a[i] == 0",
  "a[i mod 3 + 1] == 0",
  "one(i) < 2",
  "P(i mod 3 + 1) at L1",
  "P(i) at L1",
  "exists j in K: P(j) at done",
  "i in s",
  "s != K",
];
const CHANNEL = ["bag", "bag", "line", "full"];

/** Some do hardly anything but write to each other. */
function letter(random: Random): string {
  const channel = `${oneOf(random, CHANNEL)}[${oneOf(random, ["1", "1", "i"])}]`;
  const name = `m${random(1e6)}`;
  return oneOf(random, [
    `send ${oneOf(random, ["0", "1", "i - 1", "x"])} to ${channel}`,
    `receive ${name} from ${channel}\n      x := ${name}`,
    `receive ${oneOf(random, ["0", "1"])} from ${channel}`,
  ]);
}

/** Statements of a step of process P; `i` is the process, `x` its local. */
function statement(random: Random, depth: number): string {
  const value = (): string => oneOf(random, VALUE);
  const condition = (): string => oneOf(random, CONDITION);
  const forms = [
    () => `a[${oneOf(random, KEY)}] := ${value()}`,
    () => `a[i] := ${value()}`,
    () => `g := ${value()}`,
    () => `x := ${value()}`,
    () => `x := ${value()}`,
    () => `when ${condition()}`,
    () => `s := s ${oneOf(random, ["union {i}", "\\ {i}", "union {1}"])}`,
    () => `send ${value()} to ${oneOf(random, CHANNEL)}[${oneOf(random, KEY)}]`,
    () => `send ${value()} to ${oneOf(random, CHANNEL)}[${oneOf(random, KEY)}]`,
    () => `receive m${random(1e6)} from ${oneOf(random, CHANNEL)}[${oneOf(random, KEY)}]`,
    () => `receive ${oneOf(random, ["0", "1"])} from ${oneOf(random, CHANNEL)}[i]`,
    () => `x := x + 1`,
    () => `assert ${condition()}`,
    () => "skip",
  ];
  const nested = [
    () => `if ${condition()} { ${statement(random, 1)} } else { ${statement(random, 1)} }`,
    () => `either { ${statement(random, 1)} } or { ${statement(random, 1)} }`,
    () => `pick j in K { a[j] := ${value()} }`,
    () => `pick j in K \\ {i} { ${oneOf(random, ["x", "g"])} := a[j] }`,
    () => `for j in K { ${oneOf(random, ["a[j] := 1", "send 1 to bag[j]"])} }`,
  ];
  return oneOf(random, depth === 0 ? [...forms, ...nested] : forms)();
}

function step(random: Random, writes: boolean): string {
  if (writes && random(5) > 0) return letter(random);
  return Array.from({ length: 1 + random(2) }, () => statement(random, 0)).join("\n      ");
}

/** Of most crowds some states are outside it. */
const CONSTRAINT = ["g < 2", "a[1] < 2", "a[3] == 0", "s != K", "P(1) at L0 or P(2) at L0", "all == 0", "one(2) < 1"];

/** The text of one. */
export function crowd(random: Random): string {
  const members = 2 + random(2);
  const writes = random(2) === 0;
  const labels = Array.from({ length: members === 2 ? 3 : 2 }, (_, at) => `  L${at}: ${step(random, writes)}`);
  const kind = (): string => oneOf(random, ["", "", ", lossy", ", duplicating"]);
  const actions = [
    "action Set { when g == 1\n  g := 2 }",
    "action Grow(k in K) { when a[k] == 1 and k in s\n  a[k] := 2 }",
    "action Take(k in K) { receive m from bag[k]\n  s := s union {k} }",
    "process Q { Q0: when g == 1\n g := 0\n Q1: s := {} }",
    "process R(k in K) { var y: 0..2 = 0\n R0: y := a[k]\n R1: a[k] := min(y + 1, 2) }",
  ];
  const before = random(3) === 0 ? [oneOf(random, actions)] : [];
  const after =
    random(2) === 0
      ? [
          oneOf(
            random,
            actions.filter((each) => !before.includes(each)),
          ),
        ]
      : [];
  return [
    "spec Crowd",
    "type K = 1..3",
    "var a: K -> 0..2 = [k in K: 0]",
    `var g: 0..2 = ${oneOf(random, ["0", "1", "any"])}`,
    "var s: set of K = {}",
    `channel bag: K of 0..2${kind()}`,
    `channel line: K of 0..2, fifo${kind()}`,
    "channel full: K of 0..2 max 1",
    "def one(k: K) = a[k]",
    "def all = if forall k in K: a[k] == 1 then 1 else 0",
    ...before,
    `process P(i in 1..${members}) {`,
    "  var x: 0..2 = 0",
    ...labels,
    "}",
    ...after,
    ...(random(3) === 0 ? [`constraint Bound: ${oneOf(random, CONSTRAINT)}`] : []),
    `invariant I: not (${oneOf(random, ["g == 2", "s != {}", "P(1) at done"])} and ${oneOf(random, ["a[1] == 2", "a[2] == 1", "all == 1", "P(2) at done"])})`,
  ].join("\n");
}
