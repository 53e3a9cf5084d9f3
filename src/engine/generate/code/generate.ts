import type { Model } from "../../../model/ir.js";
import type { Program } from "../../values/program.js";
import { present } from "../../values/value.js";
import type { Generated } from "../abi.js";
import { layoutOf } from "../layout.js";
import { judge, mayEnd } from "./claims.js";
import { initial } from "./initial.js";
import { expand } from "./steps.js";
import { Unit } from "./unit.js";

/**
 * Compiles a model, for some of its claims (indices into `Model.claims`; only invariants and reachables), to a module whose
 * own memory begins at `base`. Throws `Unsupported` for what it cannot take.
 */
export function generate(program: Program, claims: readonly number[], base: number): Generated {
  const { model } = program;
  const layout = layoutOf(program);
  const unit = new Unit(program, layout, base);
  const kinds = (...among: readonly string[]): readonly number[] =>
    claims.filter((claim) => among.includes(present(model.claims[claim]).kind));
  const judged = { invariants: kinds("invariant", "inductive invariant"), reachables: kinds("reachable") };
  const transitions = transitionsOf(model);
  const undecided = judged.invariants.length + judged.reachables.length;
  const judging = {
    unit,
    frame: unit.allocate(layout.words * 4 + 8),
    evaluated: unit.allocate(model.sites.length * 4),
    witnessed: unit.allocate(model.sites.length * 4),
    undecided: unit.allocate(undecided),
  };
  unit.module.data(judging.undecided, new Uint8Array(undecided).fill(1));
  const tried = unit.allocate(transitions * 4);
  initial(unit);
  expand({ unit, tried });
  judge(judged, judging);
  mayEnd(judging);
  return {
    code: unit.module.encode(),
    words: layout.words,
    transitions,
    invariants: judged.invariants.length,
    reachables: judged.reachables.length,
    sites: model.sites.length,
    end: unit.end,
    tried,
    evaluated: judging.evaluated,
    witnessed: judging.witnessed,
    undecided: judging.undecided,
  };
}

function transitionsOf(model: Model): number {
  return model.steppers.reduce(
    (sum, stepper) =>
      sum + (stepper.kind === "process" ? present(model.processes[stepper.process]).labels.length - 1 : 1),
    0,
  );
}
