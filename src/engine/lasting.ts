import type { Claim } from "../model/ir.js";
import { cutting, stands } from "./claims.js";
import type { Engine } from "./engine.js";
import { isExhaustion } from "./exhaustion.js";
import type { Explored } from "./explored.js";
import { reasonOf } from "./generate/queue/budget.js";
import { judgeInductive } from "./inductive.js";
import { type Judged, LastingClaims, type LastingOptions } from "./lasting-claims.js";
import type { Pieces } from "./search/liveness/pieces.js";
import { inTurns } from "./turns.js";

/*
 * Claims about steps and behaviours. They are judged after the search for what single states tell: along all steps, as the
 * search takes them once more, or on the graph of the reachable states with the steps of each and who takes them, as the
 * search delivers it; or else all is explored once more by the engine that defines the language.
 */

/** Is it such a claim? */
export function isLasting({ kind }: Claim): boolean {
  return kind === "step invariant" || kind === "always possible" || kind === "property" || kind === "refines";
}

const NOTHING = { outcomes: new Map(), broken: new Map(), faults: [], findings: [], cut: undefined };

/**
 * Judges those of the selected claims that single states do not decide. A search that ended at a violation or was stopped
 * decides none of them. `progress` is told now and then how many states are waiting.
 */
export async function judgeLasting<S>(
  engine: Engine<S>,
  search: Explored<S>,
  selected: readonly number[],
  options: LastingOptions,
  progress: (waiting: number) => void,
): Promise<Judged<S>> {
  const graph = await judgeOnGraph(engine, search, selected, options, progress);
  return graph.cut !== undefined ? graph : inductive(graph, engine, search, selected, options, progress);
}

/** The same with the inductive steps of invariants: of those that claim it, and of all when that was asked for. */
async function inductive<S>(
  judged: Judged<S>,
  engine: Engine<S>,
  search: Explored<S>,
  selected: readonly number[],
  { induct, stop }: LastingOptions,
  progress: (waiting: number) => void,
): Promise<Judged<S>> {
  const outcomes = new Map(judged.outcomes);
  const faults = [...judged.faults];
  let cut: Judged["cut"];
  for (const [index, { kind }] of engine.model.claims.entries()) {
    const asked = kind === "inductive invariant" || (kind === "invariant" && induct !== undefined);
    if (!asked || cut !== undefined || !selected.includes(index)) continue;
    if (!hasGone(search) || search.states === 0 || !stands(index, engine, search)) continue;
    const found = await judgeInductive(index, engine, search, { induct, stop }, () => progress(0));
    outcomes.set(index, found.outcome);
    if (found.fault !== undefined) faults.push(found.fault);
    if (found.stopped) cut = "stopped";
  }
  return { ...judged, outcomes, faults, cut };
}

/** Has a search gone to its end, or as far as it was to go? */
function hasGone<S>({ end }: Explored<S>): boolean {
  return end === "exhausted" || end === "max-states" || end === "max-depth";
}

async function judgeOnGraph<S>(
  engine: Engine<S>,
  search: Explored<S>,
  selected: readonly number[],
  options: LastingOptions,
  progress: (waiting: number) => void,
): Promise<Judged<S>> {
  if (!hasGone(search)) return NOTHING;
  // Initial states outside the constraints are judged, and not left: of these claims only a refinement says something of them.
  const isJudged = search.states > 0 ? isLasting : ({ kind }: Claim): boolean => kind === "refines";
  const claims = engine.model.claims.flatMap((claim, index) =>
    isJudged(claim) && selected.includes(index) ? [index] : [],
  );
  if (claims.length === 0) return NOTHING;
  let lasting: LastingClaims<S> | undefined;
  try {
    lasting = new LastingClaims(engine, engine.behaviours(), claims, options, search);
    const cut = await judgeAll(lasting, cutting(engine.model, search), options.stop, progress);
    if (cut === "memory") lasting.leave("there is not enough memory for the graph that it is decided on");
    return { ...lasting.judged, cut };
  } catch (error) {
    const failure = reasonOf(error);
    const reason = `what the search had put on disk cannot be read (${failure})`;
    lasting?.leave(reason);
    const outcomes = new Map(claims.map((claim) => [claim, { status: "undecided", reason } as const]));
    return { ...NOTHING, outcomes, ...lasting?.judged, cut: "disk", failure };
  }
}

/** Tells what ended it early. `within`: the constraints that cut something off. */
async function judgeAll<S>(
  lasting: LastingClaims<S>,
  within: readonly string[],
  stop: LastingOptions["stop"],
  progress: (waiting: number) => void,
): Promise<Judged["cut"]> {
  await inTurns(lasting, () => progress(lasting.unexplored));
  lasting.meetSteps();
  return lasting.cut ?? (await whatEnds(lasting.judge(within), stop, () => progress(0)));
}

/** Does the work in turns; tells what ended it early. */
async function whatEnds(
  work: Pieces<void>,
  stop: (() => boolean) | undefined,
  between: () => void,
): Promise<Judged["cut"]> {
  let stopped = false;
  const advance = (pieces: number): boolean => {
    for (let left = pieces; left > 0; left--) if (work.next().done) return false;
    stopped = stop?.() === true;
    return !stopped;
  };
  try {
    await inTurns({ advance }, between);
  } catch (error) {
    if (!isExhaustion(error)) throw error;
    return "memory";
  }
  return stopped ? "stopped" : undefined;
}
