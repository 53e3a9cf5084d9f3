import { exchangeOf } from "../../symmetry/exchange.js";
import type { Program } from "../../values/program.js";
import { present } from "../../values/value.js";
import type { Generated, Written } from "../abi.js";
import { layoutOf } from "../layout.js";
import { behaviours, stepping } from "./behaviours.js";
import { type Judged, judge, mayEnd } from "./claims.js";
import { initial } from "./initial.js";
import { seeing } from "./seeing.js";
import { type Sleepers, sleepersOf } from "./sleepers.js";
import { expand } from "./steps.js";
import { transitionsOf } from "./transitions.js";
import { Unit } from "./unit.js";

export interface GenerateOptions {
  /** Is it to measure what its transitions cost? */
  readonly profiled?: boolean | undefined;
  /** Are states to stand for their orbits? */
  readonly reduces?: boolean | undefined;
}

/** Compiles a model, for some of its claims (indices into `Model.claims`; only invariants and reachables). */
export function generate(
  program: Program,
  claims: readonly number[],
  { profiled = false, reduces = false }: GenerateOptions = {},
): Generated {
  const { model } = program;
  const layout = layoutOf(program);
  const kinds = (...among: readonly string[]): readonly number[] =>
    claims.filter((claim) => among.includes(present(model.claims[claim]).kind));
  const judged = { invariants: kinds("invariant", "inductive invariant"), reachables: kinds("reachable") };
  const transitions = transitionsOf(model);
  const exchange = reduces ? exchangeOf(program) : undefined;
  const sleepers = reduces ? undefined : sleepersOf(program);
  return {
    words: layout.packed,
    transitions,
    invariants: judged.invariants.length,
    reachables: judged.reachables.length,
    constraints: model.constraints.length,
    sites: model.sites.length,
    profiled,
    sleeps: sleepers !== undefined,
    behaviours: (atoms) => behaviours(program, atoms),
    stepping: (atoms) => stepping(program, atoms),
    seeing: (parts) => seeing(program, parts),
    write: (site) => written(new Unit(program, layout, site, exchange), judged, transitions, sleepers),
  };
}

function written(unit: Unit, judged: Judged, transitions: number, sleepers: Sleepers | undefined): Written {
  const { sites, constraints } = unit.model;
  const undecided = judged.invariants.length + judged.reachables.length;
  const judging = {
    unit,
    frame: unit.allocate(unit.layout.words * 4 + 8),
    counting: { evaluated: unit.allocate(sites.length * 4), witnessed: unit.allocate(sites.length * 4) },
    undecided: unit.allocate(undecided),
    excluded: unit.allocate(constraints.length * 8),
  };
  unit.module.data(judging.undecided, new Uint8Array(undecided).fill(1));
  unit.module.data(judging.excluded, new Uint8Array(Uint32Array.from(constraints.flatMap(() => [0, NOBODY])).buffer));
  const tried = unit.allocate(transitions * 4);
  const functions = {
    initial: initial(unit),
    expand: expand({ unit, frames: unit.frames, tried, sleepers }),
    judge: judge(judged, judging),
    mayEnd: mayEnd(judging),
  };
  const { counting, excluded } = judging;
  return {
    ...functions,
    end: unit.end,
    tried,
    ...counting,
    undecided: judging.undecided,
    excluded,
    heap: unit.heap.functions,
    profile: unit.profiling?.rows,
    moved: unit.moved,
  };
}

/** Greater than the number of every state. */
const NOBODY = 0xffffffff;
