import type { Model, Show, Variable } from "../../model/ir.js";
import type { Engine, MakeEngine, Symmetry } from "../engine.js";
import type { TraceState, TraceStep, TraceVariable } from "../result.js";
import { exchangeOf, permutationsOf } from "../symmetry/exchange.js";
import { obstacleTo } from "../symmetry/obstacles.js";
import { sitesOfSome } from "../symmetry/sites.js";
import { EvaluationFault } from "../system.js";
import { toDatum } from "../values/data.js";
import type { Program } from "../values/program.js";
import { present } from "../values/value.js";
import { InterpretedBehaviours } from "./behaviours.js";
import { explained } from "./explain.js";
import { evaluate } from "./expressions.js";
import type { Frame } from "./frame.js";
import { Interpreter } from "./interpreter.js";
import { programOf } from "./program.js";
import { representative } from "./representative.js";
import type { State } from "./state.js";
import { eachWay, originsOf } from "./stepping.js";
import { sentence, toldStep } from "./telling.js";
import { waitsAtStart, waitsIn } from "./waits.js";

/** The reference engine: the meaning of the language over values. The model's constants have been examined. */
export const interpret: MakeEngine<State> = (model, claims): Engine<State> => engineOf(programOf(model), claims);

/** The same of a program. */
export function engineOf(program: Program, claims: readonly number[]): Engine<State> {
  const { model } = program;
  const kinds = (...among: readonly string[]): readonly number[] =>
    claims.filter((claim) => among.includes(present(model.claims[claim]).kind));
  const invariants = kinds("invariant", "inductive invariant");
  const reachables = kinds("reachable");
  const system = new Interpreter(program, { invariants, reachables });
  return {
    model,
    system,
    invariants,
    reachables,
    constants: program.constants.map(toDatum),
    variables: model.variables.map((variable) => traceVariable(variable, model)),
    values: (state) => state.values.map(toDatum),
    shows: (state) => model.shows.map((show) => shown(show, system.frame(state))),
    detail: (state, ordinal) => detail(system, state, ordinal),
    explain: (claim, state) => explained(present(present(model.claims[claim]).predicate), system.frame(state)),
    waits: (state) => waitsIn(system.frame(state)),
    noStart: () => waitsAtStart(program),
    behaviours: () => new InterpretedBehaviours(system),
    symmetry: () => symmetryOf(program),
    counters: { tried: system.tried, ...system.witnesses },
  };
}

function symmetryOf(program: Program): Symmetry<State> | undefined {
  const exchange = exchangeOf(program);
  return (
    exchange && {
      types: exchange.types.map(({ name }) => name),
      permutations: permutationsOf(exchange),
      obstacle: obstacleTo(exchange, program),
      untold: sitesOfSome(program.model),
      representative: (state) => representative(state, exchange, program),
    }
  );
}

function traceVariable({ name, role }: Variable, model: Model): TraceVariable {
  const process = "process" in role ? present(model.processes[role.process]).name : undefined;
  return { name, role: role.kind, process };
}

function shown({ name, value, says }: Show, frame: Frame): TraceState["shows"][number] {
  if (says !== undefined) return { name, value: { said: sentence(says, frame) } };
  try {
    return { name, value: toDatum(evaluate(present(value), frame)) };
  } catch (error) {
    if (error instanceof EvaluationFault) return { name, value: { fault: error.fault.message } };
    throw error;
  }
}

/** Runs the ways out of a state again up to the one that is asked for, keeping what happens on them. */
function detail(system: Interpreter, state: State, ordinal: number): TraceStep {
  const { model } = system.program;
  const origins = originsOf(model);
  let left = ordinal;
  let told: TraceStep | undefined;
  eachWay(model, system.frame(state).recorded(), {
    tried: () => {},
    end: (frame, transition, running) => {
      if (left-- === 0) told = toldStep(present(origins[transition]), frame, running, true);
      return told === undefined;
    },
    fault: (_, frame, transition, running) => {
      if (left-- === 0) told = toldStep(present(origins[transition]), frame, running, false);
      return told === undefined;
    },
  });
  return present(told);
}
