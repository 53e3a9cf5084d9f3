import { oneOf, type Random } from "./mutations.js";

/*
 * Random specs with one or two symmetric types: a few variables in which members stand in every way that types allow, actions that
 * change them, and claims. Everything that they do is the same for all members.
 */

/** A variable: its declaration, and what an action with members a, a2 and b and an e may do with it. */
interface Part {
  readonly declaration: string;
  readonly changes: readonly string[];
  readonly facts: readonly string[];
}

const parts: readonly Part[] = [
  {
    declaration: "var f: A -> E = [i in A: x]",
    changes: ["f[a] := e", "when f[a] == x  f[a] := e", "for i in A { if f[i] == y { f[i] := z } }"],
    facts: ["exists i in A: f[i] == e0", "forall i, j in A: i != j => f[i] != y or f[j] != y"],
  },
  {
    declaration: "var g: A -> A? = [i in A: none]",
    changes: ["g[a] := a2", "g[a] := none", "when g[a] == none  g[a] := a2"],
    facts: ["exists i in A: g[i] == i", "forall i, j in A: g[i] == j => g[j] != i"],
  },
  {
    declaration: "var s: set of A = {}",
    changes: ["s := s union {a}", "s := s \\ {a}", "when size(s) < 2  s := s union {a, a2}"],
    facts: ["size(s) == 2", "s != A"],
  },
  { declaration: "var p: A? = none", changes: ["p := a", "p := none"], facts: ["p == none"] },
  { declaration: "var o: A = any", changes: ["o := a", "when o != a2  o := a2"], facts: ["exists i in A: o == i"] },
  {
    declaration: "var rel: set of (A, A) = {}",
    changes: ["when size(rel) < 2  rel := rel union {(a, a2)}", "rel := rel \\ {(a, a)}"],
    facts: ["exists i in A: (i, i) in rel", "size(rel) < 2"],
  },
  {
    declaration: "var grid: (A, B) -> bool = [i in A, j in B: false]",
    changes: ["grid[a, b] := true", "grid[a, b] := not grid[a, b]"],
    facts: ["exists i in A: forall j in B: grid[i, j]", "not (forall i in A, j in B: grid[i, j])"],
  },
  {
    declaration: "var q: seq of A max 2 = []",
    changes: ["when len(q) < 2  q := append(q, a)", "when q != []  q := tail(q)"],
    facts: ["len(q) < 2", "q == []"],
  },
  {
    declaration: "var long: seq of (A, B) = []",
    changes: ["when len(long) < 2  long := append(long, (a, b))", "when long != []  long := tail(long)"],
    facts: ["len(long) < 2"],
  },
  {
    declaration: "var logs: A -> seq of (A, E) = [i in A: []]",
    changes: ["when len(logs[a]) < 1  logs[a] := [(a2, e)]", "logs[a] := []"],
    facts: ["exists i in A: len(logs[i]) > 0"],
  },
  {
    declaration: "var many: set of set of (A, B) = {}",
    changes: ["when size(many) < 2  many := many union {{(a, b)}}", "many := many union {{(a, b), (a2, b)}}"],
    facts: ["size(many) < 2"],
  },
  {
    declaration: "var m: M = Nil",
    changes: ["m := Put(a, e)", "m := Tie(a, a2, b)", "m := Nil"],
    facts: ["m == Nil", "match m { Put(i, v): v != y, _: true }"],
  },
  {
    declaration: "var sent: set of M = {}",
    changes: [
      "when size(sent) < 2  sent := sent union {Put(a, e)}",
      "when Put(a, e) in sent  sent := sent union {Tie(a, a2, b)}",
    ],
    facts: ["size(sent) < 2", "exists i in A: Put(i, y) in sent"],
  },
  {
    declaration: "var rec: {who: A?, how: E} = {who: none, how: x}",
    changes: ["rec.who := a", "rec := {who: none, how: e}", "when rec.who == a  rec.how := e"],
    facts: ["rec.how != y", "rec.who == none"],
  },
  {
    declaration: "channel net of M max 2",
    changes: [
      "send Put(a, e) to net",
      "send Tie(a, a2, b) to net",
      "receive Put(i1, v1) from net",
      "receive sent1 from net",
    ],
    facts: ["len(net) < 2", "exists i in A: Put(i, x) in range(net)"],
  },
  {
    declaration: "channel wide of (A, A, set of B) max 2",
    changes: ["send (a, a2, {b}) to wide", "receive (i2, j2, k2) from wide", "send (a, a, {}) to wide"],
    facts: ["len(wide) < 2"],
  },
  {
    declaration: "channel line: A of (A, E) max 1, fifo, lossy",
    changes: ["send (a2, e) to line[a]", "receive (i3, v3) from line[a]"],
    facts: ["exists i in A: len(line[i]) > 0"],
  },
  {
    declaration: "channel notes: A of set of E max 1",
    changes: ["send {e} to notes[a]", "receive n5 from notes[a]"],
    facts: ["exists i in A: len(notes[i]) > 0"],
  },
  {
    declaration: "channel pings: A of U max 2",
    changes: ["send Ping(1) to pings[a]", "receive n6 from pings[a]"],
    facts: ["exists i in A: len(pings[i]) > 1"],
  },
  {
    declaration: "var beats: A -> seq of U = [i in A: []]",
    changes: ["when len(beats[a]) < 2  beats[a] := append(beats[a], Ping(1))", "beats[a] := []"],
    facts: ["exists i in A: len(beats[i]) > 1"],
  },
  {
    declaration: "var near: (A, A) -> E = [i in A, j in A: x]",
    changes: ["near[a, a2] := e", "when near[a, a2] == x  near[a, a2] := e"],
    facts: ["exists i in A: near[i, i] == y", "forall i, j in A: near[i, j] == near[j, i]"],
  },
  {
    declaration: "var sums: A -> M = [i in A: Nil]",
    changes: ["sums[a] := Put(a2, e)", "sums[a] := Nil"],
    facts: ["exists i in A: sums[i] == Put(i, y)"],
  },
  {
    declaration: "channel free: B of A",
    changes: ["when len(free[b]) < 2  send a to free[b]", "receive i4 from free[b]"],
    facts: ["exists j in B: len(free[j]) > 1"],
  },
];

