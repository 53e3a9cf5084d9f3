import { oneOf } from "../mutations.js";
import { expression } from "./expressions.js";
import type { ChannelShape, Gen, Scope } from "./gen.js";
import { BOOL, type Sort } from "./sorts.js";
import type { Target } from "./statements.js";
import { type Filling, type Piece, piece } from "./template.js";

function claim(row: string, text: string, parts: Readonly<Record<string, Filling>>): Piece {
  return piece("declaration", "declaration", row, text, parts);
}

/** Claims, constraints, what is shown, fairness of groups, and sometimes a model. */
export function claims(
  g: Gen,
  variables: readonly Target[],
  channels: readonly ChannelShape[],
  scope: Scope,
): readonly Piece[] {
  const of = (sort: Sort, depth: number): Piece => expression(g, sort, depth, scope);
  const made: Piece[] = [];
  const named: string[] = [];
  const add = (row: string, word: string, name: string, text: string, parts: Readonly<Record<string, Piece>>): void => {
    named.push(name);
    made.push(claim(row, `${word} ${name}: ${text}`, parts));
  };
  for (let at = 0; at < 3; at++) add("invariant", "invariant", `I${at}`, "$0", { 0: of(BOOL, 3 - (at >> 1)) });
  for (let at = 0; at < 2; at++) add("reachable", "reachable", `R${at}`, "$0", { 0: of(BOOL, 2 + at) });
  const sometimes = (one: number, then: () => void): void => {
    if (g.random(one) === 0) then();
  };
  sometimes(6, () => {
    const v = oneOf(g.random, variables);
    const parts = { v: v.name, 0: of(v.declared.sort, 1) };
    made.push(claim("step invariant;e'", "step invariant S: $v' == $0", parts));
  });
  sometimes(6, () => add("property;~>", "property", "F0", "$0 ~> $1", { 0: of(BOOL, 1), 1: of(BOOL, 1) }));
  sometimes(6, () => add("property;until", "property", "F1", "$0 until $1", { 0: of(BOOL, 1), 1: of(BOOL, 1) }));
  sometimes(6, () => add("property;always;eventually", "property", "F2", "always (eventually $0)", { 0: of(BOOL, 1) }));
  sometimes(6, () => add("always possible", "always possible", "Still", "$0", { 0: of(BOOL, 1) }));
  const plain =
    g.processes.length === 0 && channels.length === 0 && variables.every(({ declared }) => declared.size < 99);
  if (plain) sometimes(2, () => add("inductive invariant", "inductive invariant", "Kept", "$0", { 0: of(BOOL, 1) }));
  g.claiming = false;
  for (const { name: c, max } of channels) {
    if (max === undefined) made.push(claim("constraint", `constraint Few${c}: $0`, { 0: short(g, c, channels) }));
  }
  sometimes(2, () => made.push(claim("constraint", "constraint Near: $0", { 0: of(BOOL, 2) })));
  sometimes(4, () => made.push(claim("constraint", "constraint Here: $0 or true", { 0: of(BOOL, 2) })));
  g.claiming = true;
  sometimes(2, () => made.push(claim("done when", "done when $0", { 0: of(BOOL, 2) })));
  sometimes(4, () => made.push(claim("show", "show seen = $0", { 0: of(g.anySort(), 2) })));
  sometimes(6, () => made.push(...groups(g)));
  sometimes(8, () => made.push(claim("model", `model m with N = 2 { holds ${named.join(", ")} states 3 }`, {})));
  sometimes(3, () => {
    g.stepping = true;
    for (let at = 1; at < 3; at++) made.push(claim("step invariant", `step invariant S${at}: $0`, { 0: of(BOOL, 3) }));
    g.stepping = false;
  });
  sometimes(3, () => {
    g.stepping = true;
    const text = oneOf(g.random, ["always $0", "eventually $0", "always (eventually $0)", "$0 ~> $1", "$0 until $1"]);
    made.push(claim("property", `property F3: ${text}`, { 0: of(BOOL, 2), 1: of(BOOL, 2) }));
    g.stepping = false;
  });
  return made;
}

/** A mailbox has at most two messages. */
function short(g: Gen, name: string, channels: readonly ChannelShape[]): Piece {
  const key = channels.find((each) => each.name === name)?.key;
  if (key === undefined) return g.made(BOOL, "len(s)", "(len($c) < 3)", { c: name });
  const [x, y] = [g.fresh(), g.fresh()];
  const [one, two] = key.sets;
  const text =
    two === undefined
      ? `(forall $x in ${one}: len($c[$x]) < 2)`
      : `(forall $x in ${one}, $y in ${two}: len($c[$x, $y]) < 2)`;
  return g.made(BOOL, "forall", text, { x, y, c: name });
}

function groups(g: Gen): readonly Piece[] {
  const actions = g.actions.map(({ name, parameters }) => name + written(parameters.length));
  const processes = g.processes.map(({ name, parameter }) => name + written(parameter ? 1 : 0));
  const text = [...actions, ...processes].join(" or ");
  const strength = oneOf(g.random, ["weak", "strong"]);
  return [claim(`fairness ${strength}`, `fairness ${strength}: ${text}`, {})];
}

function written(parameters: number): string {
  return parameters === 0 ? "" : `(${Array.from({ length: parameters }, () => "_").join(", ")})`;
}
