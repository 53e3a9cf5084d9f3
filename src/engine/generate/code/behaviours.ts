import type { Expr, Type } from "../../../model/ir.js";
import type { Atom } from "../../behaviours.js";
import type { Program } from "../../values/program.js";
import { present, type Value } from "../../values/value.js";
import type { GeneratedBehaviours, GeneratedSteps, WrittenBehaviours, WrittenSteps, WrittenTruths } from "../abi.js";
import { layoutOf } from "../layout.js";
import type { Defined } from "../wasm/module.js";
import { Actors } from "./actors.js";
import { type Known, type Predicated, truth } from "./claims.js";
import { restore } from "./collapse.js";
import { Routine } from "./routine.js";
import { expand } from "./steps.js";
import { transitionsOf } from "./transitions.js";
import { stored } from "./types.js";
import { kindOf } from "./typing.js";
import { Unit } from "./unit.js";

/** Compiles what claims about behaviours need of a model: its steps with who takes them, and predicates of states. */
export function behaviours(program: Program, atoms: readonly Atom[]): GeneratedBehaviours {
  const layout = layoutOf(program);
  return { write: (site) => written(new Unit(program, layout, site), atoms) };
}

function written(unit: Unit, atoms: readonly Atom[]): WrittenBehaviours {
  const frame = unit.allocate(unit.layout.words * 4 + 8);
  const actors = new Actors(unit);
  const steps = expand({ unit, frames: unit.frames, tried: unit.allocate(4 * transitionsOf(unit.model)), actors });
  const truths = atoms.map((atom) => of(atom, { unit, frame, counting: undefined }));
  return { expand: steps, actor: actors.cell, actors: actors.count, truths, end: unit.end, heap: unit.heap.functions };
}

/** `truth(state)`: see abi.ts. */
function of(atom: Atom, judging: Predicated): Defined {
  const { unit } = judging;
  const predicate = named(atom, judging);
  const defined = unit.function(["i32"], ["i32"]);
  const { code } = defined;
  const r = new Routine(unit, code, undefined);
  restore(present(code.parameters[0]), judging.frame, r);
  code.call(predicate);
  return defined;
}

/** A function that evaluates an atom: see `truth`. */
function named(atom: Atom, judging: Predicated): Defined {
  const names: Known[] = atom.names.map(({ binding, value }) => ({ binding, type: stored(binding.type), value }));
  const expr = predicateOf(atom, judging.unit, (each) => names.push(each));
  return truth(expr, judging, names);
}

/** Compiles what claims about steps need of a model: its steps, and predicates of them. */
export function stepping(program: Program, atoms: readonly Atom[]): GeneratedSteps {
  const layout = layoutOf(program);
  return {
    write: (site) => writtenSteps(new Unit(program, layout, site), atoms),
    writeTruths: (site) => writtenTruths(new Unit(program, layout, site), atoms),
  };
}

function writtenSteps(unit: Unit, atoms: readonly Atom[]): WrittenSteps {
  const steps = expand({ unit, frames: unit.frames, tried: unit.allocate(4 * transitionsOf(unit.model)) });
  return { expand: steps, ...writtenTruths(unit, atoms) };
}

function writtenTruths(unit: Unit, atoms: readonly Atom[]): WrittenTruths {
  const { sites } = unit.model;
  const bytes = unit.layout.words * 4 + 8;
  const [frame, next] = [unit.allocate(bytes), unit.allocate(bytes)];
  const counting = { evaluated: unit.allocate(4 * sites.length), witnessed: unit.allocate(4 * sites.length) };
  const [before, after] = [restoring(frame, unit), restoring(next, unit)];
  const truths = atoms.map((atom) => named(atom, { unit, frame, next, counting }));
  return { before, after, truths, ...counting, end: unit.end, heap: unit.heap.functions };
}

/** A function that copies a packed state into a frame. */
function restoring(frame: number, unit: Unit): Defined {
  const defined = unit.function(["i32"], []);
  restore(present(defined.code.parameters[0]), frame, new Routine(unit, defined.code, undefined));
  return defined;
}

function predicateOf({ expr, is, has }: Atom, unit: Unit, named: (name: Known) => void): Expr {
  const { span } = expr;
  const name = (value: Value, type: Type): Expr => {
    const binding = { number: unit.name(), name: "it", type };
    named({ binding, type: stored(type), value });
    return { kind: "binding", binding, type, span };
  };
  const type: Type = { kind: "bool" };
  if (has !== undefined) {
    const element = name(has, kindOf(expr.type, "set").of);
    return { kind: "member", negated: false, element, set: expr, type, span };
  }
  if (is === undefined) return expr;
  return { kind: "equal", negated: false, left: expr, right: name(is, expr.type), type, span };
}