const process = `process P(i in A) {
  var mine: A? = none
  here:  pick j in A { mine := j }
  there: either { goto here } or { goto done }
}`;

/** The text of a spec. */
export function symmetricSpec(random: Random): string {
  const chosen = new Set<Part>();
  for (let left = 1 + random(3); left > 0; left--) chosen.add(oneOf(random, parts));
  const used = [...chosen];
  const changes = used.flatMap((part) => part.changes);
  const facts = used.flatMap((part) => part.facts);
  const e = (text: string): string => text.replaceAll("e0", oneOf(random, ["x", "y", "z"]));
  const actions = Array.from({ length: 1 + random(3) }, (_, at) => {
    const body = [...new Set(Array.from({ length: 1 + random(2) }, () => oneOf(random, changes)))].join("\n  ");
    const sets = { a: "A", a2: random(2) === 0 && /\ba\b/.test(body) ? "A \\ {a}" : "A", b: "B", e: "E" };
    const used = Object.entries(sets).filter(([name]) => new RegExp(`\\b${name}\\b`).test(body));
    const parameters = used.map(([name, set]) => `${name} in ${set}`).join(", ");
    return `action Go${at}${parameters === "" ? "" : `(${parameters})`} {\n  ${body}\n}`;
  });
  return [
    "spec Random",
    `type A = symmetric ${random(8) === 0 ? 4 : 2 + random(2)}`,
    `type B = symmetric ${1 + random(2)}`,
    "type E = x | y | z",
    "type U = Ping(at: 1..1)",
    "type M = Put(who: A, how: E) | Tie(one: A, other: A, by: B) | Nil",
    ...used.map(({ declaration }) => declaration),
    ...(random(4) === 0 ? [process] : []),
    ...actions,
    ...(random(2) === 0 ? ["done when true"] : []),
    `invariant I: ${e(oneOf(random, facts))}`,
    `reachable R: ${e(oneOf(random, facts))}`,
    ...(random(4) === 0 ? [`constraint C: ${e(oneOf(random, facts))}`] : []),
  ].join("\n");
}
