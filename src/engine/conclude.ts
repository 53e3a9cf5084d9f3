import type { KnownChoices } from "./choices.js";
import { claimOf, claimResults } from "./claims.js";
import type { Engine } from "./engine.js";
import type { Explored } from "./explored.js";
import { findingsOf } from "./findings.js";
import type { Judged } from "./lasting-claims.js";
import type { CheckResult, ClaimResult, Cut, EngineUsed, Status, SymmetryUsed } from "./result.js";
import type { PathState } from "./search/path.js";
import { faultResult, traceOf } from "./trace.js";

/** What only the caller of a search knows about it. */
export interface Circumstances {
  /** Indices into `Model.claims`. */
  readonly selected: readonly number[];
  /** What became of claims about steps and behaviours. */
  readonly judged: Judged;
  readonly cut: Cut | undefined;
  readonly seconds: number;
  readonly engine: EngineUsed;
  readonly symmetry: SymmetryUsed | undefined;
  readonly choices: KnownChoices;
}

/** What a search that has ended tells about the model. */
export function conclude<S>(engine: Engine<S>, search: Explored<S>, circumstances: Circumstances): CheckResult {
  const { states, initial, steps, depth, outside, unexplored, verdicts } = search;
  const { choices } = circumstances;
  const claims = claimResults(engine, search, circumstances.selected, circumstances.judged).map((claim, at) => {
    const known = choices.claims.get(at === 0 ? "deadlock" : at - 1);
    return known === undefined ? claim : { ...claim, choices: known };
  });
  const path = (id: number | undefined): readonly PathState<S>[] => (id === undefined ? [] : search.path(id));
  return {
    ...headOf(engine),
    status: circumstances.judged.faults.length > 0 ? "fails" : statusOf(search, claims),
    exact: search.end === "exhausted",
    counts: { states, initial, steps, depth, outside },
    cut: circumstances.cut,
    unexplored,
    seconds: circumstances.seconds,
    noStart: isWithoutStart(search) ? engine.noStart() : undefined,
    claims,
    faults: [
      ...verdicts.faults.map((found, at) => {
        const fault = faultResult(engine, found, path(found.where));
        const known = choices.faults[at];
        return known === undefined ? fault : { ...fault, choices: known };
      }),
      ...circumstances.judged.faults,
    ],
    findings: findingsOf(engine, search, circumstances.judged),
    constraints: engine.model.constraints.flatMap(({ name }, index) => {
      const { outside: count = 0, example } = verdicts.constraints[index] ?? {};
      return count === 0 ? [] : [{ name, outside: count, example: traceOf(engine, path(example)) }];
    }),
    engine: engineOf(engine, circumstances),
    spilled: search.spilled ?? 0,
    symmetry: circumstances.symmetry,
  };
}

/** Did a search that went to its end find no state at all? */
function isWithoutStart<S>({ end, states, outside, verdicts }: Explored<S>): boolean {
  return end === "exhausted" && states + outside === 0 && verdicts.faults.length === 0;
}

function engineOf<S>({ model }: Engine<S>, { engine, judged }: Circumstances): EngineUsed {
  const interpreted = (judged.explored ?? []).map((claim) => claimOf(claim, model).name);
  return engine.name === "reference" || interpreted.length === 0 ? engine : { ...engine, interpreted };
}

/** What a result says of the model that it is about. */
export function headOf<S>({ model, constants }: Engine<S>) {
  return {
    spec: model.name,
    file: model.source.name,
    // A model that consists of constants from outside has no name.
    model: model.chosen?.name || undefined,
    constants: model.constants.flatMap(({ name }, index) => {
      const value = constants[index];
      return value === undefined ? [] : [{ name, value }];
    }),
  };
}

function statusOf<S>(search: Explored<S>, claims: readonly ClaimResult[]): Status {
  if (search.verdicts.failed || claims.some(({ status }) => status === "fails")) return "fails";
  const open = claims.some(({ status }) => status === "undecided" || status === "not checked yet");
  return open || search.end !== "exhausted" ? "incomplete" : "holds";
}
